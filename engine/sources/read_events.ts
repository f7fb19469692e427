import type { DocumentNote, SeismicEvent } from "../domain/mod.ts";
import { eventsOfCatalogue } from "./events_of_catalogue.ts";
import { readQuakeml } from "./quakeml/read_quakeml.ts";
import { readCatalogue } from "./read_catalogue.ts";
import {
  type CatalogueSource,
  type ReadCatalogueOptions,
  resolveReadOptions,
} from "./read_options.ts";
import { gatherHead, joinBytes, prepend, unpackBytes } from "./unpack_bytes.ts";

/** Events of any source, and what was wrong with it. */
export interface EventsReading {
  /** The events, in the order of the source. */
  readonly events: SeismicEvent[];
  /** Its format, such as "quakeml" or "usgs". */
  readonly layout: string;
  /** Rows that could not be read and were left out. */
  readonly skippedRows: number;
  /** What else was noted. */
  readonly notes: readonly DocumentNote[];
}

/** Bytes by which QuakeML is recognised. */
const HEAD_BYTES = 4_096;

/**
 * Reads events, whatever the format: QuakeML with all it holds (origins, magnitudes, picks), and every
 * catalogue that `readCatalogue` knows, each row as an event of one origin. The content tells, not the name.
 *
 * Throws as readCatalogue and readQuakeml do.
 */
export async function readEvents(
  source: CatalogueSource,
  options: ReadCatalogueOptions = {},
): Promise<EventsReading> {
  const chunks = unpackBytes(source, resolveReadOptions(options));
  try {
    const head = await gatherHead(chunks, HEAD_BYTES);
    const whole = prepend(head, chunks);
    if (isQuakeml(head)) {
      const bytes = joinBytes(await Array.fromAsync(whole));
      const { events, notes } = readQuakeml(bytes, source.name);
      return { events: [...events], layout: "quakeml", skippedRows: 0, notes };
    }
    const { catalogue, report } = await readCatalogue(
      { ...source, stream: ReadableStream.from(whole) },
      options,
    );
    const { layout, skippedRows } = report;
    return { events: eventsOfCatalogue(catalogue), layout, skippedRows, notes: [] };
  } finally {
    await chunks.return();
  }
}

function isQuakeml(head: Uint8Array): boolean {
  const text = new TextDecoder().decode(head).trimStart(); // which drops a byte order mark
  return text.startsWith("<") && /<([\w-]+:)?quakeml[\s>]/.test(text);
}
