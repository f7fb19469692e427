import { assert, assertEquals, assertLess } from "@std/assert";
import { RandomStream } from "../../../engine/mathematics/mod.ts";
import { GraphLayout } from "../../../engine/models/mod.ts";
import { convolve, convolveBack } from "../../../engine/models/pickers/convolution_blocks.ts";
import { layHead } from "../../../engine/models/pickers/lay_phasenet.ts";
import { fitPicker } from "../../../engine/training/mod.ts";
import { openEngine } from "../backend/compiled/open_engine.ts";
import { madeTrace } from "./made_traces.ts";

const WINDOW = 32;
const STEPS_PER_EPOCH = 1_000;
const EPOCHS = 11;

/** Every kind of layer that a picker has, as small as can be. */
function layTiny() {
  const layout = new GraphLayout(new RandomStream(1));
  layout.lay({ name: "waveform", className: "InputLayer", config: {} });
  const down = { name: "down", from: "waveform", channels: 3, filters: 4, stride: 4 };
  const flow = convolve(layout, down);
  layout.lay({ name: "drop", className: "Dropout", config: { rate: 0.2 }, inputs: [flow] });
  const lstm = { units: 4, return_sequences: true, activation: "tanh" };
  const inner = { class_name: "LSTM", config: { ...lstm, recurrent_activation: "sigmoid" } };
  const weights = ["forward", "backward"].flatMap((way) => [
    [`${way}/kernel`, [4, 16]] as const,
    [`${way}/recurrent_kernel`, [4, 16]] as const,
    [`${way}/bias`, [16]] as const,
  ]);
  const config = { merge_mode: "concat", layer: inner };
  const memory = layout.lay(
    { name: "memory", className: "Bidirectional", config },
    Object.fromEntries(weights),
  );
  const up = { name: "up", from: memory, channels: 8, filters: 4, stride: 4, surplus: 0 };
  layHead(layout, { from: convolveBack(layout, up), channels: 4 });
  return layout.finish({ name: "tiny picker", inputShape: [WINDOW, 3] });
}

Deno.test("10,000 steps of a picker take no more memory than the first thousand", async () => {
  const kernels = await openEngine();
  const traces = [1, 2, 3].map((seed) => madeTrace(seed, { samples: 120, pSample: 60 }));
  const heap: number[] = [];
  const resident: number[] = [];
  const { history } = await fitPicker(layTiny(), {
    ...{ train: traces, validation: [], seed: 1, kernels },
    configuration: { batch: 2, batchesPerEpoch: STEPS_PER_EPOCH, epochs: EPOCHS },
    saveState: () => {
      heap.push(kernels.heap.memory.buffer.byteLength);
      resident.push(Deno.memoryUsage().rss / 1e6);
      return Promise.resolve();
    },
  });
  assertEquals(history.length, EPOCHS);
  assert(history.every(({ loss }) => Number.isFinite(loss)));
  assertEquals(new Set(heap).size, 1);
  assertLess(resident[EPOCHS - 1] - resident[0], 32); // what the garbage collector leaves for later
});
