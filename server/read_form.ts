import { InputError } from "../engine/domain/mod.ts";
import type { ForecastJob } from "./forecast_job.ts";
import type { JobFile } from "./job_file.ts";
import { formatMebibytes } from "./mebibytes.ts";
import { refusal } from "./problem_of_error.ts";
import { unpackBody } from "./unpack_body.ts";

/** A form, read. */
export interface ReadForm {
  /** Options of the query string, and fields that are no files. */
  options: Record<string, unknown>;
  /** Files by the name of their part. */
  files: Map<string, JobFile[]>;
}

/** Which parts of a form are files. */
export interface FormRules {
  /** Most bytes of a file once unpacked. */
  limitBytes: number;
  /** Names of parts that are files, or texts in the place of files. */
  files: readonly string[];
  /** Which of them may come several times. */
  several?: readonly string[];
}

/** Reads a form. Throws InputError where it cannot be read and for parts that come twice. */
export async function readForm(
  job: ForecastJob,
  { limitBytes, files: names, several = [] }: FormRules,
): Promise<ReadForm> {
  const form = await parseForm(job, limitBytes);
  const options: Record<string, unknown> = { ...job.query };
  const files = new Map<string, JobFile[]>();
  let length = 0;
  for (const [name, value] of form) {
    const known = files.get(name) ?? [];
    const isTwice = known.length > 0 && !several.includes(name);
    if (isTwice || (name in options && !(name in job.query))) {
      throw new InputError(`Cannot read the form: it has two parts "${name}"`, { field: name });
    }
    if (names.includes(name)) {
      const file = await readPart(value, { name, limitBytes });
      length += file.bytes.length;
      if (length > limitBytes) throw tooLong(limitBytes);
      files.set(name, [...known, file]);
    } else if (typeof value === "string") options[name] = value;
    else throw new InputError(`Cannot read the form: "${name}" is a file`, { field: name });
  }
  return { options, files };
}

function tooLong(limitBytes: number): Error {
  return refusal(
    "body-too-large",
    `Cannot take the form: its files are longer than ${formatMebibytes(limitBytes)}, the limit.`,
  );
}

async function parseForm(job: ForecastJob, limitBytes: number): Promise<FormData> {
  const bytes = unpackBody(job.body, { limitBytes, source: "body" });
  try {
    return await new Response(bytes, { headers: { "content-type": job.contentType } }).formData();
  } catch (cause) {
    throw new InputError(
      `Cannot read the body as a form: ${(cause as Error).message}`,
      { expected: "multipart/form-data whose boundary is that of the Content-Type" },
      { cause },
    );
  }
}

async function readPart(
  value: FormDataEntryValue,
  { name, limitBytes }: { name: string; limitBytes: number },
): Promise<JobFile> {
  if (typeof value === "string") {
    return { name, bytes: new TextEncoder().encode(value), contentType: "" };
  }
  const bytes = unpackBody(new Uint8Array(await value.arrayBuffer()), { limitBytes, source: name });
  return { name, bytes, contentType: value.type };
}
