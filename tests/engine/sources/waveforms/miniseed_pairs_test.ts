import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { formatPreciseTime } from "../../../../engine/domain/mod.ts";
import { crc32c, cutMiniseed } from "../../../../engine/sources/mod.ts";
import { testWithSharedData } from "../../../shared_data.ts";
import { readShared, waveformBytes, waveformFile } from "./miniseed_files.ts";

const FOLDER = "version_2_and_3_pairs";

/** Names of all files, and of those that are there in both versions. */
function listNames(): { files: string[]; pairs: string[] } {
  const files = [...Deno.readDirSync(waveformFile(`miniseed/${FOLDER}`))].map(({ name }) => name);
  const pairs = files.filter((name) =>
    name.endsWith(".mseed3") && files.includes(name.replace(/3$/, "2"))
  );
  return { files, pairs: pairs.map((name) => name.replace(/\.mseed3$/, "")).sort() };
}

/** In one pair the two files hold the same samples under channels and rates of their own. */
testWithSharedData("every pair: the same channels, times, rates, samples and texts", () => {
  const { pairs } = listNames();
  assertEquals(pairs.length, 15);
  for (const pair of pairs) {
    const [old, young] = [2, 3].map((version) => readShared(`${FOLDER}/${pair}.mseed${version}`));
    assertEquals(young.texts, old.texts, pair);
    assertEquals(young.traces.length, old.traces.length, pair);
    young.traces.forEach(({ code, samples, samplingRateHz, startTimeMs }, i) => {
      const other = old.traces[i];
      assertEquals(samples, other.samples, pair);
      if (pair.includes("flushidle")) {
        return assertEquals([code, other.code].map(({ channel }) => channel), ["HHZ", "BHZ"]);
      }
      assertEquals([code, samplingRateHz], [other.code, other.samplingRateHz], pair);
      // Version 2 ends at microseconds.
      assertAlmostEquals(startTimeMs, other.startTimeMs, 0.001, pair);
    });
    assert(old.traces.length + old.texts.length > 0 || pair.includes("headeronly"), pair);
  }
});

testWithSharedData(
  "every file of both versions is read without a damaged record but for one",
  () => {
    for (const file of listNames().files) {
      const damaged = readShared(`${FOLDER}/${file}`).notes.filter(({ kind }) =>
        kind === "damaged record"
      );
      assertEquals(damaged.length, file.includes("invalid-blockette") ? 1 : 0, file);
    }
  },
);

testWithSharedData("extra headers are kept as JSON", () => {
  const [piece] = cutMiniseed(
    waveformBytes(`miniseed/${FOLDER}/reference-testdata-headeronly.mseed3`),
  );
  assert(piece.kind === "record");
  const { FDSN } = piece.record.extraHeaders as { FDSN: { Clock: { Model: string } } };
  assertEquals(FDSN.Clock.Model, "P273T11N16");
  assertEquals(piece.record.sourceIdentifier, "FDSN:XX_TEST__S_O_H");
});

testWithSharedData("blockettes 500 tell what the extra headers of version 3 tell", () => {
  const name = `miniseed/${FOLDER}/reference-testdata-headeronly.mseed`;
  const [old, young] = [2, 3].map((version) => {
    const [piece] = cutMiniseed(waveformBytes(`${name}${version}`));
    assert(piece.kind === "record");
    return piece.record;
  });
  // deno-lint-ignore no-explicit-any
  const { Time, Clock } = (young.extraHeaders as any).FDSN;
  assertEquals(old.clockExceptions?.length, 3);
  old.clockExceptions?.forEach((found, i) => {
    const told = Time.Exception[i];
    assertEquals(formatPreciseTime(found.timeMs).replace(/\.?0+Z$/, "Z"), told.Time);
    assertAlmostEquals(found.oscillatorPercent, told.VCOCorrection, 1e-4);
    const { receptionPercent, count, type, status, model } = found;
    assertEquals(
      [receptionPercent, count, type, status, model],
      [told.ReceptionQuality, told.Count, told.Type, told.ClockStatus, Clock.Model],
    );
  });
});

testWithSharedData(
  "a byte changed anywhere in a record of version 3 is found by its check sum",
  () => {
    const bytes = waveformBytes(`miniseed/${FOLDER}/reference-testdata-steim2.mseed3`);
    const kindsOf = () => [...cutMiniseed(bytes)].map(({ kind }) => kind);
    const whole = kindsOf();
    assertEquals(new Set(whole), new Set(["record"]));
    for (let place = 3; place < 400; place += 7) {
      bytes[place] ^= 0x10;
      const kinds = kindsOf();
      assert(kinds[0] !== "record" && kinds.includes("record"), `byte ${place}: ${kinds}`);
      bytes[place] ^= 0x10;
    }
  },
);

testWithSharedData("files of other programs: counts and channels", () => {
  const counts = (file: string) => readShared(file).traces.map(({ samples }) => samples.length);
  assertEquals(counts("seiscomp_fdsnws/dataselect-2.mseed"), [6233]);
  assertEquals(counts("seiscomp_fdsnws/dataselect-3.mseed"), [1461]);
  assertEquals(counts("seiscomp_fdsnws/dataselect-4.mseed"), [3331]);
  assertEquals(counts("seisplotjs/CO_JSC.mseed"), [3000]);
  assertEquals(counts("seisplotjs/bird_jsc.ms3"), [3000, 3000, 3000, 3000, 3000, 3000]);
  assertEquals(counts("seisplotjs/testeh.ms3"), [1000]);
  const { traces, notes } = readShared("seisplotjs/badspike.ms3");
  assertEquals([traces[0].samples.length, notes.map(({ kind }) => kind)], [15059, ["odd header"]]);
});

Deno.test("the check sum equals the published ones of RFC 3720", () => {
  const cases: readonly [number, (i: number) => number][] = [
    [0x8a9136aa, () => 0],
    [0x62a8ab43, () => 255],
    [0x46dd794e, (i) => i],
    [0x113fdb5c, (i) => 31 - i],
  ];
  for (const [sum, byteAt] of cases) {
    const bytes = Uint8Array.from({ length: 32 }, (_, i) => byteAt(i));
    assertEquals(crc32c([bytes]), sum);
    assertEquals(crc32c([bytes.subarray(0, 5), bytes.subarray(5, 5), bytes.subarray(5)]), sum);
  }
});
