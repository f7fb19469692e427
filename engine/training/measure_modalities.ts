import type { ExampleRange, ModalitySkills, Skill } from "../domain/mod.ts";
import { maskModalities, modalityMasksOf, type Preparation } from "../preprocessing/mod.ts";
import type { Contest } from "./contest.ts";
import { measureSkill } from "./measure_skill.ts";
import { type ScoredRange, scoreNetwork } from "./score_range.ts";

/** What skills without some inputs are measured with. */
export interface MeasureModalitiesOptions {
  /** What was fitted before the network. */
  preparation: Preparation;
  /** The windows of the test part. */
  range: ExampleRange;
  /** Answers with all inputs there. */
  scored: ScoredRange;
  /** Skill with all inputs there. */
  skill: Skill;
  /** Windows whose outcomes overlap. */
  overlap: number;
}

/**
 * Skill of a network on the test part for every set of groups of inputs that can be missing, each
 * masked throughout as a forecast would mask it. Undefined where there is one group only.
 */
export function measureModalities(
  contest: Contest,
  { preparation, range, scored, skill, overlap }: MeasureModalitiesOptions,
): ModalitySkills | undefined {
  const names = modalityMasksOf(preparation).map(({ name }) => name);
  if ((preparation.modalities ?? []).length < 2) return undefined;
  const { seed, examples } = contest;
  const model = "masked";
  const cases = setsOf(names).map((missing) => {
    const masked = { ...contest, examples: maskModalities(examples, preparation, missing) };
    const rivals = { ...scored, network: scoreNetwork(masked, range) };
    const { sentence, ...figures } = measureSkill(rivals, {
      ...{ baseline: skill.baseline, model, overlap, seed },
    });
    return {
      missing,
      skill: { ...figures, sentence: sentence.replace("masked network", nameCase(missing)) },
    };
  });
  return {
    inputs: preparation.modalities!.map(({ name, columns }) => ({ name, columns: [...columns] })),
    dropout: preparation.modalityDropout ?? 0,
    cases: [{ missing: [], skill }, ...cases],
  };
}

function nameCase(missing: readonly string[]): string {
  return `network without ${missing.join(" and ")}`;
}

/** Every set of names but the empty one, small ones first. */
function setsOf(names: readonly string[]): string[][] {
  const sets: string[][] = [];
  for (let bits = 1; bits < 2 ** names.length; bits++) {
    sets.push(names.filter((_, i) => (bits >> i) & 1));
  }
  return sets.toSorted((a, b) => a.length - b.length);
}
