import type { WaveformInspection, WaveformNote } from "../domain/mod.ts";
import { formatCount } from "./format_number.ts";
import { formatTable } from "./format_table.ts";

/** Notes of one kind that are written out; the rest are counted. */
const SHOWN_NOTES = 5;

/** What sources of waveforms hold, as plain text for a terminal: a table and the notes of each. */
export function waveformInspectionText(inspections: readonly WaveformInspection[]): string {
  return inspections.map((inspection) => {
    const { source, format, channels, notes } = inspection;
    const table = channels.length === 0
      ? "No samples."
      : formatTable(channels.map(rowOf), { columns: COLUMNS });
    const text = [table, ...warningsText(channels), ...notesText(notes)];
    return [`${source} (${format})`, ...text].join("\n");
  }).join("\n\n");
}

const COLUMNS = [
  { title: "channel" },
  { title: "first sample (UTC)" },
  { title: "last sample (UTC)" },
  { title: "Hz", align: "right" },
  { title: "encoding" },
  { title: "samples", align: "right" },
  { title: "gaps", align: "right" },
  { title: "notes", align: "right" },
] as const;

/** Warnings that the table tells. */
const TOLD: readonly string[] = ["gaps", "overlaps", "rates"];

function rowOf(channel: WaveformInspection["channels"][number]): string[] {
  const { start, end, samplingRatesHz, encodings, samples, gaps, overlaps, notes } = channel;
  const clock = (time: string) => time.slice(0, 23).replace("T", " ");
  const isSameDay = start.slice(0, 10) === end.slice(0, 10);
  return [
    ...[channel.channel, clock(start), isSameDay ? clock(end).slice(11) : clock(end)],
    samplingRatesHz.map((rateHz) => `${Number(rateHz.toPrecision(8))}`).join(", "),
    ...[encodings.join(", "), formatCount(samples)],
    overlaps === 0 ? formatCount(gaps) : `${gaps}, ${formatCount(overlaps)} overlaps`,
    formatCount(notes),
  ];
}

/** A line for each channel that a person should look at. */
function warningsText(channels: WaveformInspection["channels"]): string[] {
  return channels.flatMap(({ channel, warnings }) => {
    const left = warnings.filter((warning) => !TOLD.includes(warning));
    return left.length === 0 ? [] : [`look at ${channel}: ${left.join(", ")}`];
  });
}

function notesText(notes: readonly WaveformNote[]): string[] {
  const lines: string[] = [];
  for (const [kind, list] of Map.groupBy(notes, (note) => note.kind)) {
    lines.push(`${kind}: ${formatCount(list.length)}`);
    for (const { message } of list.slice(0, SHOWN_NOTES)) lines.push(`  ${message}`);
    const left = list.length - SHOWN_NOTES;
    if (left > 0) lines.push(`  and ${formatCount(left)} more; --json tells all`);
  }
  return lines.length === 0 ? ["No notes: all of it could be read."] : lines;
}
