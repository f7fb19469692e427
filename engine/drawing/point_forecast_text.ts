import type { PointForecast, PointForecastBin, PointProcessCard } from "../domain/mod.ts";
import { cleanLine } from "./clean_text.ts";
import { describeCalibrated } from "./describe_calibrated.ts";
import { formatCount, formatDate, formatNumber, formatProbability } from "./format_number.ts";
import { formatTable } from "./format_table.ts";
import { pointScoreTable } from "./point_card_text.ts";

/** The forecast in one plain sentence that cannot be misread. */
export function pointForecastSentence(forecast: PointForecast): string {
  const { magnitudes, baseline, believe, minMagnitude, from, to, horizon } = forecast;
  const answer = believe === "model" ? magnitudes[0] : baseline;
  const whose = forecast.model.process === baseline.source
    ? "the Poisson process that all others have to beat"
    : believe === "model"
    ? `${cleanLine(forecast.model.process)}, which beat a Poisson process on data it never saw`
    : "the Poisson process, for the model did not beat it on data it never saw";
  return `From ${formatDate(from)} to ${formatDate(to)} UTC (${horizon}) ` +
    `${
      formatNumber(answer.expected)
    } earthquakes of magnitude ${minMagnitude} or more are expected ` +
    `on average; with 95 % probability there will be ${formatCount(answer.p95minimum)} to ` +
    `${formatCount(answer.p95maximum)}, and at least one with a probability of ` +
    `${
      formatProbability(answer.probability)
    }. This is given by ${whose}. It is a probability, not a ` +
    "prediction: nobody can tell the time, place and size of an earthquake in advance.";
}

/** A forecast of a point process for a terminal: whom to believe, the numbers, the skill. */
export function pointForecastText(forecast: PointForecast, card: PointProcessCard): string {
  const { simulation, model, data, cells, warnings } = forecast;
  const rows = [
    ...forecast.magnitudes.map((bin) => rowOf(model.process, bin)),
    rowOf("poisson", forecast.baseline),
  ];
  const right = "right" as const;
  const table = formatTable(rows, {
    columns: [
      { title: "by" },
      { title: "magnitude from", align: right },
      { title: "expected", align: right },
      { title: "95 % range", align: right },
      { title: "probability of 1 or more", align: right },
    ],
  });
  return [
    forecast.headline,
    ...warnings.map((warning) => `Warning: ${warning}`),
    pointForecastSentence(forecast),
    table,
    calibrationOf(forecast),
    busiest(forecast),
    pointScoreTable(card.scores, card.process),
    `${formatCount(simulation.catalogues)} simulated catalogues, seed ${simulation.seed}; ` +
    `${formatNumber(cells.outside)} of the expected events lie outside the map. Model ` +
    `${cleanLine(model.name)} (${model.process}, files ${model.filesSha256.slice(0, 12)}); ` +
    `${formatCount(data.events)} events read, ${formatCount(data.eventsUsed)} used.`,
  ].join("\n\n");
}

function rowOf(
  by: string,
  bin: Omit<PointForecastBin, "probabilityFrom"> & { probabilityFrom?: string },
): string[] {
  return [
    bin.probabilityFrom === "magnitude law" ? `${by} (magnitude law)` : by,
    String(bin.magnitude),
    formatNumber(bin.expected),
    `${formatCount(bin.p95minimum)} to ${formatCount(bin.p95maximum)}`,
    formatProbability(bin.probability),
  ];
}

/** The number to believe after calibration, or why there is none. */
function calibrationOf(
  { uncalibrated, believe, magnitudes, baseline, model }: PointForecast,
): string {
  const { calibrated } = believe === "model" ? magnitudes[0] : baseline;
  if (calibrated === undefined) return cleanLine(uncalibrated ?? "Not calibrated.");
  return describeCalibrated(calibrated, {
    source: believe === "model" ? model.process : baseline.source,
  });
}

function busiest({ cells: { grid, expected } }: PointForecast): string {
  const cell = expected.reduce((best, value, index) => value > expected[best] ? index : best, 0);
  const south = grid.box.south + Math.floor(cell / grid.columns) * grid.cellDegrees;
  const west = grid.box.west + (cell % grid.columns) * grid.cellDegrees;
  return `Most are expected in the cell of ${grid.cellDegrees} degrees whose south-western corner is ` +
    `at latitude ${Number(south.toFixed(4))}, longitude ${Number(west.toFixed(4))}: ` +
    `${formatNumber(expected[cell])}.`;
}
