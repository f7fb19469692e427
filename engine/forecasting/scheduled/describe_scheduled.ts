import type { ScheduledForecast, ScheduledForecastRow, ScheduledGate } from "../../domain/mod.ts";

/** A probability as people read it: never 0 % or 100 % where it is not. */
function percentOf(probability: number): string {
  const percent = 100 * probability;
  if (percent > 99.9) return "above 99.9 %";
  if (percent < 0.01) return "below 0.01 %";
  return `${percent >= 10 ? percent.toFixed(0) : Number(percent.toPrecision(2))} %`;
}

/** A length of time in words: "1d" is "a day". */
function wordsOf(horizon: string): string {
  const [, number, unit] = /^(\d+(?:\.\d+)?)([hd])$/.exec(horizon) ?? [];
  if (number === undefined) return horizon;
  const word = unit === "d" ? "day" : "hour";
  if (number === "1") return unit === "d" ? "a day" : "an hour";
  return `${number} ${word}s`;
}

/** The sentence of a forecast: numbers, a larger event, and what it is not. */
export function describeScheduled(
  { table, startMs, trigger, counts }:
    & Pick<ScheduledForecast, "table" | "startMs" | "trigger">
    & { counts: Pick<ScheduledForecast["counts"], "mean"> },
): string {
  const [first] = table;
  const larger = likelyEnough(table.filter(({ horizon }) => horizon === first.horizon));
  const start = new Date(startMs).toISOString().slice(0, 16).replace("T", " ");
  const where = trigger === undefined
    ? "in the region"
    : `around the earthquake of magnitude ${trigger.magnitude.toFixed(1)}`;
  const mean = Number(counts.mean.toPrecision(2));
  const more = larger === first
    ? ""
    : ` One of magnitude ${larger.magnitude} or more has a probability of ` +
      `${percentOf(larger.probabilityOfOneOrMore)}.`;
  return `Within ${
    wordsOf(first.horizon)
  } from ${start} UTC, ${first.low95} to ${first.high95} earthquakes of ` +
    `magnitude ${first.magnitude} or more are expected ${where} with a probability of 95 % (${mean} on ` +
    `average).${more} These are probabilities, not a prediction.`;
}

/** The largest magnitude of which the catalogues still can tell, one in a thousand. */
function likelyEnough(rows: readonly ScheduledForecastRow[]): ScheduledForecastRow {
  return rows.findLast(({ probabilityOfOneOrMore }) => probabilityOfOneOrMore >= 1e-3) ?? rows[0];
}

/** What a list shows: the chance of one event or more, or that the forecast is withheld and why. */
export function headlineOfScheduled(
  { table, gate }: Pick<ScheduledForecast, "table"> & { gate: ScheduledGate },
): string {
  if (!gate.passed) return `Withheld: ${gate.reasons.join(" ")}`;
  const [{ magnitude, horizon, probabilityOfOneOrMore }] = table;
  return `${
    percentOf(probabilityOfOneOrMore)
  } for one earthquake of magnitude ${magnitude} or more ` +
    `within ${wordsOf(horizon)}`;
}
