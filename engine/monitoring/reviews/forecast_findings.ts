import type { ScheduledForecast, ScheduledOutcome } from "../../domain/mod.ts";
import { type NeedFinding, saturated } from "./review_need.ts";

/** Magnitude from which on events of a forecast are of consequence. */
const DAMAGING_MAGNITUDE = 5;

/** Factor between two models at which both are half in doubt. */
const HALF_FACTOR = 2;

/** Factor between the ends of a range at which its forecast is half in doubt. */
const HALF_RANGE_FACTOR = 20;

/** What there is beside a forecast. */
export interface ForecastSurroundings {
  /** Forecasts of the same kind, magnitudes and time by other models. */
  readonly others: readonly ScheduledForecast[];
  /** What came of it; left out while nothing is known. */
  readonly outcome?: ScheduledOutcome;
}

/** Why a forecast needs a look. */
export function forecastFindings(
  forecast: ScheduledForecast,
  { others, outcome }: ForecastSurroundings,
): NeedFinding[] {
  const findings: NeedFinding[] = [];
  const widest = forecast.counts.intervals.toSorted((a, b) => b.probability - a.probability)[0];
  if (widest !== undefined) {
    const factor = (widest.high + 1) / (widest.low + 1);
    findings.push({
      part: "uncertainty",
      weight: saturated(Math.log(factor), Math.log(HALF_RANGE_FACTOR)),
      text: `${widest.low} to ${widest.high} events hold ${100 * widest.probability} % only`,
    });
  }
  if (!forecast.gate.passed) {
    const [reason = "its gate is not passed"] = forecast.gate.reasons;
    findings.push({ part: "uncertainty", weight: 0.5, text: `it is withheld: ${reason}` });
  }
  for (const other of others) {
    const factor = Math.exp(Math.abs(Math.log(forecast.counts.mean / other.counts.mean)));
    findings.push({
      part: "disagreement",
      weight: saturated(Math.log(factor), Math.log(HALF_FACTOR)),
      text: `${other.model} expects ${other.counts.mean.toFixed(2)} events, ` +
        `it ${forecast.counts.mean.toFixed(2)}`,
    });
  }
  return [...findings, ...outcomeFindings(outcome), ...impactFindings(forecast)];
}

/** What came otherwise than it was forecast. */
export function outcomeFindings(outcome: ScheduledOutcome | undefined): NeedFinding[] {
  const findings: NeedFinding[] = [];
  for (const { horizon, magnitude, observed, isInside } of outcome?.table ?? []) {
    if (isInside) continue;
    const text = `${observed} events of M ${magnitude} came within ${horizon}, outside its range`;
    findings.push({ part: "disagreement", weight: 0.7, text });
  }
  for (const { name, passed } of outcome?.tests ?? []) {
    if (passed !== false) continue;
    const text = `what came fails its test ${name}`;
    findings.push({ part: "disagreement", weight: 0.5, text });
  }
  return findings;
}

function impactFindings({ table, isPublished, trigger }: ScheduledForecast): NeedFinding[] {
  const findings: NeedFinding[] = [];
  const add = (weight: number, text: string) => findings.push({ part: "impact", weight, text });
  if (isPublished) add(0.2, "it is published");
  for (const { horizon, magnitude, probabilityOfOneOrMore: chance } of table) {
    if (magnitude < DAMAGING_MAGNITUDE) continue;
    add(chance, `${(100 * chance).toFixed(1)} % for M ${magnitude} or more within ${horizon}`);
  }
  if (trigger !== undefined) {
    const weight = Math.min(1, Math.max(0, (trigger.magnitude - 3) / 4));
    add(weight, `it follows an event of M ${trigger.magnitude.toFixed(1)}`);
  }
  return findings;
}
