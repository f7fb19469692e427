import type { formatTable } from "../engine/drawing/mod.ts";
import type { PointProcessBenchmark, PointProcessName } from "../engine/forecasting/mod.ts";

/** A benchmark as text: what was scored, the scores, the gains. */
export function describeBenchmark(
  { dataset, part, data, span, areaKm2, areaFrom, scores, gains, notes }: PointProcessBenchmark,
  table: typeof formatTable,
): string {
  const names = Object.keys(scores) as PointProcessName[];
  const show = (ms: number) =>
    data.events.isDated ? new Date(ms).toISOString().slice(0, 19) : `day ${ms / 86_400_000}`;
  const sign = (value: number | null) =>
    value === null ? "-" : (value < 0 ? "" : "+") + value.toFixed(4);
  const right = "right" as const;
  const rows = names.map((name) => {
    const { tll, sll, nll, tllExact } = scores[name]!;
    const total = gains[name]?.total;
    return [
      ...[name, tll.toFixed(4), sll.toFixed(4), nll.toFixed(4), tllExact.toFixed(4)],
      total === undefined ? "" : sign(total.nats),
      total === undefined ? "" : `[${sign(total.low)}, ${sign(total.high)}]`,
    ];
  });
  return [
    `${dataset}, ${part}: ${span.to - span.from} events of magnitude ${data.mc} and more from ` +
    `${show(span.startMs)} to ${show(span.endMs)}, ${span.from} before; area ` +
    `${Math.round(areaKm2)} km2 (${areaFrom}).`,
    ...describeRepairs(data.repairs),
    table(rows, {
      columns: [
        { title: "model" },
        { title: "TLL", align: right },
        { title: "SLL", align: right },
        { title: "NLL", align: right },
        { title: "TLL exact", align: right },
        { title: `gain over ${names[0]}`, align: right },
        { title: "95 % interval", align: right },
      ],
    }),
    ...names.filter((name) => typeof notes[name]?.tll_spread === "number").map((name) =>
      `${name}: mean of ${(notes[name]!.seeds as unknown[]).length} seeds, whose TLL has a ` +
      `standard deviation of ${(notes[name]!.tll_spread as number).toFixed(4)}.`
    ),
    "Nats per event. TLL by the boundaries of the published scores; exact: over the whole window.",
  ].join("\n\n");
}

/** What was done to the events, where anything was. */
function describeRepairs(repairs: PointProcessBenchmark["data"]["repairs"]): string[] {
  const done: [count: number, what: string][] = [
    [repairs.outOfOrder, "put in order of time"],
    [repairs.belowCompleteness, "left out for their magnitude"],
    [repairs.outsideRegion, "left out for their place"],
    [repairs.outsideTime, "left out for their time"],
    [repairs.simultaneous, "at the same time as the one before, which do not trigger each other"],
  ];
  const told = done.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  return told.length === 0 ? [] : [`Events: ${told.join("; ")}.`];
}
