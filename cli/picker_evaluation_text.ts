import type { formatTable } from "../engine/drawing/mod.ts";
import type { PickerEvaluation } from "../engine/monitoring/mod.ts";

/** The scores of pickers as one table for a person. */
export function describePickerEvaluation(
  evaluation: PickerEvaluation,
  layTable: typeof formatTable,
): string {
  const { data, traces, windows, seconds, marginSeconds, seed } = evaluation;
  const share = (value: number | null) => value === null ? "" : value.toFixed(3);
  const milliseconds = (value: number | null) => value === null ? "" : (1000 * value).toFixed(1);
  const rows = evaluation.pickers.flatMap(({ name, phases }) =>
    Object.entries(phases).flatMap(([phase, { labels, picks, scores }]) =>
      scores.map(({ toleranceSeconds, precision, recall, f1, meanSeconds, sigmaSeconds }, i) => [
        ...(i === 0 ? [name, phase, `${labels}`, `${picks}`] : ["", "", "", ""]),
        ...[`${toleranceSeconds}`, share(precision.value), share(recall.value), share(f1.value)],
        ...[`${share(f1.low)}–${share(f1.high)}`],
        ...[milliseconds(meanSeconds), milliseconds(sigmaSeconds)],
      ])
    )
  );
  const right = "right" as const;
  const columns = [
    { title: "picker" },
    { title: "phase" },
    { title: "labels", align: right },
    { title: "picks", align: right },
    { title: "within s", align: right },
    { title: "precision", align: right },
    { title: "recall", align: right },
    { title: "F1", align: right },
    { title: "95 % interval" },
    { title: "mean ms", align: right },
    { title: "sigma ms", align: right },
  ];
  return [
    `${traces} traces of ${data}, ${windows} window${
      windows === 1 ? "" : "s"
    } of ${seconds} s each, ` +
    `cut at random places (seed ${seed}) with arrivals ${marginSeconds} s from the ends or more.`,
    "",
    layTable(rows, { columns }),
  ].join("\n");
}
