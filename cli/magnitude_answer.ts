import type {
  EventMagnitude,
  MagnitudeCalibration,
  MagnitudeCard,
  MagnitudeScores,
  WaveformNote,
} from "../engine/domain/mod.ts";
import type { formatTable } from "../engine/drawing/mod.ts";
import type { MagnitudeEvaluation, MagnitudeModelScores } from "../engine/training/mod.ts";

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
    describeCalibration(calibration),
  ].join("\n\n");
}

/** Magnitudes of an event and its stations as text: the event's first. */
export function describeMagnitudes(
  { magnitudes, notes }: { magnitudes: readonly EventMagnitude[]; notes: readonly WaveformNote[] },
  table: typeof formatTable,
): string {
  const told = [...new Set(notes.map(({ message }) => message))];
  const rows = magnitudes.map((magnitude) => [
    magnitude.station ??
      `event, by ${magnitude.stationCount} ${
        magnitude.stationCount === 1 ? "station" : "stations"
      }`,
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

/** The scores of a trained network as text. */
export function describeMagnitudeModel(
  { isTrainingData, network, calibration, outsideTraining }: MagnitudeModelScores,
  table: typeof formatTable,
): string {
  const right = "right" as const;
  const { count, meanAbsoluteError, meanError, sigma } = network;
  return [
    ...(isTrainingData
      ? ["These are the recordings it was trained on: the scores are too good to be believed."]
      : []),
    table([[count, ...[meanAbsoluteError, meanError, sigma].map((value) => value.toFixed(3))]], {
      columns: [
        { title: "recordings", align: right },
        { title: "mean absolute error", align: right },
        { title: "mean error", align: right },
        { title: "sigma", align: right },
      ],
    }),
    `${
      describeCalibration(calibration)
    } ${outsideTraining} of ${count} answers lie outside of what it was ` +
    "trained on.",
  ].join("\n\n");
}

function describeCalibration({ meanSigma, coverage }: MagnitudeCalibration): string {
  const shares = coverage.map(({ probability, share }) =>
    `${(100 * share).toFixed(0)} % within its ${(100 * probability).toFixed(0)} % interval`
  );
  return `Stated sigma ${meanSigma.toFixed(3)} on average; of the catalogue's magnitudes ` +
    `${shares.join(", ")}.`;
}

const NAMES = {
  network: "network",
  start: "regression it starts from",
  regression: "log amplitude and P-S time",
  mean: "mean of the training parts",
} as const;
