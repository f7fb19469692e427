import {
  type ExampleRange,
  formatTime,
  type PermutationReport,
  type ReportProgress,
} from "../../domain/mod.ts";
import { logScores } from "../../evaluation/mod.ts";
import {
  type PermutationImportance,
  permutationImportance,
  placesOfFeatures,
} from "../../explanation/mod.ts";
import { RandomStream } from "../../mathematics/mod.ts";
import { predictBaseline, selectTableRows } from "../../models/mod.ts";
import { gatherBatch } from "../../preprocessing/mod.ts";
import {
  blockLengthOf,
  type Contest,
  outcomesOf,
  questionOf,
  rangeIndices,
  rowsOf,
} from "../../training/mod.ts";

/** Most numbers of all windows together; of longer parts windows are left out evenly. */
const LARGEST_INPUT = 8_000_000;

/** Permutation importance of each feature and how it was measured, or why there is none. */
export interface MeasuredPermutation {
  /** Features, in their order; none where there is a reason. */
  features: readonly PermutationImportance[];
  /** How it was measured, or why not. */
  report: PermutationReport | { reason: string };
}

/** What is measured. */
export interface MeasurePermutationOptions {
  /** Network, baselines and windows. */
  contest: Pick<
    Contest,
    "network" | "task" | "startFrom" | "baselines" | "catalogue" | "target" | "examples"
  >;
  /** The validation part. */
  range: ExampleRange;
  /** Windows whose outcomes overlap. */
  overlap: number;
  /** Shuffles of each feature. */
  repeats: number;
  /** Seed of shuffles and bootstrap. */
  seed: number;
  /** Told how far it has come. */
  onProgress?: ReportProgress;
}

/** Permutation importance of each feature on the validation part, and how it was measured. */
export function measurePermutation(
  { contest, range, overlap, repeats, seed, onProgress }: MeasurePermutationOptions,
): MeasuredPermutation {
  const { examples, network, task, baselines, startFrom } = contest;
  const size = examples.stepShape.reduce((product, length) => product * length, examples.window);
  const chosen = chooseWindows(range, size);
  const rows = rowsOf(chosen.map((example) => example - range.start), examples.targetSize);
  const baseline = baselines.find(({ name }) => name === startFrom)!;
  const start = selectTableRows(predictBaseline(baseline, questionOf(contest, range)), rows);
  const outcomes = outcomesOf(examples, range);
  const observed = Float64Array.from(rows, (row) => outcomes[row]);
  const scoresOf = (windows: Float32Array) => {
    const raw = network.predict(windows, chosen.length);
    const scores = new Float64Array(chosen.length);
    logScores(task.decode(raw, start), observed).forEach((score, row) => {
      scores[Math.floor(row / examples.targetSize)] += score;
    });
    return scores;
  };
  const windows = gatherBatch(examples, chosen);
  const features = placesOfFeatures(size, examples.featureNames.length)
    .map((places, feature) => ({ name: examples.featureNames[feature], places }));
  const stride = (range.end - range.start) / chosen.length;
  const blockLength = Math.max(
    1,
    Math.ceil(blockLengthOf(range.end - range.start, overlap) / stride),
  );
  const random = new RandomStream(seed).fork("permutation importance");
  const scores = scoresOf(windows);
  return {
    features: permutationImportance({
      ...{ windows, size, features, scoresOf, repeats, blockLength, random },
      onShuffle: (done, total) =>
        onProgress?.({ stage: "Weighing inputs on past windows", done, total }),
    }),
    report: {
      ...{ windows: chosen.length, repeats, blockLength },
      from: formatTime(examples.issueTimeMs[chosen[0]]),
      to: formatTime(examples.issueTimeMs[chosen[chosen.length - 1]]),
      logScore: scores.reduce((sum, score) => sum + score, 0) / scores.length,
    },
  };
}

/** The windows of a range, or evenly so many of them as fit. */
function chooseWindows(range: ExampleRange, size: number): Int32Array {
  const all = rangeIndices(range);
  const stride = Math.ceil(all.length * size / LARGEST_INPUT);
  return all.filter((_, i) => i % stride === 0);
}
