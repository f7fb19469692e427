import { listModalityGaps } from "../preprocessing/mod.ts";
import type { TrainedModel } from "../training/mod.ts";
import type { ForecastSituation } from "./forecast_parts.ts";
import { skillWithout } from "./skill_without.ts";

/** Groups of inputs that are missing, with the skill without them, or that have gaps in the window. */
export function warnOfModalities(model: TrainedModel, { examples }: ForecastSituation): string[] {
  const { window } = examples;
  const { masked, skill } = skillWithout(model, examples);
  const gaps = listModalityGaps(examples, model.preparation)
    .filter(({ isMissing }) => !isMissing)
    .map(({ name, unknownSteps }) =>
      `Inputs of ${name} are missing in ${unknownSteps} of ${window} steps of the window; those ` +
      "steps are masked, and the skill was measured on windows as they came."
    );
  if (masked.length === 0) return gaps;
  return [
    `Inputs missing and masked: ${masked.join(", ")}. The skill told is that of the case: ` +
    skill.sentence +
    (model.calibration === undefined ? "" : " Calibrations were checked with all inputs there."),
    ...gaps,
  ];
}
