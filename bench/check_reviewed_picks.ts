import { startKernels } from "../engine/backend/mod.ts";
import type { LabelledTrace } from "../engine/domain/mod.ts";
import { blockBootstrapMean, RandomStream } from "../engine/mathematics/mod.ts";
import {
  fineTuneOnReviews,
  importPhasenet,
  judgeTraces,
  labelReviewedTraces,
  networkTracePicker,
  reviewedPicks,
  reviewsUsed,
  type TraceErrors,
} from "../engine/monitoring/mod.ts";
import { openPicker } from "../engine/models/mod.ts";
import { readWaveforms, writeWaveforms } from "../engine/sources/mod.ts";
import { openDatabase } from "../engine/storage/mod.ts";
import { loadPickerFiles, type PickerStart } from "../engine/training/mod.ts";
import { sharedFile } from "../tests/shared_data.ts";
import type { LongCheck } from "./long_check_definition.ts";
import {
  type Expert,
  guess,
  judgedOf,
  knowLabels,
  readHalves,
  reviewTraces,
  sluggish,
} from "./reviewed_scene.ts";

const WEIGHTS = "data/weights/phasenet_190703/phasenet_190703.safetensors";
const CORRECTIONS = 50;
const FOLDS = 3;
const RATE_HZ = 100;

type Report = (message: string) => void;

/** PhaseNet beside a sluggish instrument, corrected by a person who sees well and by one who guesses. */
export const check: LongCheck = {
  about:
    "PhaseNet fine-tuned on 50 picks that a person corrected, of an instrument that passes little " +
    "above 2 Hz, is surely better on other traces of it, or is refused; on random corrections it is refused",
  async run(report) {
    const folder = await Deno.makeTempDir();
    const kernels = await startKernels();
    try {
      const bytes = await Deno.readFile(sharedFile(WEIGHTS));
      await importPhasenet(bytes, { out: `${folder}/phasenet`, source: "phasenet_190703" });
      const from = await loadPickerFiles(`${folder}/phasenet`);
      const { seen, unseen } = await readHalves();
      const given = { from, seen, unseen: unseen.map(sluggish), folder, kernels, report };
      const good = await runScene({ ...given, name: "good", expert: knowLabels });
      const bad = await runScene({ ...given, name: "bad", expert: guess });
      if (good.accepted && !(good.test.high < 0)) {
        throw new Error(`accepted, but not surely better: ${JSON.stringify(good.test)}`);
      }
      if (bad.accepted) throw new Error(`random corrections were accepted: ${bad.reason}`);
      return { good, bad };
    } finally {
      await kernels.stop();
      await Deno.remove(folder, { recursive: true });
    }
  },
};

interface Scene {
  name: string;
  expert: Expert;
  from: PickerStart;
  seen: readonly LabelledTrace[];
  unseen: readonly LabelledTrace[];
  folder: string;
  kernels: Awaited<ReturnType<typeof startKernels>>;
  report: Report;
}

/** Reviews, fine-tunes and tests. */
async function runScene({ name, expert, from, seen, unseen, folder, kernels, report }: Scene) {
  using database = openDatabase(`${folder}/${name}.db`, { mode: "create" });
  const original = openPicker(from.files, from.card);
  const picker = networkTracePicker(original);
  const { waveforms, ...counts } = await reviewTraces(database, seen, {
    ...{ picker, expert, corrections: CORRECTIONS },
  });
  report(`${name}: ${JSON.stringify(counts)}`);
  const file = writeWaveforms(waveforms, { format: "miniseed2" });
  const { traces } = await readWaveforms(file, { source: `${name}.mseed` });
  const reviewed = labelReviewedTraces(traces, reviewedPicks(database), {
    ...{ beside: [], samplingRateHz: RATE_HZ, windowSeconds: 30 },
  });
  const rest = seen.slice(counts.looked);
  const { trained, acceptance, judged } = await fineTuneOnReviews({
    ...{ name, from, reviewed, reviews: reviewsUsed(database, ["pick"]), folds: FOLDS },
    rehearsal: { traces: rest, description: `${rest.length} traces as they are` },
    ...{ seed: 1, kernels },
    onProgress: ({ stage, done, total }) => {
      if (done % 50 === 0) report(`${name}: ${stage}, ${done} of ${total}`);
    },
  });
  report(`${name}: ${acceptance.reason}`);
  const records = judgedOf(unseen);
  const tuned = openPicker(trained.files, trained.card);
  const before = await judgeTraces(picker, records, { samplingRateHz: RATE_HZ });
  const after = await judgeTraces(networkTracePicker(tuned), records, { samplingRateHz: RATE_HZ });
  for (const one of [original, tuned]) one.dispose();
  const test = compare(before, after);
  report(`${name}: on ${records.length} other traces ${JSON.stringify(test)}`);
  const { accepted, reason, reviewed: own, rehearsal } = acceptance;
  return { counts, accepted, reason, own, rehearsal, judged: brief(judged), test };
}

/** Mean error of the candidate less that of the original, with its 95 % interval over traces, seconds. */
function compare(before: TraceErrors, after: TraceErrors) {
  const random = new RandomStream(1).fork("test");
  const differences = after.errors.map((error, i) => error - before.errors[i]);
  return {
    ...blockBootstrapMean(differences, { blockLength: 1, random }),
    ...brief({ original: before, candidate: after }),
  };
}

function brief(pair: { original: TraceErrors; candidate: TraceErrors }) {
  const tell = ({ errors, ...counts }: TraceErrors) => ({
    mean: errors.reduce((sum, error) => sum + error, 0) / errors.length,
    ...counts,
  });
  return { before: tell(pair.original), after: tell(pair.candidate) };
}
