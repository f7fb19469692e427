import { assert, assertEquals, assertLess, assertRejects, assertStringIncludes } from "@std/assert";
import { startKernels } from "../../../../engine/backend/mod.ts";
import type { LabelledTrace } from "../../../../engine/domain/mod.ts";
import { InsufficientDataError } from "../../../../engine/domain/mod.ts";
import { RandomStream } from "../../../../engine/mathematics/mod.ts";
import {
  fineTuneOnReviews,
  type JudgedTrace,
  judgeTraces,
  type ReviewedTraces,
} from "../../../../engine/monitoring/mod.ts";
import { fitPicker, type PickerStart } from "../../../../engine/training/mod.ts";
import { madeTrace } from "../../training/made_traces.ts";
import { laySmallPicker, startFromSmallPicker } from "../../training/small_picker.ts";

const LATE_SAMPLES = 20;
const TRAINING = { batch: 8, batchesPerEpoch: 30, learningRate: 0.01, averagedSteps: 10 };
const REVIEWS = { kinds: {}, authors: {}, newest: 0, fingerprint: "none" };

/** A picker that learned that all arrivals are 0.2 s later than they are. */
async function layLatePicker(): Promise<PickerStart> {
  const kernels = await startKernels({ threads: 1 });
  const train = Array.from({ length: 12 }, (_, i) => moved(madeTrace(i), LATE_SAMPLES));
  const configuration = { ...TRAINING, epochs: 6 };
  const network = laySmallPicker(1);
  const fitted = await fitPicker(network, {
    ...{ train, validation: [], seed: 1, kernels, configuration },
  });
  return startFromSmallPicker(fitted.network, "late");
}

function moved(trace: LabelledTrace, samples: number): LabelledTrace {
  return { ...trace, pSample: trace.pSample + samples, sSample: trace.sSample + samples };
}

/** Records with the arrivals that a person sees. */
function recordsOf(first: number, move: (seed: number) => number = () => 0): JudgedTrace[] {
  return Array.from({ length: 14 }, (_, i) => {
    const trace = moved(madeTrace(first + i), move(first + i));
    const arrivals = (["P", "S"] as const).map((phase) => {
      return { phase, sample: phase === "P" ? trace.pSample : trace.sSample };
    });
    return { trace, arrivals, refused: [] };
  });
}

function reviewedOf(traces: readonly JudgedTrace[]): ReviewedTraces {
  const none = { added: 0, refused: 0, withoutWaveform: 0, otherPhases: 0, assumed: 0 };
  return { ...none, traces, reviewed: 2 * traces.length, arrivals: 2 * traces.length };
}

Deno.test("a picker that is late learns from corrected picks; from random corrections it is refused", async () => {
  const from = await layLatePicker();
  const kernels = await startKernels({ threads: 1 });
  const given = { name: "tuned", from, reviews: REVIEWS, folds: 2, seed: 1, kernels };
  const configuration = { ...TRAINING, epochs: 2 };
  const good = reviewedOf(recordsOf(100));
  const { acceptance, judged, trained } = await fineTuneOnReviews({
    ...{ ...given, reviewed: good, configuration },
  });
  assert(acceptance.accepted, acceptance.reason);
  assertEquals(acceptance.reviewed.items, 14);
  assertLess(mean(judged.candidate.errors), 0.6 * mean(judged.original.errors));
  assertEquals(trained.card.reviews?.original, "late");
  assertStringIncludes(
    trained.card.trainedOn,
    "14 records around reviewed picks, with 28 arrivals",
  );

  const random = new RandomStream(7);
  const bad = reviewedOf(recordsOf(200, () => Math.round(200 * random.uniform() - 80)));
  const refused = await fineTuneOnReviews({ ...given, reviewed: bad, configuration });
  assert(!refused.acceptance.accepted, refused.acceptance.reason);
  assertEquals(refused.trained.card.warnings, [refused.acceptance.reason]);

  const oneEvent = reviewedOf(recordsOf(100).map((record) => ({ ...record, timeMs: 0 })));
  await assertRejects(
    () => fineTuneOnReviews({ ...given, reviewed: oneEvent }),
    InsufficientDataError,
    "1 events that records are of",
  );
  const few = reviewedOf(recordsOf(100).slice(0, 9));
  await assertRejects(
    () => fineTuneOnReviews({ ...given, reviewed: few }),
    InsufficientDataError,
    "9 records around them, need at least 10",
  );
});

Deno.test("an arrival costs its distance, a missed one and a pick of nothing half a second", async () => {
  const trace = madeTrace(1);
  const at = (phase: string, seconds: number) => ({
    ...{ id: `${phase}${seconds}`, phase, timeMs: 1000 * seconds },
    code: { network: "XX", station: "S", location: "", channel: "HHZ" },
  });
  const picker = {
    ...{ name: "fixed", windowSeconds: 0 },
    pick: () => ({ picks: [at("P", 3.1), at("P", 9), at("S", 5)], notes: [] }),
  };
  const bare = { ...trace, pSample: NaN, sSample: NaN };
  const known = (from: number, to: number) => ({
    ...bare,
    unknown: [[-Infinity, from], [to, Infinity]] as const,
  });
  const records: JudgedTrace[] = [
    { trace: known(200, 400), arrivals: [{ phase: "P", sample: 300 }], refused: [] },
    {
      trace: known(470, 800),
      arrivals: [{ phase: "P", sample: 600 }, { phase: "S", sample: 480 }],
      refused: [],
    },
    { trace: known(800, 1_000), arrivals: [], refused: [{ phase: "P", sample: 905 }] },
    { trace: known(400, 450), arrivals: [], refused: [{ phase: "S", sample: 425 }] },
    { trace: bare, arrivals: [{ phase: "P", sample: 310 }], refused: [] }, // known all over
    { trace: { ...bare, sSample: 500 }, arrivals: [{ phase: "P", sample: 310 }], refused: [] },
  ];
  const { errors, ...counts } = await judgeTraces(picker, records, { samplingRateHz: 100 });
  assertEquals(errors.map((error) => Math.round(1000 * error)), [100, 350, 500, 0, 1_000, 500]);
  assertEquals(counts, { found: 4, arrivals: 5, falsePicks: 4 });
});

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
