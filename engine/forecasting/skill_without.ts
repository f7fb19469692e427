import { type Examples, ModelError, type Skill } from "../domain/mod.ts";
import { listModalityGaps } from "../preprocessing/mod.ts";
import type { TrainedModel } from "../training/mod.ts";

/**
 * The groups of inputs that a window lacks throughout, and the skill that the card measured with just
 * those missing.
 *
 * Throws ModelError for a card that did not measure it.
 */
export function skillWithout(
  { card, preparation }: Pick<TrainedModel, "card" | "preparation">,
  examples: Examples,
): { masked: string[]; skill: Skill } {
  const masked = listModalityGaps(examples, preparation)
    .filter(({ isMissing }) => isMissing)
    .map(({ name }) => name);
  if (masked.length === 0) return { masked, skill: card.skill };
  const found = card.modalities?.cases.find(({ missing }) =>
    missing.length === masked.length && missing.every((name) => masked.includes(name))
  );
  if (found !== undefined) return { masked, skill: found.skill };
  throw new ModelError(
    `Cannot forecast without ${masked.join(" and ")}: the card of model "${card.name}" holds no ` +
      "skill for that.",
    card.name,
  );
}
