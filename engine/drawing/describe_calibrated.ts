import type { CalibratedAnswer, CalibratedInterval } from "../domain/mod.ts";
import { cleanLine } from "./clean_text.ts";
import { formatNumber, formatProbability } from "./format_number.ts";

/** A calibrated answer in sentences: its wider intervals, its first probability, whether it held. */
export function describeCalibrated(
  { intervals, probabilities, sentences }: CalibratedAnswer,
  { source, number = formatNumber }: {
    /** What was calibrated. */
    source: string;
    /** Writes an end of an interval; as a count unless given. */
    number?: (value: number) => string;
  },
): string {
  const wide = intervals
    .filter(({ level }) => level >= 0.9)
    .map((interval) => describeInterval(interval, number));
  const [name, probability] = Object.entries(probabilities)[0] ?? [];
  const chance = probability === undefined
    ? []
    : [`probability of ${name} ${formatProbability(probability)}`];
  const parts = [...wide, ...chance].join("; ");
  return `Calibrated on the validation part (${cleanLine(source)}): ${parts}. ` +
    sentences.map(cleanLine).join(" ");
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
