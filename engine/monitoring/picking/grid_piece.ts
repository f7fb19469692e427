import type { ChannelCode, Samples, Trace } from "../../domain/mod.ts";

/** Samples of one component, laid on rows of the grid of time: row n is n samples after 1970. */
export interface GridPiece {
  /** Which component. */
  readonly component: "E" | "N" | "Z";
  /** Its channel. */
  readonly code: ChannelCode;
  /** Row of the first sample. */
  readonly row: number;
  /** Time of the samples after their rows, rows; −1 to 1. */
  readonly offset: number;
  /** The samples. */
  readonly samples: Samples;
}

/**
 * Where a sample is put that lies between two rows: at the later one from this fraction on. Times that
 * people choose are not near it, so that rounding never goes now this way, now that.
 */
const TURN = 0.5629;

/** The nearest row to a place between rows, and how far the place is behind it. */
export function nearestRow(place: number): { row: number; offset: number } {
  const row = Math.floor(place + 1 - TURN);
  return { row, offset: place - row };
}

/** The part of a piece from row `from` up to but not with row `to`; undefined where there is none. */
export function cutPiece(piece: GridPiece, from: number, to: number): GridPiece | undefined {
  const first = Math.max(from, piece.row);
  const end = Math.min(to, piece.row + piece.samples.length);
  if (first >= end) return undefined;
  const samples = piece.samples.subarray(first - piece.row, end - piece.row);
  return { ...piece, row: first, samples };
}

/** Rows by which the last sample of a trace may lie off its row because of the trace's own rate. */
const MOST_DRIFT = 0.1;

/** Whether every sample of a trace stands on a row of its own on the grid of a sampling rate. */
export function isOfRate({ samplingRateHz, samples }: Trace, gridRateHz: number): boolean {
  return Math.abs(gridRateHz / samplingRateHz - 1) * samples.length <= MOST_DRIFT;
}
