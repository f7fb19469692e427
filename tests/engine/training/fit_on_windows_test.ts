import { assert, assertAlmostEquals, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { InputError } from "../../../engine/domain/mod.ts";
import { RandomStream } from "../../../engine/mathematics/mod.ts";
import { layWindowNetwork } from "../../../engine/models/mod.ts";
import { gatherWindows } from "../../../engine/preprocessing/mod.ts";
import { fitOnWindows, predictWindows, type WindowLoss } from "../../../engine/training/mod.ts";
import { openEngine } from "../backend/compiled/open_engine.ts";

const COUNT = 1200;
const FEATURES = 2;
const WINDOW = 4;
const SHAPE = {
  ...{ name: "small", window: WINDOW, features: FEATURES, units: 8, denseUnits: [6], outputs: 2 },
};

/** Rows of noise, and waits whose logarithmic rate is what the row before last says. */
function makeWaits(strength: number): { rows: Float32Array; waits: Float64Array } {
  const stream = new RandomStream("waits");
  const rows = Float32Array.from({ length: COUNT * FEATURES }, () => stream.normal());
  const waits = Float64Array.from({ length: COUNT }, (_, event) => {
    const logRate = event === 0 ? 0 : strength * rows[(event - 1) * FEATURES];
    return stream.exponential(Math.exp(logRate));
  });
  return { rows, waits };
}

/** The exponential law of each event's wait, by the first output; the second must stay near 0. */
function exponentialLoss(waits: Float64Array) {
  return (outputs: Float32Array, events: Int32Array): WindowLoss => {
    const loss = new Float64Array(events.length);
    const slope = new Float32Array(outputs.length);
    events.forEach((event, i) => {
      const [logRate, other] = outputs.subarray(2 * i, 2 * i + 2);
      const expected = Math.exp(logRate) * waits[event];
      loss[i] = expected - logRate + other * other;
      slope[2 * i] = expected - 1;
      slope[2 * i + 1] = 2 * other;
    });
    return { loss, slope };
  };
}

const PARTS = { train: { start: 0, end: 800 }, validation: { start: 800, end: COUNT } };

async function fit(
  { strength, threads = 1, seed = 3 }: { strength: number; threads?: number; seed?: number },
) {
  const { rows, waits } = makeWaits(strength);
  const kernels = await openEngine({ threads });
  try {
    const given = { rows, features: FEATURES, window: WINDOW, kernels, seed };
    const network = layWindowNetwork({ ...SHAPE, dropout: 0.1 }, new RandomStream(seed));
    const lossOf = exponentialLoss(waits);
    const configuration = { batch: 50, epochs: 30, learningRate: 0.02 };
    const fitted = await fitOnWindows(network, { ...given, ...PARTS, lossOf, configuration });
    const outputs = predictWindows(fitted.network, { ...given, range: PARTS.validation });
    return { fitted, outputs, rows, waits };
  } finally {
    await kernels.stop();
  }
}

Deno.test("a network on windows finds a law that is in the row before last", async () => {
  const { fitted, outputs, rows, waits } = await fit({ strength: 1 });
  // The loss of the true law on the same events.
  let truth = 0;
  const { start, end } = PARTS.validation;
  for (let event = start; event < end; event++) {
    const logRate = rows[(event - 1) * FEATURES];
    truth += (Math.exp(logRate) * waits[event] - logRate) / (end - start);
  }
  const { validationLoss, bestEpoch, history } = fitted;
  assert(bestEpoch > 0);
  assertEquals(history[bestEpoch - 1].valLoss, validationLoss.best);
  // Half a nat is there to be gained: the mean of e^z is e^(1/2).
  assert(validationLoss.start - truth > 0.4, `${validationLoss.start} ${truth}`);
  assertAlmostEquals(validationLoss.best, truth, 0.06);
  const again = exponentialLoss(waits)(
    outputs,
    Int32Array.from({ length: end - start }, (_, i) => start + i),
  );
  const mean = again.loss.reduce((sum, value) => sum + value, 0) / (end - start);
  assertAlmostEquals(mean, validationLoss.best, 1e-12);
});

Deno.test("a network on windows that finds nothing stays at its start or near it", async () => {
  const { fitted } = await fit({ strength: 0 });
  const { start, best } = fitted.validationLoss;
  assert(best <= start && start - best < 0.01, `${start} ${best}`);
});

Deno.test("same seed, same weights bit for bit on one thread and two; another seed, others", async () => {
  const one = await fit({ strength: 1 });
  const two = await fit({ strength: 1, threads: 2 });
  assertEquals(two.fitted.network.weights, one.fitted.network.weights);
  const other = await fit({ strength: 1, seed: 4 });
  assert(other.fitted.network.weights.some((w, i) => w !== one.fitted.network.weights[i]));
});

Deno.test("a training on windows can be stopped, and refuses a loss that is no number", async () => {
  const { rows, waits } = makeWaits(0);
  const kernels = await openEngine();
  const network = layWindowNetwork(SHAPE, new RandomStream(1));
  const options = { rows, features: FEATURES, window: WINDOW, kernels, seed: 1, ...PARTS };
  const controller = new AbortController();
  const lossOf = exponentialLoss(waits);
  let [steps, stepsInAll] = [0, 0];
  const stopped = fitOnWindows(network, {
    ...options,
    lossOf,
    signal: controller.signal,
    onProgress({ done, total }) {
      [steps, stepsInAll] = [done, total];
      if (done === 5) controller.abort(new DOMException("stop", "AbortError"));
    },
  });
  await assertRejects(() => stopped, DOMException);
  assertEquals([steps, stepsInAll], [5, 40 * 7]);
  const lost = (outputs: Float32Array, events: Int32Array) => {
    const { loss, slope } = lossOf(outputs, events);
    return { loss: loss.fill(NaN), slope };
  };
  await assertRejects(() => fitOnWindows(network, { ...options, lossOf: lost }), InputError);
  await kernels.stop();
});

Deno.test("windows end with their event, and what was before the first is 0", () => {
  const rows = Float32Array.of(1, 2, 3, 4, 5, 6);
  const given = { rows, features: 2, window: 2 };
  const out = new Float32Array(8).fill(9);
  gatherWindows(given, Int32Array.of(0, 2), out);
  assertEquals([...out], [0, 0, 1, 2, 3, 4, 5, 6]);
  for (const event of [-1, 3]) {
    assertThrows(
      () => gatherWindows(given, Int32Array.of(event), new Float32Array(4)),
      InputError,
    );
  }
  assertThrows(() => gatherWindows(given, Int32Array.of(0), out), InputError);
});
