import { InsufficientDataError, type ReportProgress, type Skill } from "../../domain/mod.ts";
import type { CatalogueRequest } from "../read_and_clean.ts";
import { cutPart, layPoolWindows } from "./lay_pool_windows.ts";
import type { OpenMember } from "./open_member.ts";
import { readPoolData } from "./pool_data.ts";
import type { PoolModel } from "./pool_model.ts";
import { logScoresOf, type PoolPart } from "./pool_scores.ts";
import { renormalise, skillOfCase } from "./pool_skill.ts";
import { poolLogScores } from "../../evaluation/mod.ts";
import { cleanFor, scoreBaseline, scoreNetwork, scoreProcess } from "./score_member.ts";

/** How a pool does on windows that none of its members saw. */
export interface PoolEvaluation {
  /** The windows. */
  span: { from: string; to: string; windows: number };
  /** Members that were heard: weight and mean log score, nats per window. */
  members: { name: string; weight: number; logScore: number }[];
  /** Members that are missing, and why. */
  missing: { name: string; reason: string }[];
  /** Mean log score of the pool, nats per window. */
  logScore: number;
  /** Mean log score of the best baseline, nats per window. */
  baselineLogScore: number;
  /** Skill against that baseline. */
  skill: Skill;
  /** Skill against the best member of the validation part. */
  overBestMember: Skill;
  /** Skill against equal weights. */
  overEqualWeights: Skill;
}

/**
 * Scores a pool on the part of a catalogue that none of its members saw; the catalogue that it was made
 * with gives the test scores of its card again.
 *
 * Throws InsufficientDataError where too few windows lie there, or no member is left.
 */
export async function evaluatePool(
  pool: PoolModel,
  request: CatalogueRequest,
  { onProgress }: { onProgress?: ReportProgress } = {},
): Promise<PoolEvaluation> {
  const { card, frame, scores } = pool;
  const { target, configuration } = frame;
  const open = pool.members.filter((member): member is OpenMember =>
    "kind" in member && member.kind !== "baseline"
  );
  const isForProcesses = open.some(({ kind }) => kind === "point-process");
  const data = await readPoolData(request, { isForProcesses });
  const { task, minMagnitude, horizonMs } = target;
  const question = { task, minMagnitude, horizonMs, horizon: card.horizon };
  const cut = cutPart(layPoolWindows(open, { question, data, frame }), {
    ...{ name: "test", fromMs: scores.test.issueTimeMs[0], untilMs: Infinity, horizonMs },
    most: card.mostWindows ?? Infinity,
  });
  const { complete } = cleanFor(data, { configuration, completeness: target.completeness });
  const fitted = (name: string) => frame.baselines.find((baseline) => baseline.name === name)!;
  const nothing = { logScores: new Array<number>(cut.observed.length).fill(0), probability: [] };
  const members = pool.members.map((member, k) => {
    if ("reason" in member) return nothing;
    if (member.kind === "network") return scoreNetwork(member.model, { data, windows: cut, frame });
    if (member.kind === "baseline") {
      return scoreBaseline(fitted(card.members[k].name), { complete, windows: cut, frame });
    }
    const { process } = member.model;
    return scoreProcess(member.model, { process, data, windows: cut, frame, onProgress });
  });
  const best = scoreBaseline(fitted(card.skill.baseline), { complete, windows: cut, frame });
  const part: PoolPart = {
    issueTimeMs: Array.from(cut.issueTimeMs),
    observed: Array.from(cut.observed),
    ...{ overlap: cut.overlap, members, baseline: best.logScores },
  };
  return summarise(pool, part);
}

function summarise({ card, members: found }: PoolModel, part: PoolPart): PoolEvaluation {
  const isHeard = found.map((member) => !("reason" in member));
  if (!isHeard.includes(true)) {
    throw new InsufficientDataError(`Cannot evaluate pool "${card.name}"`, {
      ...{ have: 0, need: 1, of: "members that are there" },
    });
  }
  const weights = renormalise(card.members.map(({ weight }) => weight), isHeard);
  const mean = (values: ArrayLike<number>) =>
    Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
  const show = (timeMs: number) => new Date(timeMs).toISOString();
  return {
    span: {
      ...{ from: show(part.issueTimeMs[0]), to: show(part.issueTimeMs.at(-1)!) },
      windows: part.issueTimeMs.length,
    },
    members: card.members.flatMap(({ name }, k) =>
      isHeard[k] ? [{ name, weight: weights[k], logScore: mean(part.members[k].logScores) }] : []
    ),
    missing: found.flatMap((member, k) =>
      "reason" in member ? [{ name: card.members[k].name, reason: member.reason }] : []
    ),
    logScore: mean(poolLogScores(logScoresOf(part), weights)),
    baselineLogScore: mean(part.baseline),
    ...skillOfCase({
      ...{ members: card.members, isHeard, part, seed: card.seed },
      baseline: { name: card.skill.baseline, logScores: part.baseline },
    }),
  };
}
