import type { PointExplanation } from "../domain/mod.ts";
import { formatCount, formatDate, formatNumber } from "./format_number.ts";
import { formatTable } from "./format_table.ts";

/** What past events contribute, as text: the question, the largest, the background, the rest. */
export function pointExplanationText(explanation: PointExplanation): string {
  const { question, unit, from, to, total, background, events, rest, warnings } = explanation;
  const percent = (share: number) => `${(100 * share).toFixed(share < 0.1 ? 2 : 1)} %`;
  const rows = [
    ["background", "", "", "", formatNumber(background.amount), percent(background.share)],
    ...events.map(({ event, time, magnitude, longitude, latitude, amount, share }) => [
      `event ${event}`,
      formatDate(time),
      String(magnitude),
      `${latitude.toFixed(3)}, ${longitude.toFixed(3)}`,
      formatNumber(amount),
      percent(share),
    ]),
    [
      `${formatCount(rest.events)} others`,
      ...["", "", "", formatNumber(rest.amount), percent(rest.share)],
    ],
    ["all", "", "", "", formatNumber(total), percent(1)],
  ];
  const right = "right" as const;
  const table = formatTable(rows, {
    columns: [
      { title: "from" },
      { title: "time, UTC" },
      { title: "magnitude", align: right },
      { title: "latitude, longitude", align: right },
      { title: unit, align: right },
      { title: "part", align: right },
    ],
  });
  const span = from === to ? formatDate(from) : `${formatDate(from)} to ${formatDate(to)}`;
  return [
    `${question} (${span} UTC)`,
    ...warnings.map((warning) => `Warning: ${warning}`),
    table,
    "Counted are direct aftershocks of past events; those of events yet to come are not in it. " +
    "Events are numbered as they count: in order of time, from the smallest magnitude on.",
  ].join("\n\n");
}
