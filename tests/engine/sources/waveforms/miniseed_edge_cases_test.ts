import { assert, assertEquals, assertThrows } from "@std/assert";
import { InputError } from "../../../../engine/domain/mod.ts";
import { testWithSharedData } from "../../../shared_data.ts";
import { countKinds, readShared, waveformFile } from "./miniseed_files.ts";

/** Samples of each trace, kinds of notes with their number, and the first samples where known. */
interface Expected {
  samples: readonly number[];
  notes?: Readonly<Record<string, number>>;
  texts?: readonly string[];
  first?: readonly number[];
  start?: string;
  channels?: readonly string[];
}

const TEXT = { text: 1 };
const CONTROL = { "control header": 1 };
const COUNTING = Array.from({ length: 50 }, (_, i) => i + 1);
const NANS = [-1188.07800293, 638.16400146, 395.07809448, 1060.28112793];
const NOISE = { samples: [277, 277, 277, 277], notes: { "noise record": 4 } };
const LETTERS = String.fromCharCode(...Array.from({ length: 95 }, (_, i) => 32 + i));

const both = (name: string, expected: Expected) =>
  ["bigEndian", "littleEndian"].map((order) =>
    [`encoding/${name}_${order}.mseed`, expected] as const
  );

/** First samples, starts and counts are those of ObsPy's tests and, for gain-ranged ones, of IRIS. */
const FILES: Readonly<Record<string, Expected>> = Object.fromEntries([
  ["1T_MONN_00_EDH.mseed", { samples: [7501], start: "2019-04-01T18:43:00.003" }],
  ["BW.BGLD.__.EHE.D.2008.001.first_10_records", {
    samples: [4120],
    start: "2007-12-31T23:59:59.915",
  }],
  ["BW.BGLD.__.EHE.D.2008.001.first_record", { samples: [412] }],
  ["BW.BGLD.__.EHE.D.2008.001.second_record", { samples: [412], start: "2008-01-01T00:00:01.975" }],
  ["BW.BGLD.__.EHE.D.2008.001.third_record", { samples: [412], start: "2008-01-01T00:00:04.035" }],
  ["CDSN_encoding.mseed", { samples: [100], first: [294, 32, 26, 285, 389] }],
  ["CH.BALST..LH_two_channels", { samples: [86343, 86547] }],
  ["DWWSSN_encoding.mseed", { samples: [200], first: [-38, -38, -36, -37, -36] }],
  ["GEOSCOPE16_4_encoding.mseed", {
    samples: [200],
    first: [-1.1015625, -1.11328125, -1.109375, -1.12890625, -1.1171875],
  }],
  ["RJOB.BW.EHZ.D.300806.0000.fullseed", { samples: [412], notes: CONTROL }],
  ["SRO_encoding.mseed", {
    samples: [2016, 2016, 2016],
    channels: ["AS.CTAO..LHE", "AS.CTAO..LHN", "AS.CTAO..LHZ"],
  }],
  ["WUQ.XJ.HHN.D.2008.285.first_record", { samples: [3772] }],
  ["bizarre/endiantest.be-header.be-data.mseed", { samples: [11947] }],
  ["bizarre/endiantest.be-header.le-data.mseed", { samples: [11947] }],
  ["bizarre/endiantest.le-header.be-data.mseed", { samples: [11947] }],
  ["bizarre/endiantest.le-header.le-data.mseed", { samples: [11947] }],
  ["bizarre/mseed_data_offset_0.mseed", {
    samples: [252 + 262],
    notes: { "no samples": 1 },
    start: "2016-08-21T01:41:19.000",
  }],
  ["bizarre/mseed_no_blkt_1000.mseed", {
    samples: [7536],
    first: [-185, -200, -209, -220, -228, -246, -252, -262, -262, -269],
    start: "1976-03-10T03:28:00.000",
    channels: [".GRA1..BHZ"],
  }],
  ["blockette008.mseed", { samples: [1642], notes: CONTROL }],
  ["blockette300.mseed", { samples: [20] }],
  ["blockette310.mseed", { samples: [10] }],
  ["blockette320.mseed", { samples: [1] }],
  ["constructedFileToTestReadViaRecords.mseed", { samples: [4120, 412] }],
  ["dataquality-m.mseed", { samples: [1634, 1634, 1634] }],
  ...both("float32_Float32", { samples: [50], first: COUNTING }),
  ...both("float64_Float64", { samples: [50], first: COUNTING }),
  ...both("fullASCII", { samples: [], texts: [LETTERS], notes: TEXT }),
  ...both("int16_INT16", { samples: [50], first: COUNTING }),
  ...both("int32_INT32", { samples: [50], first: COUNTING }),
  ...both("int32_Steim1", { samples: [50], first: COUNTING }),
  ...both("int32_Steim2", { samples: [50], first: COUNTING }),
  ...both("smallASCII", { samples: [], texts: ["ABCDEFGH"], notes: TEXT }),
  ["encoding/nan_float32.mseed", { samples: [4], first: NANS, channels: ["..."] }],
  ["encoding/nan_float64.mseed", { samples: [4], first: NANS }],
  ["fullseed.mseed", { samples: [610, 602, 623], notes: CONTROL }],
  ...["M", "Q", "R"].map((quality) =>
    [`fullseed_dataquality_${quality}.mseed`, { samples: [602], notes: CONTROL }] as const
  ),
  ["gaps.mseed", {
    samples: [412, 824, 824, 50668],
    notes: { gap: 3 },
    start: "2007-12-31T23:59:59.915",
  }],
  ["gecko_non_ascii_header.ms", { samples: [206], channels: [".GECKO.A.CNZ"] }],
  ["mseed_not_a_single_blkt_48byte_data_offset.mseed", {
    samples: [3632],
    first: [337, 396, 454, 503, 547, 581],
    start: "1995-09-22T00:00:18.238",
  }],
  ["one_record_already_applied_time_correction.mseed", {
    samples: [412],
    start: "2008-01-01T00:00:00.065",
  }],
  ["one_record_time_corr_applied_but_time_corr_is_zero.mseed", {
    samples: [412],
    start: "2008-01-01T00:00:00.065",
  }],
  ["qualityflags.mseed", { samples: Array(18).fill(412), notes: { overlap: 17 } }],
  ["reclen_1024_without_sequence_numbers.mseed", { samples: [932] }],
  ["record_with_invalid_word_order.mseed", { samples: [1267], notes: { "odd header": 1 } }],
  ["single_record_negative_sr_fact_and_mult.mseed", { samples: [60] }],
  ["single_record_plus_noise_record.mseed", {
    samples: [277],
    notes: { "noise record": 1 },
    channels: ["IM.NV32..BHE"],
  }],
  ["steim2.mseed", { samples: [5980] }],
  ["test.mseed", { samples: [11947] }],
  ["timingquality.mseed", { samples: [41604], start: "2007-12-31T23:59:59.765" }],
  ["various_noise_records.mseed", {
    ...NOISE,
    channels: ["IM.NV30..BHE", "IM.NV31..BHE", "IM.NV32..BHE", "IM.NV33..BHE"],
  }],
  ["wrong_blockette_numbers_specified.mseed", { samples: [5492], notes: { "odd header": 16 } }],
]);

const REFUSED = ["not.mseed", "not2.mseed", "not4.mseed"];
const FOLDER = "edge_cases";

testWithSharedData("every file of the edge cases has its expectation", () => {
  const found: string[] = [];
  for (const folder of ["", "bizarre/", "encoding/"]) {
    for (const { name, isFile } of Deno.readDirSync(waveformFile(`miniseed/${FOLDER}/${folder}`))) {
      if (isFile) found.push(folder + name);
    }
  }
  assertEquals(found.sort(), [...Object.keys(FILES), ...REFUSED].sort());
});

for (const [file, expected] of Object.entries(FILES)) {
  testWithSharedData(`edge case ${file}`, () => {
    const started = performance.now();
    const { traces, notes, texts } = readShared(`${FOLDER}/${file}`);
    assert(performance.now() - started < 1000, "slow");
    assertEquals(traces.map(({ samples }) => samples.length), expected.samples);
    assertEquals(countKinds(notes), expected.notes ?? {});
    assertEquals(texts.map(({ text }) => text), expected.texts ?? []);
    if (expected.start !== undefined) {
      assertEquals(Math.floor(traces[0].startTimeMs), Date.parse(`${expected.start}Z`));
    }
    if (expected.first !== undefined) {
      const { samples } = traces[0];
      const exact = samples instanceof Float32Array
        ? Float32Array.from(expected.first)
        : expected.first;
      const found = Array.from(samples.slice(0, expected.first.length), (value) => value);
      const digits = (values: Iterable<number>) => Array.from(values, (value) => value.toFixed(8));
      assertEquals(digits(found), digits(exact));
    }
    if (expected.channels !== undefined) {
      assertEquals(traces.map(({ code }) => Object.values(code).join(".")), expected.channels);
    }
  });
}

for (const file of REFUSED) {
  testWithSharedData(`${file} is refused with a reason`, () => {
    const reason = file === "not2.mseed" ? "it holds no record" : "headers of full SEED";
    assertThrows(() => readShared(`${FOLDER}/${file}`), InputError, reason);
  });
}

testWithSharedData("the same series, whatever the order of bytes of header and data", () => {
  const samplesOf = (file: string) => readShared(`${FOLDER}/${file}`).traces[0].samples;
  const whole = samplesOf("test.mseed");
  for (const orders of ["be-header.be", "be-header.le", "le-header.be", "le-header.le"]) {
    assertEquals(samplesOf(`bizarre/endiantest.${orders}-data.mseed`), whole);
  }
  const noise = readShared(`${FOLDER}/various_noise_records.mseed`).traces;
  for (const { samples } of noise) assertEquals(samples, noise[0].samples);
});

testWithSharedData("SRO, a rate below one, gaps of known length", () => {
  const { traces: sro } = readShared(`${FOLDER}/SRO_encoding.mseed`);
  assertEquals([...sro[2].samples.slice(0, 5)], [126, 67, -11, -95, -167]);
  const { traces: slow } = readShared(`${FOLDER}/single_record_negative_sr_fact_and_mult.mseed`);
  assertEquals(slow[0].samplingRateHz, 0.1);
  const { notes } = readShared(`${FOLDER}/gaps.mseed`);
  assertEquals(notes.map(({ message }) => message.match(/[\d.]+ s$/)?.[0]), [
    "2.06 s",
    "2.06 s",
    "4.12 s",
  ]);
});
