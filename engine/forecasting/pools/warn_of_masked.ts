import type { Examples } from "../../domain/mod.ts";
import { listModalityGaps } from "../../preprocessing/mod.ts";
import type { TrainedModel } from "../../training/mod.ts";
import { skillWithout } from "../skill_without.ts";

/**
 * Groups of inputs that a network among the members answers a forecast without, with its own skill in that
 * case. Throws ModelError where its card did not measure that.
 */
export function warnOfMasked(model: TrainedModel, examples: Examples): string[] {
  const { masked, skill } = skillWithout(model, examples);
  if (masked.length === 0) return [];
  return [
    `Inputs of ${model.card.name} missing and masked: ${
      masked.join(", ")
    }. The pool's weights and skill ` +
    `were measured with them there. Of ${model.card.name} alone without them: ${skill.sentence}`,
  ];
}

/** The same of windows that are scored: in how many of them each group is missing. */
export function warnOfMaskedWindows(
  { card, preparation }: TrainedModel,
  examples: Examples,
  chosen: readonly number[], // rows of the examples
): string[] {
  const missing = chosen.flatMap((row) =>
    listModalityGaps(examples, preparation, row).filter(({ isMissing }) => isMissing)
  );
  return [...Map.groupBy(missing, ({ name }) => name)].map(([name, windows]) =>
    `Inputs of ${card.name} missing and masked: ${name}, in ${windows.length} of ${chosen.length} windows.`
  );
}
