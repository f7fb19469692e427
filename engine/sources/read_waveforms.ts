import { InputError, type WaveformReading } from "../domain/mod.ts";
import { readMiniseed } from "./miniseed/read_miniseed.ts";
import { readJsonTraces } from "./json/json_traces.ts";
import { isJson } from "./json/parse_json.ts";
import { recogniseHeader } from "./miniseed/recognise_header.ts";
import { isSac, readSac } from "./sac/read_sac.ts";

/** How waveforms are read. */
export interface ReadWaveformsOptions {
  /** Name of the source, for messages. */
  source: string;
  /** Most samples, all channels together; no limit unless given. */
  maximumSamples?: number;
}

/** A format of waveforms: how its files are told apart, and read. */
export interface WaveformFormat {
  /** Such as "miniSEED". */
  readonly name: string;
  /** Whether bytes begin as a file of the format does. */
  recognise(bytes: Uint8Array): boolean;
  /** Reads the whole file; throws InputError where it cannot. */
  read(
    bytes: Uint8Array,
    options: ReadWaveformsOptions,
  ): WaveformReading | Promise<WaveformReading>;
}

/** The formats, the surest to recognise first. */
export const WAVEFORM_FORMATS: readonly WaveformFormat[] = [
  {
    name: "miniSEED",
    recognise: (bytes) => recogniseHeader(bytes, 0) !== "other",
    read: readMiniseed,
  },
  { name: "SAC", recognise: isSac, read: readSac },
  {
    name: "JSON",
    recognise: isJson,
    read: (bytes, { source }) => ({ traces: readJsonTraces(bytes, source), notes: [] }),
  },
];

/** Traces, notes, and the format they came in. */
export interface WaveformFileReading extends WaveformReading {
  /** Name of the format. */
  readonly format: string;
}

/**
 * Reads waveforms of any format that WAVEFORM_FORMATS lists, told apart by the first bytes, not by the
 * name. Bytes that begin as none of them are searched for records of miniSEED.
 *
 * Throws InputError where nothing can be read, with the reason, and where there are too many samples.
 */
export async function readWaveforms(
  bytes: Uint8Array,
  options: ReadWaveformsOptions,
): Promise<WaveformFileReading> {
  const { source } = options;
  const format = WAVEFORM_FORMATS.find((format) => format.recognise(bytes));
  if (format !== undefined) return { format: format.name, ...await format.read(bytes, options) };
  try {
    return { format: "miniSEED", ...readMiniseed(bytes, options) };
  } catch (error) {
    if (!(error instanceof InputError) || bytes.length === 0) throw error;
    const names = WAVEFORM_FORMATS.map(({ name }) => name).join(", ");
    throw new InputError("Cannot read waveforms: the bytes are of no known format", {
      ...{ source, byte: 0, value: printable(bytes.subarray(0, 16)), expected: names },
    }, { cause: error });
  }
}

function printable(bytes: Uint8Array): string {
  return [...bytes].map((byte) =>
    byte >= 32 && byte < 127
      ? String.fromCharCode(byte)
      : `\\x${byte.toString(16).padStart(2, "0")}`
  ).join("");
}
