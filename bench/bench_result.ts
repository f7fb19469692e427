import type { Machine } from "./describe_machine.ts";
import type { JudgedTarget } from "./target_definition.ts";

/** Times of one case; all milliseconds are of one call. */
export interface CaseResult {
  /** Name of the case. */
  case: string;
  /** Median of ours. */
  ours_ms: number;
  /** Lower and upper quartile of ours. */
  ours_quartiles_ms: [number, number];
  /** Median of ours on two threads; null where it is absent, nothing where threads make no sense. */
  ours_2_ms?: number | null;
  /** Lower and upper quartile of ours on two threads. */
  ours_2_quartiles_ms?: [number, number];
  /** How many times as fast two threads are as one. */
  ours_2_gain?: number | null;
  /** Medians of the rivals; null for one that is absent. */
  peers: Record<string, number | null>;
  /** Lower and upper quartiles of the rivals; none for those timed by a program of their own. */
  peer_quartiles_ms: Record<string, [number, number]>;
  /** How many times as long as ours each rival takes; null for one that is absent. */
  ratio: Record<string, number | null>;
  /** Why a rival is absent. */
  absent?: Record<string, string>;
  /** Rounds, all runs interleaved. */
  rounds: number;
  /** Work done by ours in a second, where the case says what a call does. */
  rate?: { value: number; unit: string };
  /** What else the case found. */
  facts?: Record<string, unknown>;
}

/** A bench as it is kept: its first case, and all of them. */
export interface BenchResult extends CaseResult {
  /** Name of the bench. */
  name: string;
  /** What was timed. */
  about: string;
  /** What the first case was to reach, and whether it did. */
  targets: JudgedTarget[];
  /** Every case, the first included. */
  cases: CaseResult[];
  /** Where. */
  machine: Machine;
  /** Commit of the project, "+changes" where files differed from it. */
  commit: string;
}
