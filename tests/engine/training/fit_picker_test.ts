import { assert, assertEquals, assertLess, assertRejects } from "@std/assert";
import { compileGraph } from "../../../engine/backend/mod.ts";
import { InsufficientDataError } from "../../../engine/domain/mod.ts";
import { RandomStream } from "../../../engine/mathematics/mod.ts";
import { LIST_OF_PICKERS, normaliseWindow, withFrozenNorms } from "../../../engine/models/mod.ts";
import {
  type BatchFitState,
  drawWindow,
  fitPicker,
  type PickerFitConfiguration,
  SHIFT_ALONE,
} from "../../../engine/training/mod.ts";
import { assertAllClose } from "../backend/assert_all_close.ts";
import { openEngine } from "../backend/compiled/open_engine.ts";
import { madeTrace } from "./made_traces.ts";
import { laySmallPicker, SMALL_PICKER_WINDOW as WINDOW } from "./small_picker.ts";

const TRAIN = Array.from({ length: 12 }, (_, i) => madeTrace(i));
const VALIDATION = Array.from({ length: 4 }, (_, i) => madeTrace(100 + i));
const SHORT: Partial<PickerFitConfiguration> = {
  ...{ batch: 8, batchesPerEpoch: 40, epochs: 10, averagedSteps: 20, learningRate: 0.01 },
  ...{ validationWindows: 2 },
};

async function fit(options: {
  seed?: number;
  threads?: number;
  configuration?: Partial<PickerFitConfiguration>;
  validation?: typeof VALIDATION;
  resumeFrom?: BatchFitState;
  saveState?: (state: BatchFitState) => Promise<void>;
} = {}) {
  const { seed = 1, threads = 1, validation = VALIDATION, ...rest } = options;
  const kernels = await openEngine({ threads });
  try {
    const configuration = { ...SHORT, ...options.configuration };
    const given = { ...rest, train: TRAIN, validation, seed, kernels, configuration };
    return await fitPicker(laySmallPicker(seed), given);
  } finally {
    await kernels.stop();
  }
}

Deno.test("a small picker learns to find P and S in traces it never saw", async () => {
  const { network, validationLoss, bestEpoch, history } = await fit();
  assertEquals(history[bestEpoch - 1].valLoss, validationLoss.best);
  assertLess(validationLoss.best, 0.4 * validationLoss.start);
  const engine = await openEngine();
  const predictor = compileGraph(network.graph, { values: network.weights, batch: 1, engine });
  const stream = new RandomStream(5);
  let [found, wanted] = [0, 0];
  for (let seed = 200; seed < 230; seed++) {
    const options = { traces: [madeTrace(seed)], index: 0, windowSamples: WINDOW };
    const window = drawWindow({ ...options, augmentation: SHIFT_ALONE }, stream);
    const input = new Float32Array(3 * WINDOW);
    normaliseWindow(window.samples, input, { samples: WINDOW, components: 3 });
    const logits = predictor.predict(input);
    for (const [phase, arrivals] of [[1, window.p], [2, window.s]] as const) {
      for (const arrival of arrivals.filter((at) => at > 20 && at < WINDOW - 20)) {
        const likeliest = mostLikely(logits, phase);
        wanted++;
        if (Math.abs(likeliest - arrival) <= 10) found++;
      }
    }
  }
  assert(wanted > 35);
  assert(found >= 0.9 * wanted, `${found} of ${wanted}`);
});

/** The sample at which a phase is likeliest. */
function mostLikely(logits: Float32Array, phase: number): number {
  const probabilities = Array.from({ length: WINDOW }, (_, i) => {
    const odds = [...logits.subarray(3 * i, 3 * i + 3)].map(Math.exp);
    return odds[phase] / (odds[0] + odds[1] + odds[2]);
  });
  return probabilities.indexOf(Math.max(...probabilities));
}

Deno.test("a picker that was interrupted goes on to the same weights, on two threads too", async () => {
  const configuration = { batchesPerEpoch: 5, epochs: 4 };
  const whole = await fit({ configuration });
  let kept: BatchFitState | undefined;
  const saveState = (state: BatchFitState) => {
    if (state.epoch === 2) kept = structuredClone(state);
    return Promise.resolve();
  };
  await fit({ configuration, saveState });
  const resumed = await fit({ configuration, resumeFrom: kept, threads: 2 });
  assertEquals(resumed.network.weights, whole.network.weights);
  assertEquals(resumed.history, whole.history);
  const other = await fit({ configuration, seed: 2 });
  assert(other.network.weights.some((weight, i) => weight !== whole.network.weights[i]));
});

Deno.test("without validation the last weights are kept; without traces nothing is fitted", async () => {
  const configuration = { batchesPerEpoch: 2, epochs: 2, patience: 1 };
  const { bestEpoch, validationLoss } = await fit({ configuration, validation: [] });
  assertEquals(bestEpoch, 2);
  assert(Number.isNaN(validationLoss.best));
  const kernels = await openEngine();
  await assertRejects(
    () => fitPicker(laySmallPicker(1), { train: [], validation: [], seed: 1, kernels }),
    InsufficientDataError,
    "labelled traces",
  );
});

Deno.test("frozen, a picker's normalisations stay to the bit while the rest moves", async () => {
  const laid = laySmallPicker(1);
  const kernels = await openEngine();
  const network = { graph: withFrozenNorms(laid.graph), weights: laid.weights };
  const configuration = { ...SHORT, batchesPerEpoch: 3, epochs: 1, averagedSteps: 1 };
  const given = { train: TRAIN, validation: [], seed: 1, kernels, configuration };
  const fitted = await fitPicker(network, given);
  for (const { className, weights } of laid.graph.layers) {
    for (const { offset, size } of weights.values()) {
      const [before, after] = [laid, fitted.network].map(({ weights }) =>
        weights.slice(offset, offset + size)
      );
      if (className === "BatchNormalization") assertEquals(after, before);
      else assert(after.some((weight, i) => weight !== before[i]));
    }
  }
});

/** Losses of the first ten batches; they change only where the arithmetic or the draws do. */
const PINNED: Readonly<Record<string, readonly number[]>> = {
  // deno-fmt-ignore
  "cnn-lstm": [
    0.151295, 0.106486, 0.0651162, 0.0824883, 0.106903, 0.0526285, 0.0768902, 0.0758015, 0.0528458, 0.0746195,
  ],
  // deno-fmt-ignore
  phasenet: [
    0.204073, 0.127737, 0.0878029, 0.103584, 0.117756, 0.0726855, 0.0888199, 0.0879931, 0.0707156, 0.0869409,
  ],
};

for (const { name, training } of LIST_OF_PICKERS.filter(({ training }) => training)) {
  Deno.test(`${name}: ten training losses`, async () => {
    const kernels = await openEngine();
    const traces = TRAIN.map((_, i) => madeTrace(i, { samples: 6_000, pSample: 2_000 }));
    const { history } = await fitPicker(training!.lay(new RandomStream(1)), {
      ...{ train: traces, validation: [], seed: 1, kernels },
      configuration: { batch: 2, batchesPerEpoch: 1, epochs: 10, learningRate: 0.01 },
    });
    const losses = history.map(({ loss }) => loss);
    assertAllClose(losses, PINNED[name], { of: `losses of ${name}`, relative: 1e-3 });
    assertLess(losses[9], 0.7 * losses[0]);
  });
}
