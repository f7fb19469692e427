import type { OpenMember } from "./open_member.ts";
import type { PoolData } from "./pool_data.ts";
import type { PoolScores } from "./pool_scores.ts";

/** What a reader must know of a pool's making. */
export function warnOfPool(
  members: readonly OpenMember[],
  { data, scores, differing }: {
    data: PoolData;
    scores: PoolScores;
    differing: ReadonlyMap<string, number>;
  },
): string[] {
  const windows = scores.validation.observed.length + scores.test.observed.length;
  const warnings: string[] = [];
  for (const { name, kind, model } of members) {
    if (kind === "network" && model.card.data.fingerprint !== data.fingerprint) {
      warnings.push(`${name} was trained on another catalogue, ${model.card.data.name}.`);
    }
    const count = differing.get(name) ?? 0;
    if (count > 0) {
      warnings.push(
        `${name} counts other events than the pool in ${count} of ${windows} windows, for it rounds ` +
          "magnitudes or cleans the catalogue in another way; it is scored by those of the pool.",
      );
    }
  }
  if (members.some(({ kind }) => kind === "network")) {
    warnings.push(
      "The epochs of the networks were chosen on the validation part on which the weights are: they " +
        "do a little better there than on data they never saw, and processes and baselines do not.",
    );
  }
  return warnings;
}
