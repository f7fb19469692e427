import { DAY_MS, formatTime, InsufficientDataError } from "../../domain/mod.ts";
import { countTargets } from "../../preprocessing/mod.ts";
import type { OpenMember } from "./open_member.ts";
import type { PoolData } from "./pool_data.ts";
import type { PoolQuestion } from "./check_members.ts";
import type { PoolFrame } from "./pool_frame.ts";
import {
  cellsOf,
  cleanFor,
  rowsOfCells,
  type ScoredWindows,
  windowsOfNetwork,
} from "./score_member.ts";

/** Fewest windows of a part. */
export const LEAST_WINDOWS = 20;

/** When the parts of a pool begin and end, UTC epoch milliseconds. */
export interface PoolSpans {
  /** No member was fitted to what comes from then on, or is fitted anew to what comes before. */
  validationFromMs: number;
  /** Outcomes of the validation part are known by then. */
  validationUntilMs: number;
  /** No member has seen anything from then on. */
  testFromMs: number;
}

/**
 * The parts that all members have in common: the validation part is in the validation part of each, the
 * test part in the test part of each.
 *
 * Throws InsufficientDataError where the validation parts have no time in common.
 */
export function findPoolSpans(members: readonly OpenMember[]): PoolSpans {
  const starts: number[] = [];
  const ends: number[] = [];
  const tests: number[] = [];
  for (const member of members) {
    if (member.kind === "network") {
      const { preparation, card: { spans } } = member.model;
      starts.push(Date.parse(spans.validation.from));
      ends.push(preparation.validationEndMs);
      tests.push(Date.parse(spans.test.from));
    } else {
      const { data, scores } = member.model.card;
      if (scores.validation !== undefined) starts.push(Date.parse(scores.validation.from));
      ends.push(Date.parse(data.testStart));
      tests.push(Date.parse(data.fittedUntil));
    }
  }
  const spans = {
    validationFromMs: Math.max(...starts),
    validationUntilMs: Math.min(...ends),
    testFromMs: Math.max(...tests, ...ends),
  };
  if (spans.validationFromMs < spans.validationUntilMs) return spans;
  const why = starts.length === 0
    ? "none of the point processes has a validation part"
    : `the last validation part begins ${formatTime(spans.validationFromMs)}, the first ends ` +
      formatTime(spans.validationUntilMs);
  throw new InsufficientDataError(`Cannot pool these members: ${why}`, {
    ...{ have: 0, need: LEAST_WINDOWS, of: "windows that are validation for all members" },
  });
}

/** How windows are laid. */
export interface LayPoolWindowsOptions {
  /** What all are asked. */
  question: PoolQuestion;
  /** The catalogue. */
  data: PoolData;
  /** How it is cleaned, and what counts. */
  frame: PoolFrame;
}

/**
 * Windows whose outcome is known and that all members can answer: those common to the networks, or one
 * after the other for point processes alone.
 */
export function layPoolWindows(
  members: readonly OpenMember[],
  { question, data, frame }: LayPoolWindowsOptions,
): ScoredWindows {
  const networks = members.filter((member) => member.kind === "network");
  if (networks.length > 0) {
    const [first, ...others] = networks.map(({ model }) => windowsOfNetwork(model, data));
    const issueTimeMs = first.examples.issueTimeMs.filter((timeMs) =>
      first.rows.has(timeMs) && others.every(({ rows }) => rows.has(timeMs))
    );
    const { targets, targetSize } = first.examples;
    const rows = issueTimeMs.map((timeMs) => first.rows.get(timeMs)!);
    const observed = Float64Array.from(rowsOfCells(rows, targetSize), (row) => targets[row]);
    return { issueTimeMs, observed };
  }
  const { configuration, target } = frame;
  const { complete } = cleanFor(data, { configuration, completeness: target.completeness });
  const { horizonMs, minMagnitude } = question;
  const firstMs = Math.ceil((complete.timeMs[0] ?? 0) / DAY_MS) * DAY_MS;
  const lastMs = (complete.timeMs[complete.size - 1] ?? 0) + 1;
  const count = Math.max(0, Math.floor((lastMs - firstMs) / horizonMs));
  const issueTimeMs = Float64Array.from({ length: count }, (_, i) => firstMs + i * horizonMs);
  const endMs = issueTimeMs.map((startMs) => startMs + horizonMs);
  const counts = countTargets(complete, minMagnitude, { startMs: issueTimeMs, endMs });
  return { issueTimeMs, observed: Float64Array.from(counts) };
}

/** A part of windows, and how many outcomes overlap one of them. */
export interface WindowPart extends ScoredWindows {
  /** Windows whose outcomes overlap a window's own, itself among them. */
  overlap: number;
}

/**
 * The windows of a part: issued from a time on, with outcomes known by another; at most so many, evenly.
 *
 * Throws InsufficientDataError for fewer than 20.
 */
export function cutPart(
  windows: ScoredWindows,
  { name, fromMs, untilMs, horizonMs, most }: {
    name: string;
    fromMs: number;
    untilMs: number;
    horizonMs: number;
    most: number;
  },
): WindowPart {
  const inside = Array.from(windows.issueTimeMs.keys()).filter((i) =>
    windows.issueTimeMs[i] >= fromMs && windows.issueTimeMs[i] + horizonMs <= untilMs
  );
  if (inside.length < LEAST_WINDOWS) {
    throw new InsufficientDataError(`Cannot pool these members on their common ${name} part`, {
      ...{ have: inside.length, need: LEAST_WINDOWS, of: "windows that all of them can answer" },
    });
  }
  const count = Math.min(most, inside.length);
  const chosen = Array.from(
    { length: count },
    (_, i) => inside[Math.floor(i * inside.length / count)],
  );
  const issueTimeMs = Float64Array.from(chosen, (i) => windows.issueTimeMs[i]);
  const cells = rowsOfCells(chosen, cellsOf(windows));
  const observed = Float64Array.from(cells, (row) => windows.observed[row]);
  const steps = issueTimeMs.subarray(1).map((timeMs, i) => timeMs - issueTimeMs[i]).sort();
  const overlap = Math.max(1, Math.ceil(horizonMs / steps[Math.floor(steps.length / 2)]));
  return { issueTimeMs, observed, overlap };
}
