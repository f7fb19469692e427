import { InputError } from "../domain/mod.ts";

/** Rows from which windows are cut. */
export interface WindowRows {
  /** What is known at each event. [event, feature] */
  rows: Float32Array;
  /** Numbers in a row. */
  features: number;
  /** Rows in a window. */
  window: number;
}

/**
 * Copies the windows that end with the rows of the chosen events into one block,
 * [event, time, feature]: rows that are before the first are 0. Neighbouring windows overlap, so they
 * are put together only here.
 *
 * Throws InputError where there is no such row or `out` has another size.
 */
export function gatherWindows(
  { rows, features, window }: WindowRows,
  events: Int32Array,
  out: Float32Array,
): void {
  const size = window * features;
  if (out.length !== events.length * size) {
    throw new InputError(
      `Cannot gather ${events.length} windows into ${out.length} numbers: ` +
        `need ${events.length * size}`,
    );
  }
  events.forEach((event, i) => {
    const end = (event + 1) * features;
    if (!(event >= 0 && end <= rows.length)) {
      throw new InputError(
        `Cannot gather the window of event ${event}: there are ${rows.length / features}`,
      );
    }
    const from = Math.max(0, end - size);
    const blank = size - (end - from);
    out.fill(0, i * size, i * size + blank);
    out.set(rows.subarray(from, end), i * size + blank);
  });
}
