import type { ExampleSpan, Skill } from "./model_card.ts";
import type { Task } from "./forecast_options.ts";

/** What a member of a pool is. */
export type PoolMemberKind = "network" | "point-process" | "baseline";

/** A member as the card of its pool tells of it. */
export interface PoolMemberNote {
  /** Name in the pool; that of its folder, or of the baseline. */
  name: string;
  /** What it is. */
  kind: PoolMemberKind;
  /** Network, process or baseline, such as "lstm". */
  source: string;
  /** Its folder, seen from that of the pool; left out of a baseline, which is in the pool itself. */
  path?: string;
  /** SHA-256 of its weights or files, hexadecimal: with others it has not earned its weight. */
  sha256?: string;
  /** Weight in the pool. */
  weight: number;
  /** Weight before it was drawn towards equal ones. */
  stackedWeight: number;
  /** Mean log score on the validation windows, nats per window. */
  validationLogScore: number;
  /** Mean log score on the test windows, nats per window. */
  testLogScore: number;
}

/** What was done to get a pool of models, and how good it is. */
export interface PoolCard {
  /** Version of this layout. */
  format: 1;
  /** Tells it from other cards. */
  kind: "pool";
  /** Name of the pool's folder when it was saved. */
  name: string;
  /** Sentences on what it answers and what it is not for. */
  about: string[];
  /** What is forecast: "rate", "alarm" or "map". */
  task: Task;
  /** Magnitude from which events count. */
  minMagnitude: number;
  /** Length of a forecast, such as "7d". */
  horizon: string;
  /** The members with their weights. */
  members: PoolMemberNote[];
  /** How the weights were found. */
  weighting: {
    /** How far stacked weights were drawn towards equal ones, 0 to 1. */
    shrinkage: number;
    /** Mean log score by each shrinkage on later windows of the validation part, nats. */
    tried: { shrinkage: number; logScore: number }[];
    /** Proven: the stacked weights' mean log score is at most so far from the best, nats. */
    gap: number;
  };
  /** Most windows of a part that were asked for; null for all. */
  mostWindows: number | null;
  /** The windows, the same for all members; no member was fitted to them. */
  spans: { validation: ExampleSpan; test: ExampleSpan };
  /** The catalogue. */
  data: { name: string; fingerprint: string; events: number; from: string; to: string };
  /** Mean log scores of the pool and of equal weights, nats per window. */
  logScores: Record<"validation" | "test", { pool: number; equal: number }>;
  /** Skill on the test part against the best baseline of the validation part. */
  skill: Skill;
  /** The same against the best member of the validation part. */
  overBestMember: Skill;
  /** The same against equal weights. */
  overEqualWeights: Skill;
  /** Skill without each member, the others' weights made to add up to 1. */
  without: Record<string, Skill>;
  /** What a reader must know. */
  warnings: string[];
  /** Software that made it. */
  versions: Record<string, string>;
  /** Seed of everything random. */
  seed: number;
}

/** Whether a card is that of a pool of models. */
export function isPoolCard(card: object): card is PoolCard {
  return "kind" in card && card.kind === "pool";
}
