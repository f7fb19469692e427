import { assert, assertEquals } from "@std/assert";
import { InputError } from "../../../../engine/domain/mod.ts";
import { RandomStream } from "../../../../engine/mathematics/mod.ts";
import { cutMiniseed, readWaveforms } from "../../../../engine/sources/mod.ts";
import { testWithSharedData } from "../../../shared_data.ts";
import { damageBytes } from "./damage_bytes.ts";
import { waveformBytes } from "./miniseed_files.ts";

const MUTATIONS = 2000;
const LONGEST_MS = 1000;

/** One file of every kind, none larger than 16 KiB. */
const ORIGINALS = [
  "miniseed/decoded_references/data/CDSN-encoded.mseed",
  "miniseed/decoded_references/data/Float32-encoded.mseed",
  "miniseed/decoded_references/data/Int32-oneseries-mixedlengths-mixedorder.mseed",
  "miniseed/decoded_references/data/SRO-encoded.mseed",
  "miniseed/decoded_references/data/Steim1-AllDifferences-LE.mseed",
  "miniseed/decoded_references/data/no-blockette1000-steim1.mseed",
  "miniseed/edge_cases/BW.BGLD.__.EHE.D.2008.001.first_10_records",
  "miniseed/edge_cases/various_noise_records.mseed",
  "miniseed/seisplotjs/CO_JSC.mseed",
  "miniseed/seisplotjs/testeh.ms3",
  "miniseed/version_2_and_3_pairs/reference-testdata-headeronly.mseed3",
  "miniseed/version_2_and_3_pairs/reference-testdata-steim2.mseed3",
  "sac/obspy/test.sac.swap",
  "sac/seisplotjs/impulse.sac",
];

testWithSharedData(
  `${MUTATIONS} damaged files: traces with notes or an InputError, at once`,
  async () => {
    const originals = ORIGINALS.map(waveformBytes);
    let [read, refused] = [0, 0];
    for (let seed = 0; seed < MUTATIONS; seed++) {
      const random = new RandomStream(`waveforms ${seed}`);
      const bytes = damageBytes(originals[seed % originals.length], random);
      assertCoversAll(bytes, seed);
      const started = performance.now();
      try {
        const { traces, notes } = await readWaveforms(bytes, { source: "damaged" });
        const samples = traces.reduce((sum, trace) => sum + trace.samples.length, 0);
        // Seven differences in a word of four bytes are the most that any encoding holds.
        assert(
          samples <= bytes.length * 7 / 4,
          `seed ${seed}: ${samples} of ${bytes.length} bytes`,
        );
        assert(notes.length <= bytes.length / 8 + 2, `seed ${seed}: ${notes.length} notes`);
        for (const { startTimeMs, samplingRateHz, samples } of traces) {
          assert(Number.isFinite(startTimeMs) && samplingRateHz > 0 && samples.length > 0);
        }
        read++;
      } catch (error) {
        assert(error instanceof InputError, `seed ${seed}: ${(error as Error).stack}`);
        assert(error.message.length < 1000, `seed ${seed}: ${error.message}`);
        refused++;
      }
      assert(performance.now() - started < LONGEST_MS, `seed ${seed}: slow`);
    }
    assertEquals(read + refused, MUTATIONS);
    assert(read > 200 && refused > 100, `${read} read, ${refused} refused`);
  },
);

/** The pieces that a source is cut into follow each other from the first byte to the last. */
function assertCoversAll(bytes: Uint8Array, seed: number): void {
  let at = 0;
  for (const piece of cutMiniseed(bytes)) {
    assert(piece.kind !== "incomplete");
    const { byte, lengthBytes } = piece.kind === "record" ? piece.record : piece;
    assert(byte === at && lengthBytes > 0, `seed ${seed}: ${byte} after ${at}`);
    at += lengthBytes;
  }
  assertEquals(at, bytes.length, `seed ${seed}`);
}

Deno.test("megabytes of bytes that look like headers are through in seconds", async () => {
  const text = new TextEncoder();
  const old = text.encode("000001D TEST 00BHZXX");
  const young = Uint8Array.of(77, 83, 3, 0);
  for (const [head, step] of [[old, 50], [old, 64], [young, 40], [young, 44]] as const) {
    const bytes = new Uint8Array(2_000_000);
    for (let at = 0; at + 48 < bytes.length; at += step) {
      bytes.set(head, at);
      // 2020, day 1, in the order of the version; no blockettes; version 3 claims a megabyte.
      if (head === old) bytes.set([7, 228, 0, 1], at + 20);
      else bytes.set([228, 7, 1, 0], at + 8), bytes.set([0, 0, 15, 0], at + 36), bytes[at + 28] = 1;
    }
    const started = performance.now();
    const reading = await readWaveforms(bytes, { source: "hostile" }).catch((error) => error);
    const tookMs = performance.now() - started;
    assert(tookMs < 5000, `${step}: ${tookMs} ms`);
    assert(reading instanceof InputError || reading.notes.length <= 10_001);
  }
});

Deno.test("bytes of no format are refused with what they begin with", async () => {
  for (const content of ["hello world", "<?xml?>", "7,8", ""]) {
    const error = await readWaveforms(new TextEncoder().encode(content), { source: "a.txt" })
      .then(() => undefined, (error) => error);
    assert(error instanceof InputError);
    assertEquals(error.location.source, "a.txt");
    if (content !== "") assertEquals(error.location.value, content);
  }
});
