import { ConfigurationError, type LabelledTrace, type LabelledWaveforms } from "../domain/mod.ts";

/** How sets of labelled traces are cut: by the index of a trace in its set. */
export interface TraceSplitOptions {
  /** Parts: a trace belongs to part index % folds. */
  folds: number;
  /** The part that is tested on and nothing else. */
  testFold: number;
  /** The part that chooses the epoch; left out where it is trained on too. */
  validationFold?: number;
}

/** Traces by what they are for. */
export interface TraceSplit {
  /** To fit on. */
  train: LabelledTrace[];
  /** To choose the epoch by. */
  validation: LabelledTrace[];
  /** One sentence on the parts, for a card. */
  description: string;
}

/**
 * The traces that are trained and chosen on; those of the test part are not even read. The same part
 * of every set is left out.
 *
 * Throws ConfigurationError for parts that do not exist or are one.
 */
export function splitTraces(
  sets: readonly LabelledWaveforms[],
  { folds, testFold, validationFold }: TraceSplitOptions,
): TraceSplit {
  requireFold(testFold, { folds, option: "testFold" });
  if (validationFold !== undefined) {
    requireFold(validationFold, { folds, option: "validationFold" });
  }
  if (validationFold === testFold) {
    throw new ConfigurationError(
      `Cannot both validate and test on part ${testFold} of ${folds}.`,
      "validationFold",
    );
  }
  const parts: TraceSplit = { train: [], validation: [], description: "" };
  const counts: string[] = [];
  for (const set of sets) {
    let count = 0;
    for (let index = 0; index < set.count; index++) {
      const fold = index % folds;
      if (fold === testFold) continue;
      parts[fold === validationFold ? "validation" : "train"].push(set.traceAt(index));
      count++;
    }
    counts.push(`${count} of the ${set.count} traces of ${lastPart(set.name)}`);
  }
  const validated = validationFold === undefined
    ? ""
    : `, of which those with index % ${folds} = ${validationFold} chose the epoch`;
  const left = `all but those with index % ${folds} = ${testFold}`;
  return { ...parts, description: `${counts.join(" and ")}: ${left}${validated}` };
}

function requireFold(fold: number, { folds, option }: { folds: number; option: string }): void {
  if (
    Number.isInteger(folds) && folds >= 2 && Number.isInteger(fold) && fold >= 0 && fold < folds
  ) {
    return;
  }
  throw new ConfigurationError(
    `Cannot take part ${fold} of ${folds}: parts are 0 to ${folds - 1} of 2 or more.`,
    option,
  );
}

function lastPart(path: string): string {
  return path.replace(/[/\\]+$/, "").split(/[/\\]/).at(-1)!;
}
