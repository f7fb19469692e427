import { InputError } from "../engine/domain/mod.ts";
import type { CatalogueJobKind, ForecastJob } from "./forecast_job.ts";
import type { JobFile } from "./job_file.ts";
import { holdsEvents, mediaTypeOf } from "./media_types.ts";
import { parseJsonBody, unpackTyped } from "./read_json_body.ts";
import { readForm } from "./read_form.ts";
import { type RequestOptions, resolveRequest } from "./request_options.ts";

/** A request, read. */
export interface ReadJob {
  /** Model, horizon and the like. */
  options: RequestOptions;
  /** The catalogue. */
  catalogue: JobFile;
  /** Series beside the catalogue. */
  covariates?: readonly JobFile[];
}

/** What the catalogue of a body is called in messages. */
const BODY_NAME = "catalogue";

/**
 * Reads a request: options and catalogue, from whatever kind of body they came in.
 *
 * Throws InputError, ConfigurationError or a refusal where it cannot be read.
 */
export async function readJob(
  job: ForecastJob<CatalogueJobKind>,
  limitBytes: number,
): Promise<ReadJob> {
  const type = mediaTypeOf(job.contentType);
  if (type === "multipart/form-data") return await readCatalogueForm(job, limitBytes);
  const bytes = unpackTyped(job.body, { type, limitBytes });
  if (type === "application/json") return readJson(job, bytes);
  return ofQuery(job, { name: BODY_NAME, bytes, contentType: type });
}

function ofQuery(job: ForecastJob<CatalogueJobKind>, catalogue: JobFile): ReadJob {
  return { options: resolveRequest(job.kind, job.query), catalogue };
}

/** JSON is the catalogue itself, or an object that holds it beside the options. */
function readJson(job: ForecastJob<CatalogueJobKind>, bytes: Uint8Array<ArrayBuffer>): ReadJob {
  const itself = { name: BODY_NAME, bytes, contentType: "application/json" };
  if (isList(bytes)) return ofQuery(job, itself); // the engine parses it: twice takes twice as much
  const document = parseJsonBody(bytes, "the events");
  if (!("catalogue" in document) && holdsEvents(document)) return ofQuery(job, itself);
  const { catalogue, ...options } = document as Record<string, unknown>;
  if (typeof catalogue !== "object" || catalogue === null) {
    throw new InputError("Cannot find the events in the body", {
      field: "catalogue",
      expected: 'a list of events or GeoJSON, by itself or under the key "catalogue"',
    });
  }
  const part = new TextEncoder().encode(JSON.stringify(catalogue));
  return {
    options: resolveRequest(job.kind, { ...job.query, ...options }),
    catalogue: { ...itself, bytes: part },
  };
}

function isList(bytes: Uint8Array): boolean {
  const first = bytes.find((byte) => byte > 0x20); // whatever is not blank
  return first === "[".charCodeAt(0);
}

/** A form has the catalogue as a file and the options as fields. */
async function readCatalogueForm(
  job: ForecastJob<CatalogueJobKind>,
  limitBytes: number,
): Promise<ReadJob> {
  const { options, files } = await readForm(job, {
    limitBytes,
    files: ["catalogue", "covariates"],
    several: ["covariates"],
  });
  const [catalogue] = files.get("catalogue") ?? [];
  if (catalogue === undefined) {
    throw new InputError("Cannot find the events in the form", {
      field: "catalogue",
      expected: 'a file as part "catalogue"',
    });
  }
  return {
    options: resolveRequest(job.kind, options),
    catalogue,
    covariates: files.get("covariates"),
  };
}
