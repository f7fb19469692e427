import type { ForecastAnswer } from "./forecast.ts";
import type { PoolMemberKind } from "./pool_card.ts";
import type { Skill } from "./model_card.ts";
import type { Task } from "./forecast_options.ts";

/** What one member of a pool says of the window. */
export interface PoolMemberAnswer {
  /** Name in the pool. */
  name: string;
  /** What it is. */
  kind: PoolMemberKind;
  /** Weight with which it is heard here, those of missing members shared out. */
  weight: number;
  /** What it says. */
  answer: ForecastAnswer;
}

/** A member that cannot be heard. */
export interface MissingMember {
  /** Name in the pool. */
  name: string;
  /** Weight that it has when it is there. */
  weight: number;
  /** Why it is not. */
  reason: string;
}

/** A forecast of a pool of models. The same input gives the same bytes. */
export interface PoolForecast {
  /** The first line of the answer: whom to believe, and whether the pool beats its best member. */
  headline: string;
  /** Tells it from other forecasts. */
  kind: "pool";
  /** What is forecast. */
  task: Task;
  /** Magnitude from which events count. */
  minMagnitude: number;
  /** Everything up to and including this time was used, ISO 8601. */
  issuedAt: string;
  /** The time forecast for, ISO 8601. */
  from: string;
  /** Its end, ISO 8601. */
  to: string;
  /** Its length, such as "7d". */
  horizon: string;
  /** The pooled answer. */
  pool: ForecastAnswer;
  /** Probability of 0, 1, 2, ... events by the pool; the last is of that number or more. */
  distribution: number[];
  /** The best baseline's answer to the same question. */
  baseline: ForecastAnswer;
  /** What each member says, in the order of the card. */
  members: PoolMemberAnswer[];
  /** Members that are not heard, and why. */
  missing: MissingMember[];
  /** How far the members are apart. */
  disagreement: {
    /** Jensen-Shannon divergence by the weights, nats. */
    jensenShannon: number;
    /** The same as a part of the most there can be by these weights, 0 to 1. */
    share: number;
    /** Least and largest probability of at least one event. */
    probability: { low: number; high: number };
    /** Least and largest expected number. */
    expected: { low: number; high: number };
    /** The same in a sentence. */
    sentence: string;
  };
  /** Which has earned trust. */
  believe: "pool" | "baseline";
  /** Skill of the members that are heard, pooled, against the baseline on data none of them saw. */
  skill: Skill;
  /** The same against the best of these members. */
  overBestMember: Skill;
  /** Which pool, by name and by the digest of its files. */
  model: { name: string; filesSha256: string; seed: number };
  /** Which data. */
  data: { fingerprint: string; events: number; from: string; to: string };
  /** What a reader must know. */
  warnings: string[];
}
