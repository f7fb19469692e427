import { assert, assertEquals, assertRejects } from "@std/assert";
import { InsufficientDataError } from "../../../engine/domain/mod.ts";
import { gainOfPointProcess, scorePointProcess } from "../../../engine/evaluation/mod.ts";
import { RandomStream } from "../../../engine/mathematics/mod.ts";
import { scorePoisson, scoreRecurrent } from "../../../engine/models/mod.ts";
import { fitRecurrent, predictRecurrent } from "../../../engine/training/mod.ts";
import { openEngine } from "../backend/compiled/open_engine.ts";
import {
  type DrawWait,
  knownCatalogue,
  markedWait,
  poissonWait,
  renewalWait,
} from "./renewal_catalogue.ts";

const SIZE = 6000;
const TRAIN = { start: 100, end: 3000 };
const VALIDATION = { start: 3000, end: 4000 };

/** Fits on half of a catalogue with a known law and scores the last third, beside the truth. */
async function fitKnown(
  draw: DrawWait,
  { seed = 1, epochs = 12 }: { seed?: number; epochs?: number } = {},
) {
  const { events, logDensity: truth } = knownCatalogue(draw, { size: SIZE, seed: "known" });
  const kernels = await openEngine();
  const fit = await fitRecurrent(events, {
    ...{ mc: 3, magnitudeStep: 0, startMs: 0, kernels, seed },
    ...{ train: TRAIN, validation: VALIDATION, configuration: { epochs, patience: 4 } },
  });
  const from = VALIDATION.end;
  const { timeMs } = events;
  // From one event to another: what is scored are whole waits, as the truth has them.
  const span = { from, to: SIZE, startMs: timeMs[from - 1], endMs: timeMs[SIZE - 1] };
  const range = { start: from - 1, end: SIZE };
  const outputs = predictRecurrent(events, { process: fit.process, range, kernels });
  const logDensity = new Float64Array(SIZE - from);
  const terms = scoreRecurrent(events, { process: fit.process, outputs, span, logDensity });
  const poisson = { ...scorePoisson(events, { areaKm2: 1, startMs: 0, span }), logDensity };
  const known = truth.subarray(from);
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  const square = known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / known.length;
  const trueTll = { mean, error: Math.sqrt(square / known.length) };
  return { fit, terms, poisson, trueTll, tll: scorePointProcess(terms).tllExact };
}

Deno.test("recurrent process: a renewal process is scored as by its own law", async () => {
  const { tll, trueTll, poisson } = await fitKnown(renewalWait);
  const gap = trueTll.mean - tll;
  assert(Math.abs(gap) < trueTll.error, `${tll}, truth ${JSON.stringify(trueTll)}`);
  assert(tll > scorePointProcess(poisson).tllExact + 0.3);
});

Deno.test("recurrent process: nothing is gained from the noise of a Poisson process", async () => {
  const { terms, poisson } = await fitKnown(poissonWait);
  const { nats, high } = gainOfPointProcess(terms, poisson, { random: new RandomStream(1) }).time;
  assert(nats! < 0.005 && high! > -0.005 && nats! > -0.02, `${nats} to ${high}`);
});

Deno.test("recurrent process: the network reads what a renewal process cannot", async () => {
  const { fit, tll, trueTll } = await fitKnown(markedWait);
  const { start, best } = fit.timeLoss;
  assert(start - best > 0.1, JSON.stringify(fit.timeLoss));
  assert(trueTll.mean - tll < 0.03, `${tll}, truth ${JSON.stringify(trueTll)}`);
});

Deno.test("recurrent process: the same seed gives the same score, another one another", async () => {
  const [one, same, other] = [
    await fitKnown(markedWait, { epochs: 2 }),
    await fitKnown(markedWait, { epochs: 2 }),
    await fitKnown(markedWait, { epochs: 2, seed: 2 }),
  ];
  assertEquals(same.tll, one.tll);
  assert(other.tll !== one.tll);
});

Deno.test("recurrent process: events at one time have finite scores", async () => {
  let count = 0;
  const pairs: DrawWait = (random) => ++count % 2 === 0 ? { days: 0, log: 0 } : poissonWait(random);
  const { tll, fit } = await fitKnown(pairs, { epochs: 2 });
  assert(Number.isFinite(tll) && Number.isFinite(fit.timeLoss.best), `${tll}`);
});

Deno.test("recurrent process: too few events are refused", async () => {
  const { events } = knownCatalogue(poissonWait, { size: 80, seed: 1 });
  const kernels = await openEngine();
  const options = { mc: 3, magnitudeStep: 0.1, startMs: 0, kernels, seed: 1 };
  for (const [train, validation] of [[30, 60], [60, 60], [0, 0]]) {
    const parts = {
      train: { start: 0, end: train },
      validation: { start: train, end: validation },
    };
    await assertRejects(
      () => fitRecurrent(events, { ...options, ...parts }),
      InsufficientDataError,
    );
  }
  const parts = { train: { start: 0, end: 60 }, validation: { start: 60, end: 80 } };
  const atOnce = { ...events, timeMs: new Float64Array(80) };
  await assertRejects(
    () => fitRecurrent(atOnce, { ...options, ...parts }),
    InsufficientDataError,
    "waits above 0",
  );
  const alike = { ...events, magnitude: new Float64Array(80).fill(3) };
  const plain = { ...options, ...parts, magnitudeStep: 0, configuration: { epochs: 2 } };
  const { fit } = await fitRecurrent(alike, plain);
  assert(Number.isFinite(fit.validationLoss.best));
});
