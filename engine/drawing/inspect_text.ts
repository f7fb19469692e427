import type { Inspection } from "../domain/mod.ts";
import { cleaningTable } from "./cleaning_table.ts";
import { formatCount, formatDate } from "./format_number.ts";
import { formatTable } from "./format_table.ts";

/** What is in a catalogue, and what cleaning would do, as plain text for a terminal. */
export function inspectText(inspection: Inspection): string {
  const facts = formatTable(factsOf(inspection), {
    columns: [{ title: "catalogue" }, { title: inspection.name }],
  });
  const types = Object.entries(inspection.magnitudes.types).toSorted(([, a], [, b]) => b - a);
  const parts = [facts];
  if (types.length > 0) {
    parts.push(formatTable(types.map(([type, events]) => [type || "none", formatCount(events)]), {
      columns: [{ title: "magnitude type" }, { title: "events", align: "right" }],
    }));
  }
  parts.push(...magnitudeTables(inspection));
  if (inspection.gaps.length > 0) {
    parts.push(formatTable(
      inspection.gaps.map(({ from, to, days }) => [
        formatDate(from),
        formatDate(to),
        days.toFixed(1),
      ]),
      {
        columns: [
          { title: "longest gaps from (UTC)" },
          { title: "to (UTC)" },
          { title: "days", align: "right" },
        ],
      },
    ));
  }
  parts.push(`What cleaning would do:\n${cleaningTable(inspection.cleaning)}`);
  parts.push(...tellIncomplete(inspection));
  return parts.join("\n\n");
}

/** Completeness by every method, b by every estimator; empty without magnitudes. */
function magnitudeTables({ completenessByMethod, bValues }: Inspection): string[] {
  const methods = Object.entries(completenessByMethod);
  if (methods.every(([, completeness]) => completeness === null)) return [];
  const tables = [
    formatTable(
      methods.map(([method, completeness]) => [
        method.replaceAll("-", " "),
        completeness === null ? "none found" : completeness.toFixed(1),
      ]),
      { columns: [{ title: "completeness by" }, { title: "magnitude", align: "right" }] },
    ),
  ];
  if (bValues.length === 0) return tables;
  tables.push(formatTable(
    bValues.map(({ method, value, error, events }) => [
      method,
      `${value.toFixed(3)} ± ${error.toFixed(3)}`,
      formatCount(events),
    ]),
    {
      columns: [
        { title: "b-value by" },
        { title: "b", align: "right" },
        { title: "events", align: "right" },
      ],
    },
  ));
  return tables;
}

/** The completeness of a model is fitted on its own training part, so its count differs a little. */
function tellIncomplete({ completeness, completeEvents, cleaning }: Inspection): string[] {
  if (completeEvents === null || completeEvents === cleaning.rowsOut) return [];
  const below = formatCount(cleaning.rowsOut - completeEvents);
  return [
    `Training, evaluation and forecasts also leave out what is below the completeness: here ${below} ` +
    `events below magnitude ${completeness}.`,
  ];
}

function factsOf(inspection: Inspection): [string, string][] {
  const { read, magnitudes, depthKm, completeness, bValue, duplicates } = inspection;
  const skipped = Object.entries(read.skippedByField).map(([field, rows]) =>
    `${field} ${formatCount(rows)}`
  );
  return [
    ["layout", inspection.layout],
    ["rows", formatCount(inspection.rows)],
    [
      "rows left out as unreadable",
      formatCount(read.skippedRows) + (skipped.length > 0 ? ` (${skipped.join(", ")})` : ""),
    ],
    ["columns not used", read.ignoredColumns.join(", ") || "none"],
    [
      "span (UTC)",
      inspection.from === null || inspection.to === null
        ? "no event"
        : `${formatDate(inspection.from)} to ${formatDate(inspection.to)}`,
    ],
    ["magnitude", rangeText(magnitudes, { digits: 1, unit: "" })],
    ["mean magnitude", magnitudes.mean === null ? "unknown" : magnitudes.mean.toFixed(2)],
    ["depth", rangeText(depthKm, { digits: 1, unit: " km" })],
    ["complete from magnitude", completeness === null ? "unknown" : completeness.toFixed(1)],
    [
      "b-value",
      bValue === null
        ? "too few events"
        : `${bValue.value.toFixed(3)} ± ${bValue.error.toFixed(3)} (${bValue.method}, ${
          formatCount(bValue.events)
        } events)`,
    ],
    ["repeated identifiers", formatCount(duplicates.sameId)],
    ["near twins", formatCount(duplicates.nearTwins)],
  ];
}

function rangeText(
  { min, max, missing }: { min: number | null; max: number | null; missing: number },
  { digits, unit }: { digits: number; unit: string },
): string {
  const range = min === null || max === null
    ? "unknown"
    : `${min.toFixed(digits)} to ${max.toFixed(digits)}${unit}`;
  return missing === 0 ? range : `${range}, missing in ${formatCount(missing)} rows`;
}
