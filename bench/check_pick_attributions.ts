import { runningKernels, startKernels } from "../engine/backend/mod.ts";
import type { LabelledWaveforms } from "../engine/domain/mod.ts";
import { openPicker, type Picker } from "../engine/models/mod.ts";
import { readLabelledWaveforms } from "../engine/monitoring/mod.ts";
import { splitTraces, trainPicker } from "../engine/training/mod.ts";
import { openPhasenet } from "../tests/engine/monitoring/phasenet_for_tests.ts";
import { sharedFile } from "../tests/shared_data.ts";
import type { LongCheck } from "./long_check_definition.ts";
import { type MeasuredPick, measurePickAttributions } from "./measure_pick_attributions.ts";
import { FOLDS } from "./picker_traces.ts";
import { summarisePickAttributions, WANTED } from "./summarise_pick_attributions.ts";

const SETS = ["ncedc", "stead"];
const SEED = 1;

/** PhaseNet is judged on every third trace: by the others the way of attributing was chosen. */
const JUDGED = 3;

/** Which picker is explained: PhaseNet, or our own on traces that it was not trained on. */
export type ExplainedPicker = "phasenet" | "own";

/** Where the attributions of a picker lie. */
export const pickAttributions = (which: ExplainedPicker): LongCheck => ({
  about:
    `where attributions of ${
      which === "own" ? "our own picker" : "PhaseNet"
    } lie: wanted is a median ` +
    "over all labelled P and S of at least 70 % of the sum of absolute attributions of half seconds, " +
    "whole window and all components, within 2 s of the pick (beside it integrated gradients and " +
    "occlusion); sums right within 1 %; and silencing the tenth of the window that speaks most for a " +
    "pick removes it oftener than another tenth",
  async run(report) {
    const sets = await Promise.all(
      SETS.map((name) => readLabelledWaveforms(sharedFile(`data/waveforms/${name}`))),
    );
    const picker = which === "phasenet" ? await openPhasenet() : await trainOwn(sets, report);
    const measured = sets.flatMap((set) => {
      const every = which === "phasenet" ? JUDGED : FOLDS;
      const indices = Array.from({ length: set.count }, (_, index) => index)
        .filter((index) => index % every === 0);
      return measurePickAttributions(picker, set, {
        ...{ seed: SEED, traces: indices.map((index) => set.traceAt(index)) },
        onTrace: (done) => {
          if (done % 10 === 0) {
            report(`${set.name.split("/").at(-1)}: ${done} of ${indices.length}`);
          }
        },
      });
    });
    const thresholds = picker.defaultThresholds;
    picker.dispose();
    for (const set of sets) set.close();
    const summarise = (some: readonly MeasuredPick[]) =>
      summarisePickAttributions(some, { thresholds, seed: SEED });
    const overall = summarise(measured);
    const groups = Map.groupBy(measured, ({ set, phase }) => `${set} ${phase}`);
    const facts = {
      ...{ picker: which, wanted: { within2Seconds: WANTED, completenessError: 0.01 }, overall },
      picked: summarise(measured.filter(({ isPicked }) => isPicked)),
      ...Object.fromEntries([...groups].map(([name, some]) => [name, summarise(some)])),
    };
    report(JSON.stringify(facts, null, 1));
    const [found, low, high] = overall.within2Seconds;
    report(`wanted ${WANTED} within 2 s, found ${found} [${low}, ${high}]`);
    judge(overall);
    return facts;
  },
});

function judge(overall: ReturnType<typeof summarisePickAttributions>): void {
  const { within2Seconds: [found], largestCompletenessError, ...of } = overall;
  const misses: string[] = [];
  if (found < WANTED) misses.push(`${found} of attributions within 2 s, wanted ${WANTED}`);
  if (largestCompletenessError > 0.01) misses.push(`a sum is off by ${largestCompletenessError}`);
  if (of.removedByAttributed[1] <= of.removedByOthers[2]) {
    misses.push("the attributed tenth does not count for more than another");
  }
  if (misses.length > 0) throw new Error(misses.join("; "));
}

/** Our own picker, trained on four fifths of both sets. */
async function trainOwn(
  sets: readonly LabelledWaveforms[],
  report: (message: string) => void,
): Promise<Picker> {
  await startKernels({ threads: 2 });
  const { files, card } = await trainPicker({
    ...{ name: "own", picker: "cnn-lstm", seed: SEED, kernels: runningKernels() },
    traces: splitTraces(sets, { folds: FOLDS, testFold: 0 }),
    onProgress: ({ done, total }) => {
      if (done % 250 === 0) report(`trained ${done} of ${total} batches`);
    },
  });
  return openPicker(files, card);
}
