import type { OutsidePeers } from "./bench_definition.ts";

/** What the rivals with a program of their own have shown. */
export interface OutsideResult {
  /** The better of both medians of each, milliseconds. */
  medians: Record<string, number>;
  /** Why a rival is absent. */
  absent: Record<string, string>;
  /** What to know about the numbers. */
  facts: Record<string, unknown>;
}

/**
 * Runs the rivals' program, then the rounds, then the program again: each rival keeps the better of
 * its two medians, so that a busy moment during one of its runs is not held against it.
 */
export async function measureOutside(
  outside: OutsidePeers | undefined,
  rounds: () => Promise<void>,
): Promise<OutsideResult> {
  if (outside === undefined) {
    await rounds();
    return { medians: {}, absent: {}, facts: {} };
  }
  let before: Awaited<ReturnType<OutsidePeers["measure"]>>;
  try {
    before = await outside.measure();
  } catch (error) {
    await rounds();
    const reason = (error as Error).message;
    return {
      medians: {},
      absent: Object.fromEntries(outside.names.map((name) => [name, reason])),
      facts: {},
    };
  }
  await rounds();
  const after = await outside.measure();
  const medians = Object.fromEntries(
    outside.names.map((name) => [name, Math.min(before.medians[name], after.medians[name])]),
  );
  const how = `${outside.names.join(", ")}: the better of two medians by a process of its own, ` +
    "one run before the rounds and one after them";
  return { medians, absent: {}, facts: { ...after.facts, outside: how } };
}
