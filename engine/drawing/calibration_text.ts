import type { Forecast } from "../domain/mod.ts";
import { describeCalibrated } from "./describe_calibrated.ts";

/** The calibrated answer to believe in sentences, and whether it held; nothing where there is none. */
export function calibrationText({ believe, task, ...answers }: Forecast): string | undefined {
  const { calibrated, source } = answers[believe];
  if (calibrated === undefined) return undefined;
  const number = task === "magnitude" ? (value: number) => value.toFixed(1) : undefined;
  return describeCalibrated(calibrated, { source, number });
}
