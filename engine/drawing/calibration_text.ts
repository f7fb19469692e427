import type { CalibratedInterval, Forecast } from "../domain/mod.ts";
import { cleanLine } from "./clean_text.ts";
import { formatNumber, formatProbability } from "./format_number.ts";

/** The calibrated answer to believe in sentences, and whether it held; nothing where there is none. */
export function calibrationText({ believe, task, ...answers }: Forecast): string | undefined {
  const { calibrated, source } = answers[believe];
  if (calibrated === undefined) return undefined;
  const number = (value: number) => task === "magnitude" ? value.toFixed(1) : formatNumber(value);
  const intervals = calibrated.intervals
    .filter(({ level }) => level >= 0.9)
    .map((interval) => describeInterval(interval, number));
  const [name, probability] = Object.entries(calibrated.probabilities)[0] ?? [];
  const chance = probability === undefined
    ? []
    : [`probability of ${name} ${formatProbability(probability)}`];
  const parts = [...intervals, ...chance].join("; ");
  return `Calibrated on the validation part (${cleanLine(source)}): ${parts}. ` +
    calibrated.sentences.map(cleanLine).join(" ");
}

function describeInterval(
  { level, low, high }: CalibratedInterval,
  number: (value: number) => string,
): string {
  const name = `${Math.round(100 * level)} % interval`;
  return low === null || high === null
    ? `${name} unknown (too few windows)`
    : `${name} ${number(low)} to ${number(high)}`;
}
