import { assert, assertEquals, assertLess } from "@std/assert";
import { startKernels } from "../../../../engine/backend/mod.ts";
import type { LabelledTrace, Trace } from "../../../../engine/domain/mod.ts";
import { openPicker } from "../../../../engine/models/mod.ts";
import {
  fineTuneOnReviews,
  type JudgedTrace,
  judgeTraces,
  labelReviewedTraces,
  networkTracePicker,
  type ReviewedPick,
} from "../../../../engine/monitoring/mod.ts";
import type { PickMark } from "../../../../engine/monitoring/reviews/group_reviewed_picks.ts";
import { unknownStretches } from "../../../../engine/monitoring/reviews/unknown_stretches.ts";
import { fitPicker, type PickerStart } from "../../../../engine/training/mod.ts";
import { madeTrace } from "../../training/made_traces.ts";
import { laySmallPicker, startFromSmallPicker } from "../../training/small_picker.ts";

const TRAINING = { batch: 8, batchesPerEpoch: 30, learningRate: 0.01, averagedSteps: 10 };
const REVIEWS = { kinds: {}, authors: {}, newest: 0, fingerprint: "none" };
const LATE_SAMPLES = 20;
const PITCH = 2;

/** A picker that knows low and high events, the low ones 0.2 s too late. */
async function layPicker(): Promise<PickerStart> {
  const kernels = await startKernels({ threads: 1 });
  const low = Array.from({ length: 12 }, (_, i) => madeTrace(i)).map((trace) => ({
    ...trace,
    ...{ pSample: trace.pSample + LATE_SAMPLES, sSample: trace.sSample + LATE_SAMPLES },
  }));
  const high = Array.from({ length: 12 }, (_, i) => madeTrace(20 + i, { pitch: PITCH }));
  const { network } = await fitPicker(laySmallPicker(1), {
    ...{ train: [...low, ...high], validation: [], seed: 1, kernels },
    configuration: { ...TRAINING, epochs: 8 },
  });
  return startFromSmallPicker(network, "late");
}

/** A record with a low event and, behind it, a high one, where nobody has looked any more. */
function recordOf(seed: number): { both: LabelledTrace; second: number } {
  const first = madeTrace(seed);
  const later = madeTrace(1_000 + seed, { pSample: first.sSample + 230, pitch: PITCH });
  const samples = first.samples.map((value, i) => value + later.samples[i]);
  return { both: { ...first, samples }, second: later.pSample };
}

/** Events are an hour apart. [number of the record] */
const startOf = (number: number) => 3_600_000 * number;

function tracesOf({ station, samples }: LabelledTrace, number: number): Trace[] {
  return [0, 1, 2].map((c) => ({
    code: { network: "XX", station, location: "", channel: `HH${"ENZ"[c]}` },
    ...{ startTimeMs: startOf(number), samplingRateHz: 100 },
    samples: Float32Array.from({ length: samples.length / 3 }, (_, i) => samples[3 * i + c]),
  }));
}

/** The picks of the first event, late as the picker has them, as a person corrected them. */
function reviewedOf(
  { station, pSample, sSample }: LabelledTrace,
  number: number,
): ReviewedPick[] {
  return [["P", pSample] as const, ["S", sSample] as const].map(([phase, sample]) => {
    const code = { network: "XX", station, location: "", channel: "HHZ" };
    const current = {
      id: `${station} ${phase}`,
      code,
      phase,
      timeMs: startOf(number) + 10 * sample,
    };
    const original = { ...current, timeMs: current.timeMs + 10 * LATE_SAMPLES };
    return { original, current, isAdded: false, state: "revised", reviewedMs: 0 };
  });
}

async function judge({ files, card }: PickerStart, records: readonly JudgedTrace[]) {
  const picker = openPicker(files, card);
  const found = await judgeTraces(networkTracePicker(picker), records, { samplingRateHz: 100 });
  picker.dispose();
  return found;
}

Deno.test("arrivals that nobody picked are found after fine-tuning on reviewed ones as before", async () => {
  const from = await layPicker();
  const kernels = await startKernels({ threads: 1 });
  const scene = Array.from({ length: 12 }, (_, i) => recordOf(100 + i));
  const reviewed = labelReviewedTraces(
    scene.flatMap(({ both }, number) => tracesOf(both, number)),
    scene.flatMap(({ both }, number) => reviewedOf(both, number)),
    { beside: [], samplingRateHz: 100, windowSeconds: 6 },
  );
  assertEquals([reviewed.traces.length, reviewed.arrivals], [12, 24]);
  const { trained, acceptance } = await fineTuneOnReviews({
    ...{ name: "tuned", from, reviewed, reviews: REVIEWS, folds: 2, seed: 1, kernels },
    configuration: { ...TRAINING, epochs: 2 },
  });
  const unseen = Array.from({ length: 12 }, (_, i) => recordOf(200 + i));
  const seconds = unseen.map(({ both, second }): JudgedTrace => {
    return { trace: both, arrivals: [{ phase: "P", sample: second }], refused: [] };
  });
  const firsts = unseen.map(({ both }): JudgedTrace => {
    const trace = { ...both, unknown: [[both.sSample + 200, Infinity]] as const };
    return { trace, arrivals: [{ phase: "P", sample: both.pSample }], refused: [] };
  });
  const [before, after] = [await judge(from, seconds), await judge(trained, seconds)];
  assert(before.found >= 11, `${before.found} of 12 were known`);
  assert(after.found >= before.found, `${after.found} of ${before.found} are left`);
  assert(acceptance.accepted, acceptance.reason);
  const [late, right] = [await judge(from, firsts), await judge(trained, firsts)];
  assertEquals(right.found, 12);
  assertLess(mean(right.errors), 0.2 * mean(late.errors));
});

Deno.test("known is what lies around what a person said, and between P and S; what a program said is not", () => {
  const code = { network: "XX", station: "S", location: "", channel: "HHZ" };
  const mark = (kind: PickMark["kind"], phase: "P" | "S", seconds: number): PickMark => {
    const timeMs = 1000 * seconds;
    return { kind, phase, timeMs, pick: { id: `${seconds}`, code, phase, timeMs } };
  };
  const of = (...marks: PickMark[]) =>
    unknownStretches(marks).map((ends) => ends.map((timeMs) => timeMs / 1000));
  assertEquals(of(mark("right", "P", 100), mark("right", "S", 120)), [
    [-Infinity, 90],
    [122, Infinity],
  ]);
  assertEquals(of(mark("right", "P", 100), mark("assumed", "S", 120)), [
    [-Infinity, 90],
    [102, Infinity],
  ]);
  assertEquals(of(mark("wrong", "P", 100), mark("right", "S", 120), mark("wrong", "S", 121)), [
    ...[[-Infinity, 98], [102, 118], [123, Infinity]],
  ]);
});

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
