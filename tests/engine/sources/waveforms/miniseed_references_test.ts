import { assert, assertEquals, assertMatch, assertStringIncludes, assertThrows } from "@std/assert";
import { InputError } from "../../../../engine/domain/mod.ts";
import { cutMiniseed } from "../../../../engine/sources/mod.ts";
import { testWithSharedData } from "../../../shared_data.ts";
import { countKinds, readShared, waveformBytes, waveformFile } from "./miniseed_files.ts";

const FOLDER = "decoded_references";

/** Each file and the listing of its samples by another program. */
const LISTED: readonly (readonly [file: string, listing: string])[] = [
  ["CDSN-encoded", "CDSN-encoded"],
  ["DWWSSN-encoded", "DWWSSN-encoded"],
  ["Float32-encoded", "Float32-encoded"],
  ["GEOSCOPE-16bit-3exp-encoded", "GEOSCOPE163-encoded"],
  ["Int16-encoded", "Int16-encoded"],
  ...[128, 256, 512, 1024, 2048, 4096, 8192].map((bytes) =>
    [`Int32-${bytes}byte`, `Int32-${bytes}byte-encoded`] as const
  ),
  ["SRO-encoded", "SRO-encoded"],
  ["Steim1-AllDifferences-BE", "Steim1-bigendian"],
  ["Steim1-AllDifferences-LE", "Steim1-littleendian"],
  ["Steim2-AllDifferences-BE", "Steim2-bigendian"],
  ["Steim2-AllDifferences-LE", "Steim2-bigendian"],
];

/** Files without a listing of their samples, each with a test of its own. */
const OTHERS = [
  "Float64-encoded",
  "Int32-oneseries-mixedlengths-mixedorder",
  "corrupt-blockettes-wrongnext",
  "detection.record",
  "invalid-blockette-offset",
  "no-blockette1000-steim1",
  "text-encoded",
  "unapplied-timecorrection",
];

interface Listing {
  head: string[];
  samples: number[];
}

function readListing(name: string): Listing {
  const text = new TextDecoder().decode(waveformBytes(`miniseed/${FOLDER}/read-${name}.test.ref`));
  const [head, ...rows] = text.split("\n");
  return {
    head: head.split(", "),
    samples: rows.join(" ").trim().split(/\s+/).map(Number),
  };
}

/** "1986,360,01:11:45.430000" as epoch milliseconds. */
function listedTimeMs(text: string): number {
  const [year, day, time] = text.split(",");
  const midnight = Date.UTC(Number(year), 0, Number(day));
  const [hours, minutes, seconds] = time.split(":").map(Number);
  return (midnight * 1000 + (hours * 60 + minutes) * 6e7 + Math.round(seconds * 1e6)) / 1000;
}

const read = (name: string) => readShared(`${FOLDER}/data/${name}.mseed`);

testWithSharedData("every file of the folder has its test", () => {
  const files = [...Deno.readDirSync(waveformFile(`miniseed/${FOLDER}/data`))];
  const tested = [...LISTED.map(([file]) => file), ...OTHERS].sort();
  assertEquals(files.map(({ name }) => name.replace(/\.mseed$/, "")).sort(), tested);
});

for (const [file, listing] of LISTED) {
  testWithSharedData(`${file}: samples, channel, time and rate as listed`, () => {
    const { head, samples } = readListing(listing);
    const [channel, , quality, length, count, rate, time] = head;
    const { traces, notes } = read(file);
    assertEquals([traces.length, notes], [1, []]);
    const [{ code, startTimeMs, samplingRateHz }] = traces;
    assertEquals(Array.from(traces[0].samples), samples);
    assertEquals(`${samples.length} samples`, count);
    assertEquals(Object.values(code).join("_"), channel);
    assertEquals(startTimeMs, listedTimeMs(time));
    assertEquals(samplingRateHz.toPrecision(8), parseFloat(rate).toPrecision(8));
    const pieces = [...cutMiniseed(waveformBytes(`miniseed/${FOLDER}/data/${file}.mseed`))];
    assert(pieces.length === 1 && pieces[0].kind === "record");
    assertEquals([pieces[0].record.quality, `${pieces[0].record.lengthBytes}`], [quality, length]);
  });
}

testWithSharedData("float64: the first half of the same series in 32 bits", () => {
  const { samples } = readListing("Float32-encoded");
  assertEquals(read("Float64-encoded").traces[0].samples, Float64Array.from(samples.slice(0, 504)));
});

testWithSharedData("records of all lengths in any order are the listed ones, end to end", () => {
  const lengths = [128, 256, 512, 1024, 2048, 4096, 8192];
  const samples = lengths.flatMap((bytes) => readListing(`Int32-${bytes}byte-encoded`).samples);
  const { traces, notes } = read("Int32-oneseries-mixedlengths-mixedorder");
  assertEquals([traces.length, notes], [1, []]);
  assertEquals(Array.from(traces[0].samples), samples);
});

testWithSharedData("text comes as text, to the letter", () => {
  const listing = new TextDecoder().decode(
    waveformBytes(`miniseed/${FOLDER}/read-text-encoded.test.ref`),
  );
  const { texts, traces } = read("text-encoded");
  assertEquals([texts.length, traces.length], [1, 0]);
  const [head, , ...lines] = listing.split("\n");
  assertStringIncludes(head, `${texts[0].text.length} samples`);
  const plain = (text: string) => text.replaceAll("\r", "").trim().replaceAll(/\n+/g, "\n");
  assertEquals(plain(texts[0].text), plain(lines.join("\n")));
});

testWithSharedData("no blockette 1000: two records, one trace, first samples as listed", () => {
  const { traces, notes, recordCount } = read("no-blockette1000-steim1");
  assertEquals([recordCount, traces.length, notes], [2, 1, []]);
  const { samples, startTimeMs, samplingRateHz } = traces[0];
  assertEquals(startTimeMs, listedTimeMs("1995,265,00:00:18.238400"));
  assertEquals([samples.length, samplingRateHz], [3632 + 3680, 20]);
  assertEquals([...samples.slice(0, 6)], [337, 396, 454, 503, 547, 581]);
  assertEquals([...samples.slice(3632, 3638)], [-110, -188, -261, -329, -391, -448]);
});

testWithSharedData("a time correction that was not applied is applied", () => {
  const { traces } = read("unapplied-timecorrection");
  // Ten thousand ticks of 0.1 ms; the listing shows the time with them.
  assertEquals(traces[0].startTimeMs, listedTimeMs("2003,149,02:13:23.043400"));
  assertEquals([traces[0].samples.length, traces[0].samplingRateHz], [5980, 40]);
});

testWithSharedData("a record of a detector holds no samples and is no error", () => {
  const { traces, notes, recordCount } = read("detection.record");
  assertEquals([recordCount, traces, countKinds(notes)], [1, [], { "no samples": 1 }]);
  assertEquals(notes[0].timeMs, listedTimeMs("2004,210,20:28:09.000000"));
});

testWithSharedData(
  "damaged blockettes: the record is reported with its byte, others are read",
  () => {
    const { traces, notes } = read("invalid-blockette-offset");
    assertEquals(traces[0].startTimeMs, listedTimeMs("2010,058,06:50:00.069539"));
    assertEquals(traces[0].samples.length, 112);
    const damaged = notes.filter(({ kind }) => kind === "damaged record");
    assertEquals(damaged.slice(0, 2).map(({ byte }) => byte), [512, 1024]);
    assertMatch(damaged[1].message, /blockette 1 would begin at byte 3/);
    assertThrows(() => read("corrupt-blockettes-wrongnext"), InputError, "411 of 412 samples");
  },
);
