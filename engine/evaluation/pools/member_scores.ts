import { InputError } from "../../domain/mod.ts";

/** Log scores of several forecasters on the same windows, nats. [member][window] */
export type MemberScores = readonly ArrayLike<number>[];

/** Number of windows. Throws InputError unless all members have as many finite scores, at least one. */
export function windowsOf(scores: MemberScores): number {
  const windows = scores[0]?.length ?? 0;
  if (windows === 0) throw new InputError("Cannot pool forecasts: no scored window");
  for (const [member, column] of scores.entries()) {
    if (column.length !== windows) {
      throw new InputError(
        `Cannot pool forecasts: member ${member} was scored on ${column.length} windows, the first ` +
          `on ${windows}`,
      );
    }
    for (let window = 0; window < windows; window++) {
      if (Number.isFinite(column[window])) continue;
      throw new InputError(`Cannot pool forecasts: score ${window} of member ${member}`, {
        value: String(column[window]),
        expected: "a finite number of nats",
      });
    }
  }
  return windows;
}

/** A stretch of the windows of all members: from one up to another, which is left out. */
export function sliceScores(scores: MemberScores, from: number, to: number): Float64Array[] {
  return scores.map((column) => Float64Array.from(column).subarray(from, to));
}
