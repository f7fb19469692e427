import { assertEquals, assertRejects } from "@std/assert";
import { gzipSync } from "node:zlib";
import { InputError } from "../../../../engine/domain/mod.ts";
import { readLabelledWaveforms } from "../../../../engine/sources/mod.ts";
import { sharedFile, testWithSharedData } from "../../../shared_data.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";

testWithSharedData("the packed arrays of PhaseNet's data hold what their labels say", async () => {
  const set = await readLabelledWaveforms(sharedFile("data/waveforms/ncedc"));
  assertEquals([set.count, set.samplingRateHz, set.names.length], [103, 100, 103]);
  let vertical = 0;
  for (let i = 0; i < set.count; i++) {
    const trace = set.traceAt(i);
    const present = trace.componentsPresent.filter(Boolean).length;
    assertEquals(`${present}`, trace.metadata.nonzero_components, trace.name);
    const largest = trace.samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
    assertEquals(largest, Math.fround(Number(trace.metadata.max_abs)), trace.name);
    assertEquals([trace.samples.length, trace.pSample], [9001 * 3, 3000]);
    if (present === 1) {
      vertical++;
      assertEquals(trace.componentsPresent, [false, false, true]);
    }
  }
  const first = set.traceAt(0);
  assertEquals([first.network, first.station, first.sSample], ["NC", "MEM", 3287]);
  assertEquals([first.magnitude, first.distanceKm], [NaN, NaN]);
  assertEquals(vertical > 20, true);
});

testWithSharedData("the packed arrays of STEAD hold magnitude and distance", async () => {
  const set = await readLabelledWaveforms(sharedFile("data/waveforms/stead"));
  const trace = set.traceAt(0);
  assertEquals([set.count, trace.samples.length], [25, 18_000]);
  assertEquals(trace.name, "109C.TA_20060723155859_EV");
  assertEquals([trace.network, trace.station], ["TA", "109C"]);
  assertEquals([trace.pSample, trace.sSample], [700, 1894]);
  assertEquals([trace.magnitude, trace.distanceKm], [3.6, 102.09]);
  assertEquals(trace.metadata.trace_category, "earthquake_local");
});

const LABELS = "index,fname,itp,its\n0,a,1,\n1,b,0,1.5\n";

function packed(values: readonly number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(4 * values.length));
  values.forEach((value, i) => view.setFloat32(4 * i, value, true));
  return new Uint8Array(view.buffer);
}

Deno.test("a set of two traces, packed or not, reads alike", async () => {
  const values = [0, 1, 2, 0, 4, 5, 0, 0, 0, 9, 10, 0];
  for (const isPacked of [false, true]) {
    await inTemporaryFolder(async (folder) => {
      const bytes = packed(values);
      const name = `traces_f32le_2x2x3.bin${isPacked ? ".gz" : ""}`;
      await Deno.writeFile(`${folder}/${name}`, isPacked ? gzipSync(bytes) : bytes);
      await Deno.writeTextFile(`${folder}/labels.csv`, LABELS);
      const set = await readLabelledWaveforms(folder);
      assertEquals([...set.traceAt(1).samples], values.slice(6));
      assertEquals(set.traceAt(0).componentsPresent, [false, true, true]);
      assertEquals([set.traceAt(0).sSample, set.traceAt(1).sSample], [NaN, 1.5]);
      assertEquals(set.names, ["a", "b"]);
    });
  }
});

const REFUSED: readonly [string, Record<string, string | Uint8Array>, string][] = [
  ["an empty folder", {}, "Cannot find labelled waveforms"],
  ["no labels", { "traces_f32le_1x1x3.bin": packed([1, 2, 3]) }, "no such file"],
  ["too few labels", {
    "traces_f32le_3x1x3.bin": packed([1, 2, 3, 4, 5, 6, 7, 8, 9]),
    "labels.csv": LABELS,
  }, "Cannot match 2 labels to 3 traces"],
  ["labels out of order", {
    "traces_f32le_2x1x3.bin": packed([1, 2, 3, 4, 5, 6]),
    "labels.csv": "index,fname\n1,a\n0,b\n",
  }, "line 2"],
  ["an array cut off", {
    "traces_f32le_2x1x3.bin": packed([1, 2, 3, 4, 5]),
    "labels.csv": LABELS,
  }, "expected 24 bytes"],
  ["an array that is longer", {
    "traces_f32le_2x1x3.bin": packed([1, 2, 3, 4, 5, 6, 7]),
    "labels.csv": LABELS,
  }, "longer than 24 bytes"],
  ["a sample that is no number", {
    "traces_f32le_2x1x3.bin": packed([1, 2, NaN, 4, 5, 6]),
    "labels.csv": LABELS,
  }, "byte 8"],
  ["a label that is no number", {
    "traces_f32le_2x1x3.bin": packed([1, 2, 3, 4, 5, 6]),
    "labels.csv": "fname,itp\na,soon\nb,2\n",
  }, 'value "soon"'],
  ["two sampling rates", {
    "traces_f32le_2x1x3.bin": packed([1, 2, 3, 4, 5, 6]),
    "labels.csv": "fname,sampling_rate\na,100\nb,50\n",
  }, "100, 50 Hz"],
];

for (const [what, files, message] of REFUSED) {
  Deno.test(`packed arrays are refused: ${what}`, async () => {
    await inTemporaryFolder(async (folder) => {
      for (const [name, content] of Object.entries(files)) {
        const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
        await Deno.writeFile(`${folder}/${name}`, bytes);
      }
      await assertRejects(() => readLabelledWaveforms(folder), InputError, message);
    });
  });
}
