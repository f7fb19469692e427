import type { CalibratedAnswer, Skill } from "../domain/mod.ts";

/** Whom to believe; around it, where the calibration of that answer did not hold, that and why. */
export function headlineOf(skill: Skill, calibrated: CalibratedAnswer | undefined): string {
  if (calibrated === undefined || calibrated.passed) return skill.sentence;
  const reasons = calibrated.sentences.filter((sentence) => !sentence.includes("Calibration held"));
  const isChecked = reasons.some((sentence) => sentence.includes("Calibration failed"));
  const verdict = isChecked ? "Calibration failed on later data." : "Calibration is not checked.";
  return [verdict, skill.sentence, ...reasons].join(" ");
}
