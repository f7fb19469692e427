import { type Catalogue, DAY_MS, gridCellOf, reachesMagnitude } from "../domain/mod.ts";
import type { TrainedModel } from "../training/mod.ts";
import { describeSpan } from "./describe_span.ts";
import type { ForecastSituation } from "./forecast_parts.ts";

/** Time before the issue time over which the catalogue's rate is taken, years. */
const RECENT_YEARS = 5;

/** How many times the training rate, or what part of it, a rate may be without a word. */
const LARGEST_RATIO = 3;

/** Fewest events, found or expected, for which a ratio says anything. */
const FEWEST_EVENTS = 10;

/** A catalogue whose rate of target events is far from that of the training part. */
export function warnOfRate(model: TrainedModel, parts: ForecastSituation): string[] {
  const trained = trainingRate(model);
  const { events, days } = countRecent(model, parts);
  if (trained === undefined || days === 0) return [];
  const [rate, expected] = [events / days, trained * days];
  const isFar = events > LARGEST_RATIO * expected || events * LARGEST_RATIO < expected;
  if (!isFar || Math.max(events, expected) < FEWEST_EVENTS) return [];
  const { minMagnitude } = model.preparation;
  return [
    `The catalogue has ${show(rate)} events of magnitude ${minMagnitude} or more a day in the ` +
    `${describeSpan(days * DAY_MS)} before the issue time, the training part had ` +
    `${show(trained)}: network and baseline know the latter rate. Is it the same region and ` +
    "network of stations?",
  ];
}

/** Target events per day in training; undefined where neither baselines nor card tell. */
function trainingRate({ baselines, card, preparation }: TrainedModel): number | undefined {
  if (preparation.task === "magnitude") {
    const { from, to, windows } = card.spans.train; // a window is an event
    const days = (Date.parse(to) - Date.parse(from)) / DAY_MS;
    return days > 0 ? (windows - 1) / days : undefined;
  }
  const name = preparation.task === "map" ? "uniform poisson" : "poisson climatology";
  const mean = baselines.find((baseline) => baseline.name === name)?.parameters.mean;
  if (mean === undefined) return undefined;
  const perHorizon = [mean].flat().reduce<number>((sum, cell) => sum + Number(cell), 0);
  return perHorizon / (preparation.horizonMs / DAY_MS);
}

/** Target events up to the issue time, in the last years of the catalogue or in all of it. */
function countRecent(
  { preparation: { grid, minMagnitude } }: TrainedModel,
  { data: { catalogue }, issuedAt }: ForecastSituation,
): { events: number; days: number } {
  const issueTimeMs = Date.parse(issuedAt);
  const fromMs = Math.max(catalogue.timeMs[0], issueTimeMs - RECENT_YEARS * 365.25 * DAY_MS);
  const isIn = ({ latitude, longitude }: Catalogue, row: number) =>
    grid === undefined || gridCellOf(grid, latitude[row], longitude[row]) >= 0;
  let events = 0;
  for (let row = 0; row < catalogue.size; row++) {
    const timeMs = catalogue.timeMs[row];
    if (timeMs < fromMs || timeMs > issueTimeMs) continue;
    if (reachesMagnitude(catalogue.magnitude[row], minMagnitude) && isIn(catalogue, row)) events++;
  }
  return { events, days: (issueTimeMs - fromMs) / DAY_MS };
}

function show(rate: number): string {
  return String(Number(rate.toPrecision(2)));
}
