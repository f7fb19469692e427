import type { TrainedModel } from "../training/mod.ts";
import { describeSpan } from "./describe_span.ts";
import type { ForecastSituation } from "./forecast_parts.ts";

/** Mean waits between events that may pass without one before a catalogue looks cut off. */
const LONGEST_WAIT = 5;

/** A catalogue that ends long before the issue time, since what is missing counts as silence. */
export function warnOfSilence(
  { preparation }: TrainedModel,
  { data, complete, issuedAt, endMs }: ForecastSituation,
): string[] {
  const issueTimeMs = Date.parse(issuedAt);
  const { timeMs, size } = data.catalogue;
  const silenceMs = issueTimeMs - timeMs[size - 1];
  const horizonMs = preparation.task === "magnitude" ? 0 : endMs - issueTimeMs;
  const spanMs = complete.size < 2 ? 0 : complete.timeMs[complete.size - 1] - complete.timeMs[0];
  const meanWaitMs = spanMs / Math.max(1, complete.size - 1);
  if (!(silenceMs > Math.max(horizonMs, LONGEST_WAIT * meanWaitMs))) return [];
  return [
    `The catalogue ends ${describeSpan(silenceMs)} before the issue time; the time since then is ` +
    "taken as without earthquakes.",
  ];
}
