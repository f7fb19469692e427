import {
  type ChannelCode,
  formatChannelCode,
  InputError,
  type WaveformNote,
  type WaveformReading,
} from "../../domain/mod.ts";
import {
  SAC_HEADER_BYTES,
  SAC_PLACES,
  SAC_TEXT_BYTES,
  SAC_TIME_SERIES,
  SAC_UNSET,
} from "./sac_layout.ts";

const [OLDEST_VERSION, NEWEST_VERSION] = [1, 7];
/** Version 7 repeats 22 header values in 64 bits behind the samples; the first two are these. */
const [FOOTER_BYTES, FOOTER_DELTA, FOOTER_BEGIN] = [176, 0, 8];

/** Whether bytes begin as a SAC file does, in either byte order. */
export function isSac(bytes: Uint8Array): boolean {
  return byteOrder(bytes) !== undefined;
}

/**
 * Reads a SAC file of either byte order, an evenly spaced series in time, as one trace.
 *
 * The time of the first sample is the reference time plus B, to a microsecond; a file without
 * reference time begins at B seconds of 1970, with a note. Throws InputError for other kinds of file,
 * for one that is cut off and for values that make no sense.
 *
 * Source: SAC 102 manual, "SAC data file format".
 */
export function readSac(
  bytes: Uint8Array,
  { source = "SAC" }: { source?: string } = {},
): WaveformReading {
  const refuse = (what: string, location: InputError["location"] = {}) =>
    new InputError(`Cannot read SAC: ${what}`, { source, ...location });
  const little = byteOrder(bytes);
  if (little === undefined) {
    throw refuse("its header is none", { byte: SAC_PLACES.version, expected: "a binary SAC file" });
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const whole = (place: number) => view.getInt32(place, little);
  if (whole(SAC_PLACES.fileType) !== SAC_TIME_SERIES || whole(SAC_PLACES.evenlySpaced) !== 1) {
    throw refuse("it is no evenly spaced series in time", {
      ...{ byte: SAC_PLACES.fileType, value: `IFTYPE ${whole(SAC_PLACES.fileType)}` },
      expected: "IFTYPE 1 (ITIME) and LEVEN 1",
    });
  }
  const count = whole(SAC_PLACES.sampleCount);
  const end = SAC_HEADER_BYTES + 4 * count;
  if (count < 0 || end > bytes.length) {
    throw refuse(`its header counts ${count} samples, its ${bytes.length} bytes hold fewer`, {
      ...{ byte: SAC_PLACES.sampleCount, field: "NPTS" },
    });
  }
  const exact = readFooter(view, { at: end, little });
  const deltaS = exact?.deltaS ?? view.getFloat32(SAC_PLACES.delta, little);
  if (!(deltaS > 0 && deltaS < Infinity)) {
    throw refuse("its sampling interval cannot be", {
      ...{ byte: SAC_PLACES.delta, field: "DELTA", value: `${deltaS}` },
    });
  }
  const code = readCode(bytes);
  const notes: WaveformNote[] = [];
  const note = (kind: string, message: string) =>
    notes.push({ kind, message, channel: formatChannelCode(code) });
  const samples = new Float32Array(count);
  for (let i = 0; i < count; i++) samples[i] = view.getFloat32(SAC_HEADER_BYTES + 4 * i, little);
  const referenceMs = readReferenceMs(whole);
  if (referenceMs === undefined) {
    note("no reference time", "It has no reference time: 1970 is taken");
  }
  const left = bytes.length - end - (exact === undefined ? 0 : FOOTER_BYTES);
  if (left > 0) note("foreign bytes", `${left} bytes behind the samples: skipped`);
  const beginS = exact?.beginS ?? view.getFloat32(SAC_PLACES.begin, little);
  const trace = {
    code,
    startTimeMs: (referenceMs ?? 0) + (isSet(beginS) ? Math.round(beginS * 1e6) / 1e3 : 0),
    samplingRateHz: exact === undefined ? simplestRateHz(deltaS) : 1 / deltaS,
    samples,
  };
  if (count === 0) note("no samples", "It holds no samples");
  const encodings = { [formatChannelCode(code)]: ["float32"] };
  return { traces: count === 0 ? [] : [trace], notes, encodings };
}

/** Whether the least significant byte comes first; undefined where the version is none either way. */
function byteOrder(bytes: Uint8Array): boolean | undefined {
  if (bytes.length < SAC_HEADER_BYTES) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, SAC_HEADER_BYTES);
  return [true, false].find((little) => {
    const version = view.getInt32(SAC_PLACES.version, little);
    const even = view.getInt32(SAC_PLACES.evenlySpaced, little);
    return version >= OLDEST_VERSION && version <= NEWEST_VERSION && (even === 0 || even === 1);
  });
}

/**
 * The rate, or one over the interval, of the fewest digits that gives this interval of 32 bits: 0.01 s
 * is not exact there, 100 Hz was meant.
 */
function simplestRateHz(deltaS: number): number {
  for (let digits = 1; digits <= 9; digits++) {
    const rateHz = Number((1 / deltaS).toPrecision(digits));
    if (Math.fround(1 / rateHz) === deltaS) return rateHz;
    const intervalS = Number(deltaS.toPrecision(digits));
    if (Math.fround(intervalS) === deltaS) return 1 / intervalS;
  }
  return 1 / deltaS;
}

function isSet(value: number): boolean {
  return Number.isFinite(value) && value !== SAC_UNSET;
}

function readReferenceMs(whole: (place: number) => number): number | undefined {
  const { year, dayOfYear, hour, minute, second, millisecond } = SAC_PLACES;
  const parts = [year, dayOfYear, hour, minute, second, millisecond].map(whole);
  if (!isSet(parts[0]) || !isSet(parts[1]) || parts[0] < 0 || parts[0] > 9999) return undefined;
  const [hours, minutes, seconds, milliseconds] = parts.slice(2).map((part) =>
    isSet(part) ? part : 0
  );
  const date = new Date(0);
  date.setUTCFullYear(parts[0], 0, parts[1]);
  const timeMs = date.getTime() + ((hours * 60 + minutes) * 60 + seconds) * 1000 + milliseconds;
  return Number.isFinite(timeMs) ? timeMs : undefined;
}

function readCode(bytes: Uint8Array): ChannelCode {
  const text = (place: number) => {
    const letters = bytes.subarray(place, place + SAC_TEXT_BYTES);
    const read = String.fromCharCode(...letters).replace(/[^\x21-\x7e].*$/s, "");
    return read === `${SAC_UNSET}` ? "" : read;
  };
  const { network, station, location, channel } = SAC_PLACES;
  return {
    ...{ network: text(network), station: text(station) },
    ...{ location: text(location), channel: text(channel) },
  };
}

function readFooter(
  view: DataView,
  { at, little }: { at: number; little: boolean },
): { deltaS: number; beginS: number } | undefined {
  const isNewest = view.getInt32(SAC_PLACES.version, little) === NEWEST_VERSION;
  if (!isNewest || at + FOOTER_BYTES > view.byteLength) return undefined;
  return {
    deltaS: view.getFloat64(at + FOOTER_DELTA, little),
    beginS: view.getFloat64(at + FOOTER_BEGIN, little),
  };
}
