import type { ForecastAnswer, PoolForecast } from "../domain/mod.ts";
import { cleanLine } from "./clean_text.ts";
import { busiestCell } from "./forecast_sentence.ts";
import { formatCount, formatDate, formatNumber, formatProbability } from "./format_number.ts";
import { formatTable } from "./format_table.ts";

/** The forecast of a pool in one plain sentence that cannot be misread. */
export function poolForecastSentence(forecast: PoolForecast): string {
  const { pool, baseline, believe, task, minMagnitude, from, to, horizon } = forecast;
  const answer = believe === "pool" ? pool : baseline;
  const one = formatProbability(answer.probabilities["at least 1 event"]);
  const what = task === "alarm"
    ? `at least one earthquake of magnitude ${minMagnitude} or more occurs with a probability of ${one}`
    : `${
      formatNumber(answer.expected)
    } earthquakes of magnitude ${minMagnitude} or more are expected ` +
      `on average, with about 90 % probability ${formatCount(answer.quantiles.p05)} to ` +
      `${formatCount(answer.quantiles.p95)}, and at least one with a probability of ${one}`;
  const whose = believe === "pool"
    ? "the pool, which beat the baseline on data none of its members saw"
    : `the baseline (${baseline.source}), for the pool did not beat it on data its members never saw`;
  return `From ${formatDate(from)} to ${formatDate(to)} UTC (${horizon}) ${what}.${
    busiestCell(answer)
  } This is given by ` +
    `${whose}. It is a probability, not a prediction: nobody can tell the time, place and size of an ` +
    "earthquake in advance.";
}

/** A forecast of a pool for a terminal: whom to believe, what each member says, how far they are apart. */
export function poolForecastText(forecast: PoolForecast): string {
  const { pool, baseline, believe, members, missing, model, data, disagreement } = forecast;
  const isAlarm = forecast.task === "alarm";
  const row = (name: string, weight: string, answer: ForecastAnswer) => [
    ...[cleanLine(name), weight],
    ...(isAlarm ? [] : [
      formatNumber(answer.expected),
      formatCount(answer.quantiles.p50),
      `${formatCount(answer.quantiles.p05)} to ${formatCount(answer.quantiles.p95)}`,
    ]),
    formatProbability(answer.probabilities["at least 1 event"]),
  ];
  const mark = (who: string) => believe === who ? " (believe this)" : "";
  const right = "right" as const;
  const table = formatTable([
    row(`pool${mark("pool")}`, "1", pool),
    row(`${baseline.source}${mark("baseline")}`, "baseline", baseline),
    ...members.map(({ name, weight, answer }) => row(name, weight.toFixed(3), answer)),
    ...missing.map(({ name }) => [cleanLine(name), "missing"]),
  ], {
    columns: [
      { title: "by" },
      { title: "weight", align: right },
      ...(isAlarm ? [] : [
        { title: "expected", align: right },
        { title: "median", align: right },
        { title: "90 % range", align: right },
      ]),
      { title: "probability of 1 or more", align: right },
    ],
  });
  return [
    forecast.headline,
    ...forecast.warnings.map((warning) => `Warning: ${warning}`),
    poolForecastSentence(forecast),
    table,
    disagreement.sentence,
    `Pool ${cleanLine(model.name)} (files ${model.filesSha256.slice(0, 12)}); ` +
    `${formatCount(data.events)} events read.`,
  ].join("\n\n");
}
