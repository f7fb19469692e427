import { assertEquals, assertLess } from "@std/assert";
import { startKernels, stopBackend } from "../../../../engine/backend/mod.ts";
import { normaliseWindow, type Picker } from "../../../../engine/models/mod.ts";
import { importPhasenet } from "../../../../engine/monitoring/mod.ts";
import { loadPicker } from "../../../../engine/training/mod.ts";
import { sharedFile, testWithSharedData } from "../../../shared_data.ts";
import { withFolder } from "../../storage/storage_fixture.ts";
import { readPackedFloats } from "../phasenet_fixture.ts";

const WEIGHTS = sharedFile("data/weights/phasenet_190703/phasenet_190703.safetensors");
const SHAPE = { samples: 3000, components: 3 };
const SETS = [
  { folder: "data/waveforms/ncedc", count: 103, samples: 9001 },
  { folder: "data/waveforms/stead", count: 25, samples: 6000 },
] as const;

testWithSharedData(
  "phasenet: imported weights, loaded without tfjs, say what the published program says",
  () =>
    withFolder(async (folder) => {
      await importPhasenet(await Deno.readFile(WEIGHTS), { out: `${folder}/p`, source: "w" });
      await stopBackend();
      const { report } = await startKernels({ threads: 1 });
      assertEquals(report.tfjsVersion, undefined);
      const { picker, card } = await loadPicker(`${folder}/p`);
      assertEquals([card.kind, card.name, card.weights, card.licence], [
        "picker",
        "p",
        269_675,
        "MIT",
      ]);
      compareCurves(picker);
      for (const set of SETS) compareMaxima(picker, set);
      picker.dispose();
      await stopBackend();
    }),
);

/** All probabilities of the 14 windows that the oracle stores whole. */
function compareCurves(picker: Picker): void {
  const { folder, samples } = SETS[0];
  const traces = readPackedFloats(`${folder}/traces_f32le_103x9001x3.bin.gz`);
  const wanted = readPackedFloats(
    `${folder}/reference_phasenet_probability_first14_f32le_14x3000x3.bin.gz`,
  );
  const windows = new Float32Array(wanted.length);
  for (let i = 0; i < 14; i++) {
    const start = (i * samples + 2000) * 3;
    normaliseWindow(traces.subarray(start, start + 9000), windows.subarray(i * 9000), SHAPE);
  }
  const got = picker.predict(windows, 14);
  const worst = got.reduce((most, value, i) => Math.max(most, Math.abs(value - wanted[i])), 0);
  assertLess(worst, 1e-4);
}

/** The likeliest P and S of every window. */
function compareMaxima(picker: Picker, { folder, count, samples }: typeof SETS[number]): void {
  const traces = readPackedFloats(`${folder}/traces_f32le_${count}x${samples}x3.bin.gz`);
  const table = Deno.readTextFileSync(sharedFile(`${folder}/reference_phasenet_argmax.csv`));
  const rows = table.trim().split("\n").slice(1);
  assertEquals(rows.length, count);
  const window = new Float32Array(9000);
  for (const row of rows) {
    const [index, , start, , , pPlace, pChance, sPlace, sChance] = row.split(",");
    const from = (Number(index) * samples + Number(start)) * 3;
    normaliseWindow(traces.subarray(from, from + 9000), window, SHAPE);
    const got = picker.predict(window, 1);
    for (const [phase, place, chance] of [[1, pPlace, pChance], [2, sPlace, sChance]] as const) {
      const curve = Float32Array.from({ length: 3000 }, (_, i) => got[3 * i + phase]);
      const largest = curve.reduce((a, b) => Math.max(a, b));
      assertLess(Math.abs(largest - Number(chance)), 1e-4, row);
      // Where two samples are as good as each other, either is right.
      assertLess(largest - curve[Number(place)], 1e-5, row);
    }
  }
}
