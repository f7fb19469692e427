import {
  DAY_MS,
  type EventCorrection,
  formatTime,
  InputError,
  type ReviewDraft,
  type ReviewKind,
} from "../../domain/mod.ts";

/** A time in the wrong year is a slip: the whole queue and catalogue would be sorted by it. */
export function refuseFarTime(
  correction: ReviewDraft["correction"],
  foundMs: number | null | undefined,
): void {
  const { timeMs } = (correction ?? {}) as EventCorrection;
  if (timeMs === undefined || foundMs === null || foundMs === undefined) return;
  if (Math.abs(timeMs - foundMs) <= DAY_MS) return;
  throw new InputError("Cannot take a review: the time is more than a day from what was found", {
    ...{ field: "correction.timeMs", value: formatTime(timeMs) },
    expected: `a time within a day of ${formatTime(foundMs)}`,
  });
}

/** Nobody has seen an arrival that is still to come: its year is a slip too. */
export function refuseTimeToCome(timeMs: number, reviewedMs: number): void {
  if (timeMs <= reviewedMs) return;
  throw new InputError("Cannot add a pick: its time is still to come", {
    ...{ field: "added.timeMs", value: formatTime(timeMs) },
    expected: `a time before ${formatTime(reviewedMs)}`,
  });
}

/** There is nothing to be reviewed. */
export function refuseUnknown(kind: ReviewKind, id: string): never {
  throw new InputError(`Cannot review a ${kind}: there is none of this identifier`, {
    field: kind === "event" ? "eventId" : "itemId",
    value: id,
  });
}
