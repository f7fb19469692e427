import {
  type ChannelCode,
  formatChannelCode,
  InputError,
  type WaveformNote,
  type WaveformReading,
} from "../../domain/mod.ts";
import { cutMiniseed, type MiniseedPiece } from "./cut_miniseed.ts";
import { decodeSamples } from "./decode_samples.ts";
import { joinRecords, type RecordSamples } from "./join_records.ts";
import { SampleRoom } from "./sample_room.ts";
import { encodingName, type MiniseedRecord } from "./miniseed_record.ts";

/** The text of one record of a log. */
export interface MiniseedText {
  /** Whose log it is. */
  readonly code: ChannelCode;
  /** When it begins, UTC epoch milliseconds. */
  readonly startTimeMs: number;
  /** What it says. */
  readonly text: string;
}

/** What a source of miniSEED holds. */
export interface MiniseedReading extends WaveformReading {
  /** Texts of logs, in the order of the source. */
  readonly texts: readonly MiniseedText[];
  /** How the samples of each channel were packed. */
  readonly encodings: Readonly<Record<string, readonly string[]>>;
  /** Number of records that were read, those without samples included. */
  readonly recordCount: number;
}

/** Where the bytes come from, for messages. */
export interface ReadMiniseedOptions {
  /** Name of the source; "miniSEED" unless given. */
  source?: string;
  /** Most samples that are unpacked, all channels together; no limit unless given. */
  maximumSamples?: number;
}

/**
 * Reads miniSEED 2 and 3, records of any length, order, encoding and byte order, mixed as they come.
 *
 * Each record is checked by itself: one that is damaged is noted with its place and reason and
 * skipped. Records that follow each other become one trace. Throws InputError where there is no
 * record at all, or none that can be read, and where there are more samples than may be.
 *
 * @example
 * ```ts
 * import { readMiniseed, writeMiniseed } from "@quakecast/quakecast/sources";
 * const code = { network: "NC", station: "MEM", location: "", channel: "HHZ" };
 * const trace = { code, startTimeMs: 0, samplingRateHz: 100, samples: Int32Array.of(1, 2, 3) };
 * const { traces } = readMiniseed(writeMiniseed([trace]), { source: "example" });
 * console.assert(traces[0].samples[2] === 3);
 * ```
 */
export function readMiniseed(
  bytes: Uint8Array,
  { source = "miniSEED", maximumSamples = Infinity }: ReadMiniseedOptions = {},
): MiniseedReading {
  let promised = 0;
  const room = new SampleRoom();
  const gathered: Gathered = {
    room,
    series: [],
    texts: [],
    encodings: new Map(),
    notes: [],
    recordCount: 0,
    damagedCount: 0,
    untold: 0,
  };
  for (const piece of cutMiniseed(bytes)) {
    if (piece.kind !== "record") {
      gatherPiece(piece, gathered);
      continue;
    }
    promised += piece.record.sampleCount;
    if (promised > maximumSamples) {
      throw new InputError("Cannot read miniSEED: it holds too many samples", {
        ...{ source, byte: piece.record.byte, expected: `${maximumSamples} samples at most` },
      });
    }
    readRecord(piece.record, gathered);
  }
  const { series, texts, notes, recordCount, damagedCount } = gathered;
  if (recordCount === 0) throw refusal(notes, { damagedCount, source, length: bytes.length });
  const joined = joinRecords(series);
  for (const note of joined.notes) addNote(gathered, note);
  if (gathered.untold > 0) {
    notes.push({ kind: "further notes", message: `${gathered.untold} more notes are left out` });
  }
  return { traces: joined.traces, notes, texts, recordCount, encodings: nameEncodings(gathered) };
}

/** What was found so far. */
interface Gathered {
  room: SampleRoom;
  series: RecordSamples[];
  texts: MiniseedText[];
  encodings: Map<ChannelCode, Set<number>>;
  notes: WaveformNote[];
  recordCount: number;
  damagedCount: number;
  /** Notes beyond MOST_NOTES. */
  untold: number;
}

/** A file of nothing but damage must not take more memory in notes than in bytes. */
const MOST_NOTES = 10_000;

function addNote(gathered: Gathered, note: WaveformNote): void {
  if (gathered.notes.length < MOST_NOTES) gathered.notes.push(note);
  else gathered.untold++;
}

function readRecord(record: MiniseedRecord, gathered: Gathered): void {
  const { code, startTimeMs, samplingRateHz, leapSeconds, byte, warnings } = record;
  const note = (kind: string, what: string) => addNote(gathered, noteRecord(record, kind, what));
  const skip = (why: string) => {
    gathered.damagedCount++;
    note("damaged record", `${why}; skipped`);
  };
  const decoded = decodeSamples(record, gathered.room);
  if ("fault" in decoded) return skip(decoded.fault);
  const isText = "text" in decoded;
  const length = isText ? decoded.text.length : decoded.samples.length;
  if (!isText && length > 0 && !(samplingRateHz > 0 && samplingRateHz < Infinity)) {
    return skip(`${length} samples at ${samplingRateHz} samples a second`);
  }
  gathered.recordCount++;
  gatherEncoding(record, gathered);
  for (const warning of warnings) note("odd header", warning);
  if (length === 0) note("no samples", "it holds no samples");
  else if (isText) {
    gathered.texts.push({ code, startTimeMs, text: decoded.text });
    note("text", `it holds ${length} letters of text and no samples`);
  } else {
    const { samples, warning } = decoded;
    if (warning !== undefined) note("integration constant", warning);
    gathered.series.push({ code, startTimeMs, samplingRateHz, leapSeconds, byte, samples });
  }
}

function gatherEncoding({ code, encoding }: MiniseedRecord, { encodings }: Gathered): void {
  const known = encodings.get(code);
  if (known === undefined) encodings.set(code, new Set([encoding]));
  else known.add(encoding);
}

function nameEncodings({ encodings }: Gathered): Record<string, string[]> {
  const named: Record<string, string[]> = {};
  for (const [code, found] of encodings) {
    const key = formatChannelCode(code);
    named[key] = [...new Set([...named[key] ?? [], ...[...found].map(encodingName)])];
  }
  return named;
}

function noteRecord(
  { code, startTimeMs, byte }: MiniseedRecord,
  kind: string,
  what: string,
): WaveformNote {
  const channel = formatChannelCode(code);
  return {
    ...{ kind, channel, byte, timeMs: startTimeMs },
    message: `${channel}, record at byte ${byte}: ${what}`,
  };
}

function gatherPiece(piece: Exclude<MiniseedPiece, { kind: "record" }>, gathered: Gathered): void {
  const { kind, byte } = piece;
  if (kind === "incomplete") throw new RangeError("A whole source has no incomplete record.");
  const { lengthBytes } = piece;
  if (kind === "damaged record") {
    gathered.damagedCount++;
    const message = `Record at byte ${byte}: ${piece.reason}; ${lengthBytes} bytes skipped`;
    addNote(gathered, { kind, byte, message });
    return;
  }
  const what = kind === "other" ? "that are no record" : `of ${kind}s`;
  const message = `${lengthBytes} bytes at byte ${byte} ${what}: skipped`;
  addNote(gathered, { kind: kind === "other" ? "foreign bytes" : kind, byte, message });
}

function refusal(
  notes: readonly WaveformNote[],
  { damagedCount, source, length }: { damagedCount: number; source: string; length: number },
): InputError {
  const expected = "records of miniSEED 2 or 3";
  if (damagedCount > 0) {
    const { message, byte } = notes.find(({ kind }) => kind === "damaged record")!;
    const more = damagedCount === 1 ? "" : ` (and ${damagedCount - 1} more)`;
    return new InputError(`Cannot read miniSEED: no record is whole. ${message}${more}`, {
      ...{ source, byte, expected },
    });
  }
  const isControl = notes.some(({ kind }) => kind === "control header");
  const what = length === 0
    ? "it is empty"
    : isControl
    ? "it holds headers of full SEED and no data record"
    : "it holds no record";
  return new InputError(`Cannot read miniSEED: ${what}`, { source, byte: 0, expected });
}
