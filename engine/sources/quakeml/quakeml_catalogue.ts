import {
  ConfigurationError,
  preferredMagnitude,
  preferredOrigin,
  type SeismicEvent,
} from "../../domain/mod.ts";
import { BadRowTally } from "../bad_row_tally.ts";
import { spanOfText } from "../byte_span.ts";
import { CatalogueBuilder } from "../catalogue_builder.ts";
import type { ReadCatalogueResult, ReadContext } from "../read_result.ts";
import { QuakemlReader } from "./read_quakeml.ts";

export { preferredMagnitude, preferredOrigin };

/**
 * Reads QuakeML as a catalogue, event by event: the preferred origin and magnitude of each. An event
 * without an origin is a bad row; one without a magnitude has NaN.
 *
 * Throws InputError as QuakemlReader does and for a bad row, and ConfigurationError where columns are named.
 */
export async function readQuakemlCatalogue(
  chunks: AsyncIterable<Uint8Array>,
  { source, options }: ReadContext,
): Promise<ReadCatalogueResult> {
  if (Object.keys(options.columns ?? {}).length > 0) {
    throw new ConfigurationError(`Cannot choose columns of ${source}: it is QuakeML.`, "columns");
  }
  const reader = new QuakemlReader(source);
  const tally = new BadRowTally(source, options.onBadRow);
  const builder = new CatalogueBuilder(() => true);
  let rows = 0;
  const add = (events: readonly SeismicEvent[]) => {
    for (const event of events) addEvent(event, { row: rows++, builder, tally });
  };
  for await (const chunk of chunks) add(reader.write(chunk));
  add(reader.close());
  tally.refuseAllBad(rows);
  const ignored = reader.notes.filter(({ kind, element }) => kind === "not read" && element);
  return {
    catalogue: builder.build(source),
    report: {
      source,
      layout: "quakeml",
      rows,
      skippedRows: tally.skippedRows,
      skippedByField: tally.skippedByField,
      firstSkipped: tally.firstSkipped,
      ignoredColumns: ignored.map(({ element }) => element!),
    },
  };
}

function addEvent(
  event: SeismicEvent,
  { row, builder, tally }: { row: number; builder: CatalogueBuilder; tally: BadRowTally },
): void {
  const origin = preferredOrigin(event);
  if (origin === undefined) {
    tally.add({
      field: "origin",
      what: "the origin of an event",
      location: {
        field: `event[${row}].origin`,
        value: event.id,
        expected: "an origin with time, latitude and longitude",
      },
    });
    return;
  }
  const magnitude = preferredMagnitude(event);
  const texts: Partial<Record<string, string>> = {
    id: event.id,
    eventType: event.eventType,
    contributor: event.agency,
    magnitudeType: magnitude?.magnitudeType,
  };
  builder.add({
    timeMs: origin.timeMs,
    latitude: origin.latitude,
    longitude: origin.longitude,
    depthKm: origin.depthKm,
    magnitude: magnitude?.magnitude ?? NaN,
    updatedMs: event.updatedMs ?? NaN,
  }, (field) => spanOfText(texts[field] ?? ""));
}
