import { InsufficientDataError, type ReportProgress, type Skill } from "../../domain/mod.ts";
import type { CatalogueRequest } from "../read_and_clean.ts";
import { isLack } from "./is_lack.ts";
import { cutPart, layPoolWindows } from "./lay_pool_windows.ts";
import type { OpenMember } from "./open_member.ts";
import { type PoolData, readPoolData } from "./pool_data.ts";
import type { FoundMember, PoolModel } from "./pool_model.ts";
import { logScoresOf, type PoolPart, sumOverCells } from "./pool_scores.ts";
import { renormalise, skillOfCase } from "./pool_skill.ts";
import { poolLogScores } from "../../evaluation/mod.ts";
import {
  cleanFor,
  scoreBaseline,
  scoreNetwork,
  scoreProcess,
  windowsOfNetwork,
} from "./score_member.ts";
import { warnOfMaskedWindows } from "./warn_of_masked.ts";

/** How a pool does on windows that none of its members saw. */
export interface PoolEvaluation {
  /** The windows. */
  span: { from: string; to: string; windows: number };
  /** Members that were heard: weight and mean log score, nats per window. */
  members: { name: string; weight: number; logScore: number }[];
  /** Members that are missing, and why. */
  missing: { name: string; reason: string }[];
  /** Inputs of members that were missing and masked. */
  warnings: string[];
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
 * with gives the test scores of its card again. A member that cannot answer from the catalogue and series
 * that are given is left out, and the weights of the others are made to add up to 1.
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
  const isForProcesses = openOnes(pool.members).some(({ kind }) => kind === "point-process");
  const data = await readPoolData(request, { isForProcesses });
  const found = pool.members.map((member) => withData(member, data));
  const open = openOnes(found);
  const { task, minMagnitude, horizonMs } = target;
  const question = { task, minMagnitude, horizonMs, horizon: card.horizon };
  const cut = cutPart(layPoolWindows(open, { question, data, frame }), {
    ...{ name: "test", fromMs: scores.test.issueTimeMs[0], untilMs: Infinity, horizonMs },
    most: card.mostWindows ?? Infinity,
  });
  const { complete } = cleanFor(data, { configuration, completeness: target.completeness });
  const fitted = (name: string) => frame.baselines.find((baseline) => baseline.name === name)!;
  const nothing = { logScores: new Array<number>(cut.observed.length).fill(0) };
  const members = found.map((member, k) => {
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
  const warnings = open.flatMap((member) => {
    if (member.kind !== "network" || member.model.preparation.covariates.length === 0) return [];
    const { examples, rows } = windowsOfNetwork(member.model, data);
    const chosen = part.issueTimeMs.map((timeMs) => rows.get(timeMs)!);
    return warnOfMaskedWindows(member.model, examples, chosen);
  });
  return { ...summarise({ card, members: found }, part), warnings };
}

function openOnes(members: readonly FoundMember[]): OpenMember[] {
  return members.filter((member): member is OpenMember =>
    "kind" in member && member.kind !== "baseline"
  );
}

/** A member, or the reason why it cannot answer from this catalogue, such as a series that is not given. */
function withData(member: FoundMember, data: PoolData): FoundMember {
  if (!("kind" in member) || member.kind !== "network") return member;
  try {
    windowsOfNetwork(member.model, data);
    return member;
  } catch (error) {
    if (!isLack(error)) throw error;
    return { reason: error.message };
  }
}

function summarise(
  { card, members: found }: Pick<PoolModel, "card" | "members">,
  part: PoolPart,
): Omit<PoolEvaluation, "warnings"> {
  const isHeard = found.map((member) => !("reason" in member));
  if (!isHeard.includes(true)) {
    throw new InsufficientDataError(`Cannot evaluate pool "${card.name}"`, {
      ...{ have: 0, need: 1, of: "members that are there" },
    });
  }
  const weights = renormalise(card.members.map(({ weight }) => weight), isHeard);
  const mean = (values: ArrayLike<number>) =>
    sumOverCells(values, part).reduce((sum, value) => sum + value, 0) / part.issueTimeMs.length;
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
