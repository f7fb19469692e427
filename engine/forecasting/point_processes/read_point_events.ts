import { InputError, type PointEvents } from "../../domain/mod.ts";
import {
  type CatalogueSource,
  type EventTable,
  readCatalogue,
  readEventTable,
} from "../../sources/mod.ts";
import type { CatalogueRequest } from "../read_and_clean.ts";

/** How the events of a point process are read. */
export interface PointEventsRequest extends CatalogueRequest {
  /** Column that tells which part an event belongs to; "split" where there is one. */
  splitColumn?: string;
}

/** Bytes by which JSON is told from a table. */
const OPENING = /^[\s\uFEFF]*[[{]/;

/**
 * Reads events as point processes take them: a table as a benchmark reads it, without any cleaning;
 * JSON, and a table whose columns are named by hand, as the other models read it, rows without a
 * magnitude left out.
 *
 * Throws InputError for what cannot be read, and for series beside the catalogue.
 */
export async function readPointEvents(request: PointEventsRequest): Promise<EventTable> {
  const { source, read = {}, covariates = [], splitColumn } = request;
  if (covariates.length > 0) {
    throw new InputError("Cannot use series beside the catalogue: a point process takes none", {
      field: "covariates",
    });
  }
  const { columns, ...options } = read;
  const { isJson, again } = await lookAt(source);
  if (columns === undefined && !isJson) {
    return (await readEventTable(again, { ...options, splitColumn })).table;
  }
  const { catalogue } = await readCatalogue(again, read);
  const rows = Uint32Array.from(catalogue.magnitude.keys()).filter((row) =>
    Number.isFinite(catalogue.magnitude[row])
  );
  const pick = (column: Float64Array) => Float64Array.from(rows, (row) => column[row]);
  const events: PointEvents = {
    name: catalogue.name,
    size: rows.length,
    timeMs: pick(catalogue.timeMs),
    isDated: true,
    magnitude: pick(catalogue.magnitude),
    places: {
      kind: "geographic",
      latitude: pick(catalogue.latitude),
      longitude: pick(catalogue.longitude),
    },
  };
  return { events };
}

/** Looks at the first bytes of a source without taking them away; packed ones are of a table or JSON. */
async function lookAt(
  source: CatalogueSource,
): Promise<{ isJson: boolean; again: CatalogueSource }> {
  const bytes = new Uint8Array(await new Response(source.stream).arrayBuffer());
  const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const start = isPacked ? await unpackStart(bytes) : bytes.subarray(0, 64);
  const isJson = /json/.test(source.contentType ?? "") ||
    OPENING.test(new TextDecoder().decode(start));
  return { isJson, again: { ...source, stream: new Blob([bytes]).stream() } };
}

/** The first bytes of a gzip file; none where it is damaged, which whoever reads it whole will tell. */
async function unpackStart(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))
    .getReader();
  try {
    return (await reader.read()).value?.subarray(0, 64) ?? new Uint8Array();
  } catch {
    return new Uint8Array();
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
