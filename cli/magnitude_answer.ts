import type {
  EventMagnitude,
  MagnitudeCard,
  MagnitudeScores,
  WaveformNote,
} from "../engine/domain/mod.ts";
import type { formatTable } from "../engine/drawing/mod.ts";
import type { MagnitudeEvaluation } from "../engine/training/mod.ts";

/** The card of a magnitude network as text. */
export function describeMagnitudeCard(card: MagnitudeCard): string {
  const { data, heldOut, epochs, weights, seed } = card;
  const [low, high] = data.magnitudes;
  const error = (scores: MagnitudeScores) =>
    `${scores.meanAbsoluteError.toFixed(3)} (mean ${scores.meanError.toFixed(3)}, sigma ${
      scores.sigma.toFixed(3)
    })`;
  const leftOut = Object.entries(data.leftOut).map(([reason, count]) => `${count} with ${reason}`);
  return [
    `${card.name}: magnitudes from waveforms.`,
    ...card.about,
    `Trained on ${data.recordings} recordings of ${data.name}, magnitude ${low} to ${high}, by ` +
    `${data.stations.length} station${data.stations.length === 1 ? "" : "s"}` +
    `${leftOut.length === 0 ? "" : `; left out: ${leftOut.join(", ")}`}.`,
    `${weights} weights, ${epochs} epochs, seed ${seed}.`,
    `Mean absolute error of recordings held out: ${
      error(heldOut.network)
    }; of the regression alone: ` +
    `${error(heldOut.regression)}.`,
  ].join("\n");
}

/** A cross-validation of magnitudes as text: the verdict first, then the scores. */
export function describeMagnitudeEvaluation(
  evaluation: MagnitudeEvaluation,
  table: typeof formatTable,
): string {
  const { folds, seeds, recordings, calibration, against } = evaluation;
  const rows = (["network", "start", "regression", "mean"] as const).flatMap((of) => {
    const scores = evaluation[of];
    if (scores === null) return [];
    const gain = of === "network" ? null : against[of];
    return [[
      NAMES[of],
      scores.meanAbsoluteError.toFixed(3),
      scores.meanError.toFixed(3),
      scores.sigma.toFixed(3),
      gain === null
        ? ""
        : `${gain.mean.toFixed(3)} [${gain.low.toFixed(3)}, ${gain.high.toFixed(3)}]`,
    ]];
  });
  const right = "right" as const;
  const coverage = calibration.coverage.map(({ probability, share }) =>
    `${(100 * share).toFixed(0)} % within its ${(100 * probability).toFixed(0)} % interval`
  );
  return [
    `${recordings} recordings, each held out once in ${folds} parts, ${seeds} seeds.`,
    table(rows, {
      columns: [
        { title: "magnitude by" },
        { title: "mean absolute error", align: right },
        { title: "mean error", align: right },
        { title: "sigma", align: right },
        { title: "network less it, 95 %", align: right },
      ],
    }),
    `Stated sigma ${calibration.meanSigma.toFixed(3)} on average; of the catalogue's magnitudes ` +
    `${coverage.join(", ")}.`,
  ].join("\n\n");
}

/** Magnitudes of an event and its stations as text: the event's first. */
export function describeMagnitudes(
  { magnitudes, notes }: { magnitudes: readonly EventMagnitude[]; notes: readonly WaveformNote[] },
  table: typeof formatTable,
): string {
  const told = notes.map(({ message }) => message);
  if (magnitudes.length === 0) return ["No magnitude could be estimated.", ...told].join("\n");
  const rows = magnitudes.map((magnitude) => [
    magnitude.station ?? `event, ${magnitude.stationCount} of its stations`,
    magnitude.magnitudeType,
    magnitude.magnitude.toFixed(2),
    magnitude.error === undefined ? "" : magnitude.error.toFixed(2),
    magnitude.method ?? "",
    (magnitude.remarks ?? []).join("; "),
  ]);
  const right = "right" as const;
  const columns = [
    { title: "of" },
    { title: "type" },
    { title: "magnitude", align: right },
    { title: "sigma", align: right },
    { title: "by" },
    { title: "remarks" },
  ];
  return [table(rows, { columns }), ...(told.length === 0 ? [] : [told.join("\n")])].join("\n\n");
}

const NAMES = {
  network: "network",
  start: "regression it starts from",
  regression: "log amplitude and P-S time",
  mean: "mean of the training parts",
} as const;
