import { CLEANING_REASONS, type CleaningReason, type CleaningReport } from "../domain/mod.ts";
import { formatCount } from "./format_number.ts";
import { formatTable } from "./format_table.ts";
import type { Table } from "./table.ts";

const LABELS: Readonly<Record<CleaningReason, string>> = {
  unreadableTime: "unreadable time",
  futureTime: "time in the future",
  impossibleLatitude: "impossible latitude",
  impossibleLongitude: "impossible longitude",
  impossibleDepth: "impossible depth",
  missingMagnitude: "no magnitude",
  impossibleMagnitude: "impossible magnitude",
  notAnEarthquake: "no earthquake (explosion, quarry blast, ...)",
  duplicateId: "repeated identifier, latest kept",
  nearTwin: "near twin of another contributor",
  magnitudeOutlier: "magnitude outlier",
  outsideRegion: "outside the region",
  outsideDepthRange: "outside the depth range",
  belowCompleteness: "below the completeness",
};

/** Every count of a cleaning, the zeros too: nothing disappears unseen. */
export function tabulateCleaning(report: CleaningReport): Table {
  const count = (label: string, events: number) => [label, formatCount(events)];
  const types = Object.entries(report.magnitudeTypes).toSorted(([, a], [, b]) => b - a);
  return {
    columns: [{ title: "step" }, { title: "events", align: "right" }],
    rows: [
      count("read", report.rowsIn),
      ...CLEANING_REASONS.map((reason) =>
        count(`removed: ${LABELS[reason]}`, report.removed[reason])
      ),
      count("kept", report.rowsOut),
      count("longitudes wrapped", report.wrappedLongitudes),
      ["had to be sorted by time", report.sorted ? "yes" : "no"],
      ...Object.entries(report.convertedMagnitudes).map(([how, events]) =>
        count(`magnitude converted: ${how}`, events)
      ),
      ...types.map(([type, events]) =>
        count(`cleaned, of magnitude type ${type || "none"}`, events)
      ),
    ],
  };
}

/** The same as plain text for a terminal, followed by the remarks. */
export function cleaningTable(report: CleaningReport): string {
  const { rows, columns } = tabulateCleaning(report);
  return [formatTable(rows, { columns }), ...report.remarks].join("\n");
}
