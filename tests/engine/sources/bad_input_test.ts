import {
  assert,
  assertEquals,
  assertMatch,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { InputError, type InputLocation } from "../../../engine/domain/mod.ts";
import { bytesOf, gzip, readText, usualCsv } from "./byte_sources.ts";

const GOOD = "2026-01-31T12:00:00Z,35.1,139.5,10,5.4";

/** What is no catalogue, and what its refusal must say. */
const NO_CATALOGUES: Record<string, [content: string | Uint8Array, message: RegExp]> = {
  "empty": ["", /^Cannot read test\.csv: it is empty; expected a catalogue/],
  "blanks": [" \r\n\n \t", /nothing but blanks in its first 6 bytes/],
  "empty gzip": [gzip(""), /it is empty/],
  "only remarks": ["# a\n# b\n", /no header line/],
  "binary": [
    Uint8Array.from({ length: 999 }, (_, i) => (i * 97) % 256),
    /is binary, not text \(byte/,
  ],
  "binary in gzip": [gzip(new Uint8Array(999).fill(1)), /is binary, not text/],
  "ZIP": [bytesOf("PK\u0003\u0004xxxx"), /a ZIP archive: unpack it first/],
  "UTF-16": [Uint8Array.from([0xff, 0xfe, 0x74, 0]), /UTF-16: save it as UTF-8/],
  "XML": [
    '<?xml version="1.0"?>\n<!-- x -->\n<q:kml xmlns="x">',
    /this is XML with the root element "q:kml"/,
  ],
  "QuakeML of another namespace": [
    '<?xml version="1.0"?>\n<!-- x -->\n<q:quakeml xmlns:q="x">',
    /its root is another element \(line 3, field "quakeml", value "x"\)/,
  ],
  "HTML": [
    "\n<!DOCTYPE html><html><head>\n<title>503 Service\n Unavailable</title></head><body>a,b</body>",
    /an HTML page, perhaps an error page of the service, with the title "503 Service Unavailable"/,
  ],
  "HTML without title": ["<HTML><BODY>no</BODY></HTML>", /this is an HTML page, perhaps/],
  "truncated JSON": ['{"type":"FeatureCollection","features":[{"ty', /as JSON: /],
  "JSON without events": ['{"answer":42}', /Cannot find events in test\.csv/],
  "JSON of numbers": ["[1,2]", /no JSON object \(test\.csv, field "\[0\]", value "1"\)/],
  "GeoJSON without points": [
    '{"type":"FeatureCollection","features":[{"properties":{}}]}',
    /an event of GeoJSON \(test\.csv, field "features\[0\]"/,
  ],
  "GeoJSON without features": ['{"type":"FeatureCollection"}', /features is no array/],
  "deep JSON": ["[".repeat(2_000_000), /as JSON|no JSON object/],
};

for (const [what, [content, message]] of Object.entries(NO_CATALOGUES)) {
  Deno.test(`no catalogue, refused in words: ${what}`, async () => {
    const error = await assertRejects(() => readText(content), InputError);
    assertMatch(error.message, message);
  });
}

/** Rows that cannot be read, and where the refusal must point. */
const BAD_ROWS: Record<string, [row: string, location: InputLocation]> = {
  "text as magnitude": [
    "2026-01-31T12:00:00Z,35.1,139.5,10,M5",
    { field: "magnitude", value: "M5", expected: "a number" },
  ],
  "dashes as magnitude": [
    "2026-01-31T12:00:00Z,35.1,139.5,10,--",
    { field: "magnitude", value: "--", expected: "a number" },
  ],
  "decimal comma": [
    '2026-01-31T12:00:00Z,35.1,139.5,10,"5,4"',
    { field: "magnitude", value: "5,4", expected: "a number" },
  ],
  "infinite depth": [
    "2026-01-31T12:00:00Z,35.1,139.5,Infinity,5",
    { field: "depth", value: "Infinity", expected: "a number" },
  ],
  "NaN as latitude": [
    "2026-01-31T12:00:00Z,NaN,139.5,10,5",
    { field: "latitude", value: "NaN", expected: "a number" },
  ],
  "no longitude": [
    "2026-01-31T12:00:00Z,35,,10,5",
    { field: "longitude", value: "", expected: "a number" },
  ],
  "30 February": ["2026-02-30T12:00:00Z,35,139,10,5", {
    field: "time",
    value: "2026-02-30T12:00:00Z",
  }],
  "no time": [",35,139,10,5", { field: "time", value: "" }],
  "epoch number": ["1517966773840,35,139,10,5", { field: "time", value: "1517966773840" }],
  "too few fields": ["2026-01-31T12:00:00Z,35", { expected: "5 fields, as in the header" }],
  "too many fields": [`${GOOD},6`, { expected: "5 fields, as in the header" }],
  "bare quotation mark": ['2026-01-31T12:00:00Z,35"N,139,10,5', {
    field: "latitude",
    value: '35"N',
  }],
};

for (const [what, [row, location]] of Object.entries(BAD_ROWS)) {
  Deno.test(`a bad row is refused with its line, or skipped and listed: ${what}`, async () => {
    const csv = usualCsv([GOOD, "", row, GOOD]);
    const error = await assertRejects(() => readText(csv), InputError);
    const expected = { source: "test.csv", line: 4, ...location };
    assertEquals({ ...error.location, ...expected }, error.location);
    assertStringIncludes(error.message, "(test.csv, line 4");
    const { catalogue, report } = await readText(csv, { onBadRow: "skip" });
    assertEquals([catalogue.size, report.rows, report.skippedRows], [2, 3, 1]);
    assertEquals(report.firstSkipped, [error.location]);
    assertEquals(report.skippedByField, { [location.field ?? "row"]: 1 });
  });
}

Deno.test("lines are right behind quoted line ends", async () => {
  const csv = "time,lat,lon,mag,place\n" + '2026-01-01,1,2,3,"a\r\nb\nc"\n2026-01-01,1,2,x,d\n';
  const error = await assertRejects(() => readText(csv), InputError);
  assertEquals([error.location.line, error.location.field], [5, "mag"]);
});

Deno.test("skipping counts every bad row and lists the first ten", async () => {
  const rows = Array.from({ length: 40 }, (_, i) => i % 2 ? GOOD : `x${i},1,2,3,4`);
  const { catalogue, report } = await readText(usualCsv(rows), { onBadRow: "skip" });
  assertEquals([catalogue.size, report.skippedRows], [20, 20]);
  assertEquals(report.firstSkipped.map(({ line }) => line), [2, 4, 6, 8, 10, 12, 14, 16, 18, 20]);
  assertEquals(report.skippedByField, { time: 20 });
});

Deno.test("a table in which every row is bad is refused, skipping or not", async () => {
  const csv = usualCsv(["a,1,2,3,4", "b,1,2,3,4"]);
  const error = await assertRejects(() => readText(csv, { onBadRow: "skip" }), InputError);
  assertMatch(error.message, /^Cannot read any of the 2 rows; the first: cannot read the time of/);
  assertMatch(error.message, /\(test\.csv, line 2, field "time", value "a"\)/);
});

Deno.test("a bad value in JSON is named by its event", async () => {
  const events = [{ time: 0, latitude: 1, longitude: 2, magnitude: 3 }];
  const json = JSON.stringify([...events, { ...events[0], magnitude: "big" }]);
  const error = await assertRejects(() => readText(json), InputError);
  assertMatch(
    error.message,
    /magnitude of an event \(test\.csv, field "\[1\]\.magnitude", value ""big""/,
  );
  const { report } = await readText(json, { onBadRow: "skip" });
  assertEquals([report.skippedRows, report.skippedByField], [1, { magnitude: 1 }]);
});

Deno.test("a million columns are refused at once, in the header, a row or JSON", async () => {
  const started = performance.now();
  const many = "x,".repeat(1_000_000);
  for (const csv of [many, usualCsv([GOOD]) + many]) {
    await assertRejects(() => readText(csv), InputError, "a row of more than 1,000 columns");
  }
  const event = Object.fromEntries(Array.from({ length: 1_500 }, (_, i) => [`k${i}`, 1]));
  await assertRejects(() => readText(JSON.stringify([event])), InputError, "1,000 different keys");
  await assertRejects(
    () => readText(usualCsv([GOOD]), { maximumColumns: 4 }),
    InputError,
    "more than 4 columns",
  );
  assert(performance.now() - started < 5_000);
});

Deno.test("truncated gzip says so and after how many bytes", async () => {
  const rows = Array.from({ length: 5_000 }, (_, i) => GOOD.replace("5.4", String(i * 37 % 10)));
  const packed = gzip(usualCsv(rows));
  for (const length of [3, 11, packed.length >> 1, packed.length - 1]) {
    const error = await assertRejects(() => readText(packed.slice(0, length)), InputError);
    assertMatch(error.message, new RegExp(`the gzip data is truncated after ${length} bytes`));
  }
});

Deno.test("damaged gzip and bytes behind it are refused", async () => {
  const packed = gzip(usualCsv([GOOD]));
  const damaged = packed.slice();
  damaged[packed.length - 6] ^= 0xff;
  await assertRejects(() => readText(damaged), InputError, "the gzip data is damaged");
  const behind = Uint8Array.from([...packed, 1, 2, 3, 4]);
  await assertRejects(() => readText(behind), InputError, "the gzip data is damaged");
});

Deno.test("a gzip bomb stops at the limit, which is named", async () => {
  const bomb = gzip(usualCsv([GOOD]).concat("\n".repeat(64 * 2 ** 20)));
  assert(bomb.length < 100_000);
  const started = performance.now();
  const error = await assertRejects(
    () => readText(bomb, { maximumBytes: 2 ** 20 }),
    InputError,
    "it unpacks to more than 1 MiB, the limit",
  );
  assertStringIncludes(error.message, "maximumBytes");
  assert(performance.now() - started < 5_000);
  await assertRejects(
    () => readText(usualCsv([GOOD]), { maximumBytes: 50 }),
    InputError,
    "is longer than 50 bytes, the limit",
  );
});

Deno.test("more labels than a column can hold are refused", async () => {
  const rows = Array.from({ length: 65_537 }, (_, i) => `2026-01-01,1,2,3,t${i}`);
  const csv = "time,latitude,longitude,mag,magtype\n" + rows.join("\n");
  await assertRejects(() => readText(csv), InputError, "more than 65536 different values");
});
