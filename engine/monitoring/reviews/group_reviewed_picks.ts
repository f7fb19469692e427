import { type Pick, stationOf } from "../../domain/mod.ts";
import type { ReviewedPick } from "./reviewed_picks.ts";

/** Phases that are learned, by the first letter of what a source calls them. */
export type LearnedPhase = "P" | "S";

/** A place where a person, or a program that nobody contradicted, sees an arrival, or a person sees none. */
export interface PickMark {
  /** The phase. */
  readonly phase: LearnedPhase;
  /** When, UTC epoch milliseconds. */
  readonly timeMs: number;
  /** What it is: an arrival as a person sees it, none as a person sees it, an arrival of a program alone. */
  readonly kind: "right" | "wrong" | "assumed";
  /** The pick it comes from. */
  readonly pick: Pick;
}

/** Marks of one station that belong into one record, and how far that may reach. */
export interface PickGroup {
  /** The station, "NC.MEM". */
  readonly station: string;
  /** Its marks, by time; at most one P and one S that are arrivals. */
  readonly marks: readonly PickMark[];
  /** Middle between its first mark and the last one of the group before; −∞ without one. */
  readonly earliestMs: number;
  /** Middle between its last mark and the first one of the group behind; ∞ without one. */
  readonly latestMs: number;
}

/** Picks of two programs, or of a program and a person, nearer than this are of one arrival, milliseconds. */
const SAME_ARRIVAL_MS = 1_000;

/**
 * Groups reviewed picks into records of one station: a P and the S behind it, within a time of each other.
 * Picks that nobody reviewed stand in as arrivals, but not where a person has spoken of one. Groups without
 * a person's word are left out; they still bound the others. Picks of other phases than P and S are left
 * out and counted.
 */
export function groupReviewedPicks(
  reviewed: readonly ReviewedPick[],
  { beside, spanMs }: { beside: readonly Pick[]; spanMs: number },
): { groups: PickGroup[]; otherPhases: number } {
  const said = reviewed.flatMap(({ original, current, state }) => {
    const isWrong = state === "rejected";
    const { phase, timeMs } = isWrong ? original : current;
    return markOf(isWrong ? "wrong" : "right", { phase, timeMs, pick: original });
  });
  const places = Map.groupBy(said, placeOf);
  const assumed = beside.flatMap((pick) => markOf("assumed", { ...pick, pick })).filter((mark) =>
    !places.get(placeOf(mark))?.some((one) => isSameTime(one, mark))
  );
  const groups: PickGroup[] = [];
  const stations = Map.groupBy([...said, ...assumed], ({ pick }) => stationOf(pick.code));
  for (const station of [...stations.keys()].sort()) {
    const all = stations.get(station)!.sort((a, b) => a.timeMs - b.timeMs);
    const parts = partsOf(all, spanMs);
    parts.forEach((marks, i) => {
      const middle = (a?: PickMark, b?: PickMark) => a && b && (a.timeMs + b.timeMs) / 2;
      const earliestMs = middle(parts[i - 1]?.at(-1), marks[0]) ?? -Infinity;
      const latestMs = middle(marks.at(-1), parts[i + 1]?.[0]) ?? Infinity;
      if (marks.every(({ kind }) => kind === "assumed")) return;
      groups.push({ station, marks, earliestMs, latestMs });
    });
  }
  return { groups, otherPhases: reviewed.length - said.length };
}

function markOf(
  kind: PickMark["kind"],
  { phase, timeMs, pick }: { phase: string; timeMs: number; pick: Pick },
): PickMark[] {
  const letter = phase.slice(0, 1);
  return letter === "P" || letter === "S" ? [{ phase: letter, timeMs, kind, pick }] : [];
}

function placeOf({ phase, pick }: PickMark): string {
  return `${stationOf(pick.code)} ${phase}`;
}

function isSameTime(one: PickMark, other: PickMark): boolean {
  return Math.abs(one.timeMs - other.timeMs) <= SAME_ARRIVAL_MS;
}

/** Marks of a station, in order of time, in parts that a record with one P and one S can hold. */
function partsOf(marks: readonly PickMark[], spanMs: number): PickMark[][] {
  const parts: PickMark[][] = [];
  for (const mark of marks) {
    const part = parts.at(-1);
    if (part === undefined || !fits(mark, part, spanMs)) parts.push([mark]);
    else part.push(mark);
  }
  return parts;
}

function fits(mark: PickMark, part: readonly PickMark[], spanMs: number): boolean {
  if (mark.timeMs - part[0].timeMs > spanMs) return false;
  if (mark.kind === "wrong") return true;
  const arrivals = part.filter(({ kind }) => kind !== "wrong");
  return mark.phase === "S" ? !arrivals.some(({ phase }) => phase === "S") : arrivals.length === 0;
}
