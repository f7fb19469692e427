import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { File, ready } from "h5wasm/node";
import { InputError } from "../../../../engine/domain/mod.ts";
import { readLabelledWaveforms } from "../../../../engine/sources/mod.ts";
import { readInWorker } from "../../../../engine/sources/hdf5/read_in_worker.ts";
import { sharedFile, testWithSharedData } from "../../../shared_data.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";

await ready;

testWithSharedData("STEAD's own HDF5 holds what its packed arrays hold", async () => {
  const packed = await readLabelledWaveforms(sharedFile("data/waveforms/stead"));
  const set = await readLabelledWaveforms(sharedFile("data/waveforms/stead/waveforms.hdf5"));
  assertEquals([set.count, set.samplingRateHz, set.notes], [25, 100, []]);
  for (let index = 0; index < packed.count; index++) {
    const expected = packed.traceAt(index);
    const trace = set.traceAt(set.names.indexOf(expected.name));
    assertEquals({ ...trace, metadata: {} }, { ...expected, metadata: {} });
  }
});

/** Two components of five samples, a bucket of two traces, and one trace by itself. */
function writeSeisbench(folder: string, chunk = ""): void {
  const file = new File(`${folder}/waveforms${chunk}.hdf5`, "w");
  const format = file.create_group("data_format");
  format.create_dataset({ name: "dimension_order", data: "CW" });
  format.create_dataset({ name: "component_order", data: "ZNE" });
  format.create_dataset({ name: "sampling_rate", data: 50 });
  const data = file.create_group("data");
  const bucket = Float32Array.from({ length: 2 * 3 * 6 }, (_, i) => i);
  data.create_dataset({ name: "bucket0", data: bucket, shape: [2, 3, 6], dtype: "<f" });
  const single = Float64Array.from({ length: 3 * 4 }, (_, i) => -i);
  data.create_dataset({ name: "alone", data: single, shape: [3, 4], dtype: "<d" });
  file.close();
}

const METADATA = "trace_name,station_network_code,station_code,trace_P_arrival_sample," +
  "trace_Pn_arrival_sample,trace_S_arrival_sample,source_magnitude,path_ep_distance_km,split\n" +
  '"bucket0$0,:3,:5",NC,AAA,2,,3.5,1.5,12,train\n' +
  '"bucket0$1,:3,:6",NC,BBB,,1,nan,,,dev\n' +
  "alone,NC,CCC,,,,2,3,test\n";

Deno.test("SeisBench's buckets are cut and turned to east, north and up", async () => {
  await inTemporaryFolder(async (folder) => {
    writeSeisbench(folder);
    await Deno.writeTextFile(`${folder}/metadata.csv`, METADATA);
    const set = await readLabelledWaveforms(folder);
    assertEquals([set.count, set.samplingRateHz, set.notes], [3, 50, []]);
    const first = set.traceAt(0);
    // Components Z, N, E hold 0 to 5, 6 to 11 and 12 to 17; the last sample of each is not the trace's.
    assertEquals([...first.samples], [12, 6, 0, 13, 7, 1, 14, 8, 2, 15, 9, 3, 16, 10, 4]);
    assertEquals([first.pSample, first.sSample, first.magnitude], [2, 3.5, 1.5]);
    assertEquals([first.distanceKm, first.station, first.metadata.split], [12, "AAA", "train"]);
    const second = set.traceAt(1);
    assertEquals([second.samples.length, second.samples[2], second.pSample], [18, 18, 1]);
    assertEquals([second.sSample, second.magnitude], [NaN, NaN]);
    assertEquals([...set.traceAt(2).samples.slice(0, 3)], [-8, -4, 0]);
    assertEquals((await readLabelledWaveforms(folder, { limit: 1 })).names, ["bucket0$0,:3,:5"]);
  });
});

Deno.test("a set in chunks is read as one", async () => {
  await inTemporaryFolder(async (folder) => {
    for (const chunk of ["_a", "_b"]) {
      writeSeisbench(folder, chunk);
      await Deno.writeTextFile(`${folder}/metadata${chunk}.csv`, METADATA);
    }
    const set = await readLabelledWaveforms(folder);
    assertEquals([set.count, set.traceAt(4).station], [6, "BBB"]);
    assertEquals((await readLabelledWaveforms(folder, { limit: 4 })).count, 4);
  });
});

Deno.test("a trace that is not there is left out and noted, the others stay", async () => {
  await inTemporaryFolder(async (folder) => {
    writeSeisbench(folder);
    const rows = ["bucket0$7,:3,:5", "bucket0$0,:3,:5", "bucket9$0,:3,:5", "bucket0$0,:2,:5"];
    const csv = "trace_name\n" + rows.map((row) => `"${row}"\n`).join("");
    await Deno.writeTextFile(`${folder}/metadata.csv`, csv);
    const set = await readLabelledWaveforms(folder);
    assertEquals(set.names, ["bucket0$0,:3,:5"]);
    assertEquals(set.notes.map(({ kind }) => kind), Array(3).fill("damaged trace"));
    assertMatch(set.notes[0].message, /its part "7" is beyond the 2/);
    assertMatch(set.notes[1].message, /there is no dataset bucket9/);
    assertMatch(set.notes[2].message, /shape is \[2,5\] for the components ZNE/);
  });
});

Deno.test("a file that is no HDF5, or cut off, is refused", async () => {
  await inTemporaryFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/text.hdf5`, "no HDF5 at all");
    const text = await assertRejects(
      () => readLabelledWaveforms(`${folder}/text.hdf5`),
      InputError,
    );
    assertMatch(text.message, /as HDF5: Not an HDF5 file; expected a whole HDF5 file/);
    writeSeisbench(folder);
    const bytes = await Deno.readFile(`${folder}/waveforms.hdf5`);
    await Deno.writeFile(`${folder}/cut.hdf5`, bytes.subarray(0, bytes.length / 2));
    await assertRejects(() => readLabelledWaveforms(`${folder}/cut.hdf5`), InputError, "as HDF5");
  });
});

Deno.test("a thread that goes on too long is ended", async () => {
  await inTemporaryFolder(async (folder) => {
    writeSeisbench(folder);
    const request = { path: `${folder}/waveforms.hdf5`, limit: Infinity };
    await assertRejects(
      () => readInWorker(request, () => {}, { source: "a.hdf5", expected: "HDF5", silenceMs: 1 }),
      InputError,
      "nothing more came for 0.001 s",
    );
  });
});

Deno.test("damaged HDF5 gives traces, notes or an InputError, and the next file is read", async () => {
  await inTemporaryFolder(async (folder) => {
    writeSeisbench(folder);
    await Deno.writeTextFile(`${folder}/metadata.csv`, METADATA);
    const original = await Deno.readFile(`${folder}/waveforms.hdf5`);
    let state = 5;
    const below = (limit: number) =>
      (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) % limit;
    let refused = 0;
    for (let mutation = 0; mutation < 6; mutation++) {
      const bytes = original.slice();
      for (let change = 0; change < 6; change++) bytes[below(2000)] = below(256);
      await Deno.writeFile(`${folder}/waveforms.hdf5`, bytes);
      try {
        await readLabelledWaveforms(folder);
      } catch (error) {
        assert(error instanceof InputError, String(error));
        refused++;
      }
    }
    assert(refused > 0);
    await Deno.writeFile(`${folder}/waveforms.hdf5`, original);
    assertEquals((await readLabelledWaveforms(folder)).count, 3);
  });
});
