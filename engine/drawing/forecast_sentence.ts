import type { Forecast, ForecastAnswer } from "../domain/mod.ts";
import { cleanLine } from "./clean_text.ts";
import { formatDate, formatNumber, formatProbability } from "./format_number.ts";

/**
 * The forecast in plain sentences: whose answer it is and why, for what time, how likely, and that
 * it is a probability.
 */
export function forecastSentence(forecast: Forecast): string {
  const answer = forecast.believe === "network" ? forecast.network : forecast.baseline;
  const whose = forecast.believe === "network"
    ? `by the ${
      cleanLine(answer.source)
    } network, which beat the best baseline on data it never saw`
    : `by the baseline (${cleanLine(answer.source)}), for the network did not beat it on data it ` +
      "never saw";
  return `${describeAnswer(forecast, answer)} This is given ${whose}. It is a probability, not a ` +
    "prediction: nobody can tell the time, place and size of an earthquake in advance.";
}

/** The time that a forecast is for, in words. */
export function forecastSpan(forecast: Forecast): string {
  const from = formatDate(forecast.from);
  if (forecast.task === "magnitude") return `after ${from} UTC`;
  return `from ${from} to ${formatDate(forecast.to)} UTC (${cleanLine(forecast.horizon)})`;
}

/** The events that a forecast is of, in words. */
export function forecastEvents({ minMagnitude }: Forecast): string {
  return `of magnitude ${minMagnitude} or more`;
}

function describeAnswer(forecast: Forecast, answer: ForecastAnswer): string {
  const span = forecastSpan(forecast);
  const events = forecastEvents(forecast);
  const { p05, p50, p95 } = answer.quantiles;
  switch (forecast.task) {
    case "alarm":
      return `The probability of at least one earthquake ${events} ${span} is ` +
        `${formatProbability(answer.expected)}.`;
    case "magnitude":
      return `The next earthquake ${events} ${span} is as likely above as below magnitude ` +
        `${p50.toFixed(1)}; with about 90 % probability its magnitude is between ` +
        `${p05.toFixed(1)} and ${p95.toFixed(1)}.`;
    case "map":
      return `${countSentence(answer, `${events} in the whole region ${span}`)}` +
        busiestCell(answer);
    case "rate":
      return countSentence(answer, `${events} ${span}`);
  }
}

function countSentence({ expected, quantiles, probabilities }: ForecastAnswer, of: string): string {
  const any = Object.entries(probabilities).find(([name]) => /^at least (1|one) event/.test(name));
  const chance = any === undefined
    ? ""
    : ` At least one occurs with a probability of ${formatProbability(any[1])}.`;
  return `${formatNumber(expected)} earthquakes ${of} are expected on average; with about 90 % ` +
    `probability there will be ${formatNumber(quantiles.p05)} to ${
      formatNumber(quantiles.p95)
    }.${chance}`;
}

/** Where most is expected, as a sentence after others; empty of what is no map. */
export function busiestCell({ cells }: ForecastAnswer): string {
  if (cells === undefined || cells.expected.length === 0) return "";
  const { grid, expected, probabilityOfAny } = cells;
  const busiest = expected.reduce((best, value, cell) => value > expected[best] ? cell : best, 0);
  const south = grid.box.south + Math.floor(busiest / grid.columns) * grid.cellDegrees;
  const west = grid.box.west + (busiest % grid.columns) * grid.cellDegrees;
  return ` Most are expected in the cell of ${grid.cellDegrees} degrees whose south-western corner ` +
    `is at latitude ${degrees(south)}, longitude ${degrees(west)}: ${
      formatNumber(expected[busiest])
    }, and at least one there with a probability of ${
      formatProbability(probabilityOfAny[busiest])
    }.`;
}

function degrees(value: number): string {
  return String(Number(value.toFixed(3)));
}
