import { dayOfYearMs, readText } from "./header_fields.ts";

/** What a record's clock reported, by blockette 500 of version 2. */
export interface ClockException {
  /** When, UTC epoch milliseconds; NaN where its day is none. */
  readonly timeMs: number;
  /** Correction of the oscillator, percent of its range. */
  readonly oscillatorPercent: number;
  /** Quality of the reception, percent. */
  readonly receptionPercent: number;
  /** Its count of time marks or of times that it failed, as the type says. */
  readonly count: number;
  /** What it was, such as "Missing Timemark". */
  readonly type: string;
  /** The clock. */
  readonly model: string;
  /** Its state, in words of its own. */
  readonly status: string;
}

/** Length of a blockette 500. */
export const BLOCKETTE_500_BYTES = 200;

/**
 * Reads blockette 500; all of it must be there.
 *
 * Source: SEED manual 2.4, chapter 8, "[500] Timing Blockette".
 */
export function readClockException(
  view: DataView,
  { offset, little }: { offset: number; little: boolean },
): ClockException {
  const whole = (at: number) => view.getUint16(offset + at, little);
  const byte = (at: number) => view.getUint8(offset + at);
  const dayMs = dayOfYearMs(whole(8), whole(10)) ?? NaN;
  const seconds = byte(12) * 3600 + byte(13) * 60 + byte(14);
  const microseconds = whole(16) * 100 + view.getInt8(offset + 18);
  const text = (at: number, length: number) => readText(view, offset + at, length);
  return {
    timeMs: ((dayMs + seconds * 1000) * 1000 + microseconds) / 1000,
    oscillatorPercent: view.getFloat32(offset + 4, little),
    receptionPercent: byte(19),
    count: view.getUint32(offset + 20, little),
    ...{ type: text(24, 16), model: text(40, 32), status: text(72, 128) },
  };
}
