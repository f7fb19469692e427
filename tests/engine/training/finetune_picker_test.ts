import { assert, assertEquals, assertLess } from "@std/assert";
import { startKernels } from "../../../engine/backend/mod.ts";
import { blendWeights } from "../../../engine/training/mod.ts";
import { loadPickerFiles, splitTraces, trainPicker } from "../../../engine/training/mod.ts";
import { importPhasenet } from "../../../engine/monitoring/mod.ts";
import { readLabelledWaveforms } from "../../../engine/sources/mod.ts";
import { sharedFile, testWithSharedData } from "../../shared_data.ts";

testWithSharedData(
  "a few steps from PhaseNet's published weights lower the loss on traces they did not see",
  async () => {
    const folder = await Deno.makeTempDir();
    try {
      const weights = sharedFile("data/weights/phasenet_190703/phasenet_190703.safetensors");
      const bytes = await Deno.readFile(weights);
      await importPhasenet(bytes, { out: `${folder}/phasenet`, source: "phasenet_190703" });
      const from = await loadPickerFiles(`${folder}/phasenet`);
      const sets = await Promise.all(
        ["ncedc", "stead"].map((set) => readLabelledWaveforms(sharedFile(`data/waveforms/${set}`))),
      );
      const traces = splitTraces(sets, { folds: 5, testFold: 0, validationFold: 1 });
      assertEquals([traces.train.length, traces.validation.length], [76, 26]);
      const { fit, card, files } = await trainPicker({
        ...{ name: "tuned", picker: "phasenet", from, traces, seed: 1 },
        kernels: await startKernels({ threads: 1 }),
        configuration: { epochs: 1, batchesPerEpoch: 20, averagedSteps: 1, validationWindows: 2 },
      });
      assertEquals(fit.bestEpoch, 1);
      assertLess(fit.validationLoss.best, 0.98 * fit.validationLoss.start);
      assertEquals([card.picker, card.weights, card.licence], ["phasenet", 269_675, "MIT"]);
      assert(card.trainedOn.startsWith(`First ${from.card.trainedOn}; then `));
      assertEquals(files.get("weights.bin")!.length, from.files.get("weights.bin")!.length);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
);

Deno.test("blended weights lie between the old and the new", () => {
  const [old, fresh] = [Float32Array.of(0, 1, -2), Float32Array.of(4, 1, 2)];
  assertEquals([...blendWeights(old, fresh, 0.25)], [1, 1, -1]);
  assertEquals(blendWeights(old, fresh, 0), old);
  assertEquals(blendWeights(old, fresh, 1), fresh);
});
