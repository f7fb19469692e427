import { InputError } from "../engine/domain/mod.ts";
import type { ForecastJob, WaveformJobKind } from "./forecast_job.ts";
import type { JobFile } from "./job_file.ts";
import { mediaTypeOf } from "./media_types.ts";
import { readForm } from "./read_form.ts";
import { parseJsonBody, unpackTyped } from "./read_json_body.ts";
import { resolveWaveformOptions, type WaveformOptions } from "./waveform_options.ts";
import { WAVEFORM_PARTS } from "./waveform_parts.ts";

/** A request with waveforms or picks, read. */
export interface ReadWaveformJob<Kind extends WaveformJobKind> {
  /** Checked options. */
  options: WaveformOptions<Kind>;
  /** The parts of WAVEFORM_PARTS that were sent, each once or, where it may be, several times. */
  files: ReadonlyMap<string, readonly JobFile[]>;
}

interface Parts {
  options: Record<string, unknown>;
  files: Map<string, JobFile[]>;
}

/**
 * Reads a request, from whatever kind of body it came in.
 *
 * Throws InputError, ConfigurationError or a refusal where it cannot be read or a part is missing.
 */
export async function readWaveformJob<Kind extends WaveformJobKind>(
  job: ForecastJob<Kind>,
  limitBytes: number,
): Promise<ReadWaveformJob<Kind>> {
  const rules = WAVEFORM_PARTS[job.kind];
  const { options, files } = await readParts(job, limitBytes);
  for (const [name, { isNeeded, jsonName = name, about }] of Object.entries(rules)) {
    if (!isNeeded || files.has(name)) continue;
    const field = /json/.test(mediaTypeOf(job.contentType)) ? jsonName : name;
    throw new InputError(`Cannot find ${name} in the request`, { field, expected: about });
  }
  return { options: resolveWaveformOptions(job.kind, options), files };
}

async function readParts(
  job: ForecastJob<WaveformJobKind>,
  limitBytes: number,
): Promise<Parts> {
  const type = mediaTypeOf(job.contentType);
  const rules = WAVEFORM_PARTS[job.kind];
  const files = Object.keys(rules);
  if (type === "multipart/form-data") {
    const several = files.filter((name) => rules[name].isSeveral);
    return await readForm(job, { limitBytes, files, several });
  }
  const bytes = unpackTyped(job.body, { type, limitBytes });
  if (type === "application/json") return readJson(job, bytes);
  const file = { name: "waveforms", bytes, contentType: type };
  return { options: { ...job.query }, files: new Map([["waveforms", [file]]]) };
}

/** JSON is an object of options and parts; of waveforms it may be the list of traces itself. */
function readJson(job: ForecastJob<WaveformJobKind>, bytes: Uint8Array<ArrayBuffer>): Parts {
  const rules = Object.entries(WAVEFORM_PARTS[job.kind]);
  const jsonNames = rules.map(([name, { jsonName = name }]) => jsonName);
  const document = parseJsonBody(bytes, jsonNames[0]);
  const options: Record<string, unknown> = { ...job.query };
  const files = new Map<string, JobFile[]>();
  const values = Array.isArray(document) ? { [jsonNames[0]]: document } : document;
  for (const [key, value] of Object.entries(values)) {
    const at = jsonNames.indexOf(key);
    if (at < 0) options[key] = value;
    else if (value !== null) files.set(rules[at][0], [fileOf(key, value)]);
  }
  return { options, files };
}

function fileOf(name: string, value: unknown): JobFile {
  const isText = typeof value === "string";
  const bytes = new TextEncoder().encode(isText ? value : JSON.stringify(value));
  return { name, bytes, contentType: isText ? "" : "application/json" };
}
