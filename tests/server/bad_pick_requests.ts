import { gzipSync } from "node:zlib";
import type { Trace } from "../../engine/domain/mod.ts";
import { writeMiniseed } from "../../engine/sources/mod.ts";

/** A request that must be refused. */
export interface BadWaveformRequest {
  name: string;
  path: string;
  body: BodyInit;
  contentType?: string;
  status: number;
  /** What the sentence says. */
  says: RegExp;
  /** What the first of its errors names. */
  error?: Record<string, unknown>;
}

const CODE = { network: "NC", station: "MEM", location: "", channel: "HHZ" };
/** Half a minute of waves. */
export const TRACE: Trace = {
  ...{ code: CODE, startTimeMs: Date.UTC(2024, 0, 1), samplingRateHz: 100 },
  samples: Int32Array.from({ length: 3000 }, (_, i) => Math.round(100 * Math.sin(i / 7))),
};
/** The same as miniSEED. */
export const MSEED: Uint8Array<ArrayBuffer> = new Uint8Array(writeMiniseed([TRACE]));
const ENTRY = { ...CODE, startTime: "2024-01-01T00:00:00Z", samplingRateHz: 100, samples: [1, 2] };

/** A body of JSON. */
export const json = (value: unknown): { body: string; contentType: string } => ({
  body: JSON.stringify(value),
  contentType: "application/json",
});
const trace = (differences: object) => json([{ ...ENTRY, ...differences }]);
/** A form of texts and files. */
export const form = (
  parts: readonly (readonly [string, Uint8Array<ArrayBuffer> | string])[],
): { body: FormData; contentType: undefined } => {
  const body = new FormData();
  for (const [name, value] of parts) {
    body.append(name, typeof value === "string" ? value : new Blob([value]));
  }
  return { body, contentType: undefined };
};

/** Bodies that cannot be picked. */
export const BAD_PICK_BODIES: readonly Omit<BadWaveformRequest, "path">[] = [
  { name: "nothing", body: "", status: 422, says: /empty/ },
  {
    name: "text",
    body: "time,latitude\n2024,1\n",
    status: 422,
    says: /no known format/,
    error: { byte: 0, expected: "miniSEED, SAC, JSON" },
  },
  {
    name: "records that are all damaged",
    body: MSEED.map((byte, i) => i % 4096 >= 64 ? byte ^ 0x5a : byte),
    status: 422,
    says: /no record is whole/,
    error: { byte: 0 },
  },
  { name: "cut gzip", body: gzipOf(MSEED).slice(0, -9), status: 422, says: /gzip data is trunc/ },
  {
    name: "a gzip bomb",
    body: gzipOf(new Uint8Array(40 * 2 ** 20)),
    status: 413,
    says: /unpacks to more than 32 MiB/,
  },
  {
    name: "too many samples in records",
    body: new Uint8Array(
      writeMiniseed([{ ...TRACE, samples: new Int32Array(20_001) }]),
    ),
    status: 422,
    says: /too many samples/,
    error: { expected: "20000 samples at most" },
  },
  {
    name: "too many samples in a list",
    ...trace({ samples: new Array(20_001).fill(0) }),
    status: 422,
    says: /too many samples/,
  },
  { name: "JSON cut short", ...json(0), body: '[{"network"', status: 422, says: /JSON/ },
  { name: "a number", ...json(7), status: 422, says: /Cannot find traces/ },
  {
    name: "an object without traces",
    ...json({ picker: "ar" }),
    status: 422,
    says: /Cannot find waveforms/,
    error: { field: "traces" },
  },
  {
    name: "a trace that is a number",
    ...json([7]),
    status: 422,
    says: /traces\[0\]/,
    error: { field: "traces[0]", value: "7" },
  },
  {
    name: "a trace without station",
    ...trace({ station: undefined }),
    status: 422,
    says: /a text/,
    error: { field: "traces[0].station", value: "nothing" },
  },
  {
    name: "a rate of nought",
    ...trace({ samplingRateHz: 0 }),
    status: 422,
    says: /samplingRateHz/,
    error: { field: "traces[0].samplingRateHz", value: "0" },
  },
  {
    name: "a time that is none",
    ...trace({ startTime: "yesterday" }),
    status: 422,
    says: /UTC time/,
    error: { field: "traces[0].startTime", value: '"yesterday"' },
  },
  {
    name: "a sample that is none",
    ...trace({ samples: [1, null, 2] }),
    status: 422,
    says: /a gap parts a trace/,
    error: { field: "traces[0].samples[1]", value: "null" },
  },
  {
    name: "a form without waveforms",
    ...form([["picker", "ar"]]),
    status: 422,
    says: /Cannot find waveforms/,
    error: { field: "waveforms" },
  },
  {
    name: "a form with files beyond the limit",
    ...form(Array.from({ length: 3 }, () => ["waveforms", gzipOf(new Uint8Array(12 * 2 ** 20))])),
    status: 413,
    says: /files are longer than 32 MiB/,
  },
  { name: "a catalogue", body: "a", contentType: "text/csv", status: 415, says: /vnd\.fdsn/ },
];

function gzipOf(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(gzipSync(bytes));
}
