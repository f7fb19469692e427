import { formatChannelCode, InputError, type Samples, type Trace } from "../../domain/mod.ts";
import {
  SAC_HEADER_BYTES,
  SAC_PLACES,
  SAC_TEXT_BYTES,
  SAC_TIME_SERIES,
  SAC_UNSET,
} from "./sac_layout.ts";
import { splitTime } from "../split_time.ts";

const VERSION = 6;
const UNKNOWN_QUANTITY = 5;
/** Where the floats of a header end, and where its whole numbers do. */
const [FLOATS_END, WHOLES_END] = [280, 440];

/** How SAC is written. */
export interface WriteSacOptions {
  /** Least significant byte first; so unless told otherwise. */
  isLittleEndian?: boolean;
  /** Whether samples that 32 bits do not hold exactly are rounded; refused unless given. */
  mayRound?: boolean;
}

/**
 * Writes one trace as a SAC file, version 6: samples in 32 bits, the time to a microsecond, the
 * sampling interval in 32 bits.
 *
 * Throws InputError for a code of more than eight letters and, unless `mayRound`, for samples that
 * 32 bits do not hold exactly.
 */
export function writeSac(
  trace: Trace,
  { isLittleEndian: little = true, mayRound = false }: WriteSacOptions = {},
): Uint8Array<ArrayBuffer> {
  const { samples, samplingRateHz } = trace;
  const name = formatChannelCode(trace.code);
  if (!mayRound) refuseRounding(samples, name);
  const bytes = new Uint8Array(SAC_HEADER_BYTES + 4 * samples.length);
  const view = new DataView(bytes.buffer);
  for (let place = 0; place < FLOATS_END; place += 4) view.setFloat32(place, SAC_UNSET, little);
  for (let place = FLOATS_END; place < WHOLES_END; place += 4) {
    view.setInt32(place, SAC_UNSET, little);
  }
  for (let place = WHOLES_END; place < SAC_HEADER_BYTES; place += SAC_TEXT_BYTES) {
    putText(bytes, place, `${SAC_UNSET}`);
  }
  const microseconds = Math.round(trace.startTimeMs * 1000);
  const beginS = (microseconds - Math.floor(microseconds / 1000) * 1000) / 1e6;
  const endS = beginS + Math.max(0, samples.length - 1) / samplingRateHz;
  const { smallest, largest, mean } = summarise(samples);
  const floats = { delta: 1 / samplingRateHz, begin: beginS, end: endS, smallest, largest, mean };
  for (const [field, value] of Object.entries(floats)) {
    view.setFloat32(SAC_PLACES[field as keyof typeof floats], value, little);
  }
  const wholes = headerWholes(microseconds, samples.length);
  for (const [field, value] of Object.entries(wholes)) {
    view.setInt32(SAC_PLACES[field as keyof typeof SAC_PLACES], value, little);
  }
  for (const field of ["network", "station", "location", "channel"] as const) {
    const text = trace.code[field];
    if (text.length > SAC_TEXT_BYTES || !/^[ -~]*$/.test(text)) {
      throw new InputError(`Cannot write ${name} as SAC`, {
        ...{ field, value: text, expected: `at most ${SAC_TEXT_BYTES} ASCII letters` },
      });
    }
    if (text !== "") putText(bytes, SAC_PLACES[field], text);
  }
  for (let i = 0; i < samples.length; i++) {
    view.setFloat32(SAC_HEADER_BYTES + 4 * i, samples[i], little);
  }
  return bytes;
}

function headerWholes(
  microseconds: number,
  sampleCount: number,
): Partial<Record<keyof typeof SAC_PLACES, number>> {
  const time = splitTime(microseconds);
  return {
    ...{ year: time.year, dayOfYear: time.dayOfYear, hour: time.hour, minute: time.minute },
    ...{ second: time.second, millisecond: Math.floor(time.microseconds / 1000) },
    ...{ version: VERSION, sampleCount, fileType: SAC_TIME_SERIES, dependent: UNKNOWN_QUANTITY },
    ...{ evenlySpaced: 1, polarity: 0, overwrite: 1, distances: 1 },
  };
}

function refuseRounding(samples: Samples, name: string): void {
  if (samples instanceof Float32Array) return;
  const wrong = samples.findIndex((value: number) => !Object.is(Math.fround(value), value));
  if (wrong < 0) return;
  throw new InputError(`Cannot write ${name} as SAC`, {
    ...{ field: `sample ${wrong}`, value: `${samples[wrong]}` },
    expected: "numbers that 32 bits hold exactly",
  });
}

function summarise(samples: Samples): { smallest: number; largest: number; mean: number } {
  if (samples.length === 0) return { smallest: SAC_UNSET, largest: SAC_UNSET, mean: SAC_UNSET };
  let [smallest, largest, sum] = [Infinity, -Infinity, 0];
  for (const value of samples) {
    smallest = Math.min(smallest, value);
    largest = Math.max(largest, value);
    sum += value;
  }
  return { smallest, largest, mean: sum / samples.length };
}

function putText(bytes: Uint8Array, place: number, text: string): void {
  const padded = text.padEnd(SAC_TEXT_BYTES, " ");
  for (let i = 0; i < SAC_TEXT_BYTES; i++) bytes[place + i] = padded.charCodeAt(i);
}
