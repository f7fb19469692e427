import type { PickerCard } from "../domain/mod.ts";
import { cleanLine } from "./clean_text.ts";
import { formatCount } from "./format_number.ts";
import { formatTable } from "./format_table.ts";
import type { Table } from "./table.ts";
import { wrapText } from "./wrap_text.ts";

const WIDTH = 100;

/** What a picker is and where it comes from. */
export function tabulatePickerCard(card: PickerCard): Table {
  const { settings } = card;
  const seconds = settings.windowSamples / settings.samplingRateHz;
  const thresholds = Object.entries(settings.defaultThresholds)
    .map(([phase, threshold]) => `${phase} ${threshold}`).join(", ");
  const rows = [
    ["picker", card.picker],
    ["weights", formatCount(card.weights)],
    ["source", card.source],
    ["licence", card.licence],
    ["trained on", card.trainedOn],
    [
      "window",
      `${seconds} s at ${settings.samplingRateHz} Hz of ${settings.components.join(", ")}`,
    ],
    ["scaling", "each component to mean 0 and deviation 1 in its window"],
    ["classes", settings.classes.join(", ")],
    ["thresholds", thresholds],
  ].map((row) => row.map(cleanLine));
  return { columns: [{ title: "" }, { title: "" }], rows };
}

/** The card of a picker as plain text for a terminal. */
export function pickerCardText(card: PickerCard): string {
  const { rows, columns } = tabulatePickerCard(card);
  return [
    ...[...card.about, ...card.warnings].flatMap((line) => wrapText(cleanLine(line), WIDTH)),
    "",
    formatTable(rows, { columns }),
  ].join("\n");
}
