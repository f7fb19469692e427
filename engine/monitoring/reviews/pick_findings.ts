import type { Arrival, Pick } from "../../domain/mod.ts";
import { type NeedFinding, saturated } from "./review_need.ts";

/** Error of an arrival at which it is half in doubt, seconds: what Zhu and Beroza (2019) count as right. */
const HALF_ERROR_SECONDS = 0.1;

/** Residual in scatters of its origin at which a pick is half in doubt: where outliers usually begin. */
const HALF_RESIDUAL = 2.5;

/** Least scatter that residuals of an origin are measured by, seconds: few picks fit too well. */
const LEAST_SCATTER_SECONDS = 0.3;

/** Difference of two pickers at which an arrival is half in doubt, seconds. */
const HALF_DIFFERENCE_SECONDS = 0.2;

/** Picks of an event without which it could not be located. */
const NEEDED_PICKS = 4;

/** What is known of a pick beside itself. */
export interface PickSurroundings {
  /** How it fits the origin of its event; left out where it is in none. */
  readonly arrival?: Arrival;
  /** Weighted root mean square of the residuals of that origin, seconds. */
  readonly scatterSeconds?: number;
  /** Picks of that event. */
  readonly pickCount?: number;
  /** How much rests on that event, 0 to 1, and why. */
  readonly eventImpact?: NeedFinding;
  /** Picks of the same phase at the same station about the same time by others. */
  readonly others: readonly Pick[];
}

/** Why a pick needs a look. */
export function pickFindings(pick: Pick, around: PickSurroundings): NeedFinding[] {
  const { probability, timeErrorSeconds } = pick;
  const findings: NeedFinding[] = [];
  if (probability !== undefined) {
    findings.push({
      part: "uncertainty",
      weight: 4 * probability * (1 - probability), // 1 at one half, 0 where sure
      text: `probability ${probability.toFixed(2)}: the picker is not sure of it`,
    });
  }
  if (timeErrorSeconds !== undefined) {
    findings.push({
      part: "uncertainty",
      weight: saturated(timeErrorSeconds, HALF_ERROR_SECONDS),
      text: `the arrival is known to ± ${timeErrorSeconds.toFixed(2)} s only`,
    });
  }
  const { arrival, scatterSeconds = 0, pickCount = 0, eventImpact } = around;
  if (arrival !== undefined && Number.isFinite(arrival.residualSeconds)) {
    const residual = Math.abs(arrival.residualSeconds);
    const times = residual / Math.max(scatterSeconds, LEAST_SCATTER_SECONDS);
    const side = arrival.residualSeconds > 0 ? "after" : "before";
    findings.push({
      part: "disagreement",
      weight: squared(times, HALF_RESIDUAL),
      text: `${residual.toFixed(2)} s ${side} the time that its event's origin asks for`,
    });
  }
  for (const other of around.others) {
    const apart = Math.abs(other.timeMs - pick.timeMs) / 1000;
    findings.push({
      part: "disagreement",
      weight: saturated(apart, HALF_DIFFERENCE_SECONDS),
      text: `${other.method ?? "another picker"} has it ${apart.toFixed(2)} s apart`,
    });
  }
  if (eventImpact !== undefined) {
    const share = Math.min(1, NEEDED_PICKS / Math.max(1, pickCount));
    const text = `one of ${pickCount} picks of an event: ${eventImpact.text}`;
    findings.push({ part: "impact", weight: eventImpact.weight * share, text });
  }
  return findings;
}

/** As saturated, but small things stay small. */
function squared(value: number, half: number): number {
  return saturated(value ** 2, half ** 2);
}
