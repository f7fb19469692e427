import {
  ConfigurationError,
  type ForecastAnswer,
  formatTime,
  InsufficientDataError,
  type MissingMember,
  type PoolForecast,
  type PoolMemberAnswer,
  reachesMagnitude,
  type ReportProgress,
} from "../../domain/mod.ts";
import { disagreementOf, mixDistributions } from "../../evaluation/mod.ts";
import { predictBaseline } from "../../models/mod.ts";
import { prepareLatest } from "../../preprocessing/mod.ts";
import { answerWindows, taskOfModel, type TrainedModel } from "../../training/mod.ts";
import { chooseIssueTime } from "../choose_issue_time.ts";
import { preparePointIssue } from "../point_processes/prepare_point_issue.ts";
import type { PointModel } from "../point_processes/point_model.ts";
import type { CatalogueRequest } from "../read_and_clean.ts";
import { type Answer, wholeOf } from "../publish_answer.ts";
import { refuseOtherHorizon } from "../refuse_other_horizon.ts";
import { answerOfDistribution, shortenDistribution } from "./answer_of_distribution.ts";
import { isLack } from "./is_lack.ts";
import { lawOfTable, wholeDistribution } from "./law_of_table.ts";
import { type CellVoice, poolCells } from "./pool_cells.ts";
import { type PoolData, readPoolData } from "./pool_data.ts";
import type { PoolModel } from "./pool_model.ts";
import { renormalise, skillOfCase } from "./pool_skill.ts";
import { cleanFor, lawOfCounts } from "./score_member.ts";
import { warnOfMasked } from "./warn_of_masked.ts";

/** What a forecast of a pool is asked of. */
export interface PoolForecastRequest extends CatalogueRequest {
  /** Must be that of the pool. */
  horizon?: string;
  /** ISO 8601; the last event of the catalogue when left out, never the clock. */
  issueTime?: string;
  /** Simulated catalogues of each point process; 10,000 unless given. */
  catalogues?: number;
  /** Told how far it has come. */
  onProgress?: ReportProgress;
}

const CATALOGUES = 10_000;
const MOST_CATALOGUES = 1_000_000;

/** Simulated catalogues between two reports of progress. */
const REPORT_EVERY = 500;

/**
 * What all members say of the time after the issue time, their pool, how far they are apart, and the
 * skill. A member that is missing or cannot answer is left out, the weights of the others are made to
 * add up to 1, and the skill is that of the others. Command line and server both call it.
 *
 * Throws InputError, ConfigurationError or InsufficientDataError for what cannot be forecast from, and
 * where no member can answer.
 */
export async function makePoolForecast(
  pool: PoolModel,
  request: PoolForecastRequest,
): Promise<PoolForecast> {
  const { card, frame } = pool;
  refuseOtherHorizon(request.horizon, card);
  checkCatalogues(request.catalogues ?? CATALOGUES);
  const isForProcesses = card.members.some(({ kind }) => kind === "point-process");
  const data = await readPoolData(request, { isForProcesses });
  const { configuration, target } = frame;
  const cleaned = cleanFor(data, { configuration, completeness: target.completeness });
  const issueTimeMs = chooseIssueTime(cleaned.catalogue, request.issueTime);
  const moment = { ...request, data, issueTimeMs, complete: cleaned.complete };
  const laws = card.members.map((_, k) => hearMember(pool, k, moment));
  const isHeard = laws.map((law) => "distribution" in law);
  const weights = renormalise(card.members.map(({ weight }) => weight), isHeard);
  const members: (PoolMemberAnswer & MemberLaw)[] = [];
  const missing: MissingMember[] = [];
  card.members.forEach(({ name, kind, source, weight }, k) => {
    const law = laws[k];
    if ("reason" in law) return missing.push({ name, weight, reason: law.reason });
    const answer = answerOf(source, law, { pool, family: kind });
    return members.push({ name, kind, weight: weights[k], answer, ...law });
  });
  if (members.length === 0) {
    throw new InsufficientDataError(
      `Cannot forecast with pool "${card.name}": ${missing[0].name}: ${missing[0].reason}`,
      { have: 0, need: 1, of: "members that can answer" },
    );
  }
  const distribution = mixDistributions(members);
  const baseline = answerBaseline(pool, moment);
  const measured = skillOfCase({
    ...{ members: card.members, isHeard, part: pool.scores.test, seed: card.seed },
    baseline: { name: card.skill.baseline, logScores: pool.scores.test.baseline },
  });
  const { skill, overBestMember } = measured;
  const pooled = answerOfDistribution("pool", distribution, { task: card.task, family: "mixture" });
  return {
    headline: headlineOf(measured),
    ...{ kind: "pool", task: card.task, minMagnitude: card.minMagnitude },
    ...{ issuedAt: formatTime(issueTimeMs), from: formatTime(issueTimeMs) },
    ...{ to: formatTime(issueTimeMs + target.horizonMs), horizon: card.horizon },
    pool: { ...pooled, ...mapOf(pool, members) },
    ...{ distribution: shortenDistribution(distribution), baseline },
    members: members.map(({ name, kind, weight, answer }) => ({ name, kind, weight, answer })),
    missing,
    disagreement: describeDisagreement(members),
    believe: skill.beatsBaseline ? "pool" : "baseline",
    ...{ skill, overBestMember },
    model: { name: card.name, filesSha256: pool.filesSha256, seed: card.seed },
    data: {
      ...{ fingerprint: data.fingerprint, events: data.raw.size },
      from: formatTime(cleaned.catalogue.timeMs[0]),
      to: formatTime(cleaned.catalogue.timeMs[cleaned.catalogue.size - 1]),
    },
    warnings: [...missing.map(tellMissing), ...laws.flatMap(warningsOf), ...card.warnings],
  };
}

function checkCatalogues(catalogues: number): void {
  if (Number.isInteger(catalogues) && catalogues >= 1 && catalogues <= MOST_CATALOGUES) return;
  throw new ConfigurationError(
    `Cannot simulate ${catalogues} catalogues: need a whole number from 1 to ${MOST_CATALOGUES}.`,
    "catalogues",
  );
}

interface Moment extends PoolForecastRequest {
  data: PoolData;
  issueTimeMs: number;
  complete: ReturnType<typeof cleanFor>["complete"];
}

/** What a member says, and what a reader must know of it. */
interface MemberLaw {
  distribution: number[];
  table?: CellVoice["table"];
  warnings?: string[];
}

/** What a member says, or why it cannot be heard: what it lacks is told, what is broken is thrown. */
function hearMember(
  pool: PoolModel,
  k: number,
  moment: Moment,
): MemberLaw | { reason: string } {
  const member = pool.members[k];
  if ("reason" in member) return member;
  try {
    if (member.kind === "baseline") {
      return lawOfBaseline(pool, pool.card.members[k].name, moment);
    }
    if (member.kind === "network") return lawOfNetwork(member.model, moment);
    return { distribution: lawOfProcess(member.model, { pool, moment }) };
  } catch (error) {
    if (!isLack(error)) throw error;
    return { reason: error.message };
  }
}

function lawOfBaseline(
  { frame: { baselines, target } }: PoolModel,
  name: string,
  { complete, issueTimeMs }: Moment,
): MemberLaw {
  const baseline = baselines.find((fitted) => fitted.name === name)!;
  const { grid } = target;
  const targetSize = grid === undefined ? 1 : grid.rows * grid.columns;
  // The event at the issue time is known, as it is to the networks.
  const time = { issueTimeMs: Float64Array.of(issueTimeMs + 1) };
  const table = predictBaseline(baseline, { catalogue: complete, target, targetSize, ...time });
  return lawOfAnswer({ table, target, baseline });
}

function lawOfNetwork(model: TrainedModel, { data, issueTimeMs }: Moment): MemberLaw {
  const { preparation: target, configuration } = model;
  const { completeness } = target;
  const { catalogue, complete } = cleanFor(data, { configuration, completeness });
  const examples = prepareLatest(catalogue, target, { issueTimeMs, covariates: data.covariates });
  const known = { ...model, catalogue: complete, target, examples };
  const table = answerWindows({ ...known, task: taskOfModel(model) }, { start: 0, end: 1 });
  const baseline = model.baselines.find(({ name }) => name === model.startFrom)!;
  return {
    ...lawOfAnswer({ table, target, baseline }),
    warnings: warnOfMasked(model, examples),
  };
}

/** The number in all, and of a map its cells. */
function lawOfAnswer(answer: Answer): MemberLaw {
  const { table, target: { grid } } = answer;
  return {
    distribution: lawOfTable(wholeOf(answer)),
    ...(grid === undefined ? {} : { table: table as CellVoice["table"] }),
  };
}

/** What a member says, as published. */
function answerOf(
  source: string,
  law: MemberLaw,
  { pool, family }: { pool: PoolModel; family: string },
): ForecastAnswer {
  return {
    ...answerOfDistribution(source, law.distribution, { task: pool.card.task, family }),
    ...mapOf(pool, [{ weight: 1, ...law }]),
  };
}

/** The cells of a pool of maps. */
function mapOf(
  { frame: { target: { grid } } }: PoolModel,
  voices: readonly (MemberLaw & { weight: number })[],
): Pick<ForecastAnswer, "cells"> {
  return grid === undefined ? {} : { cells: poolCells(grid, voices as readonly CellVoice[]) };
}

function lawOfProcess(
  model: PointModel,
  { pool, moment }: { pool: PoolModel; moment: Moment },
): number[] {
  const { target: { horizonMs, minMagnitude, task } } = pool.frame;
  const { data, issueTimeMs, catalogues = CATALOGUES, onProgress } = moment;
  const { history } = preparePointIssue(model, data.events, formatTime(issueTimeMs));
  const window = { history, startMs: issueTimeMs, endMs: issueTimeMs + horizonMs };
  const simulator = model.process.simulate({ ...window, seed: model.card.seed, onProgress });
  const counts = new Uint32Array(catalogues);
  for (let catalogue = 0; catalogue < catalogues; catalogue++) {
    for (const magnitude of simulator.draw(catalogue).magnitude) {
      if (reachesMagnitude(magnitude, minMagnitude)) counts[catalogue]++;
    }
    if ((catalogue + 1) % REPORT_EVERY > 0) continue;
    onProgress?.({
      stage: `Simulating ${model.card.name}`,
      done: catalogue + 1,
      total: catalogues,
    });
  }
  const distribution = wholeDistribution(lawOfCounts(counts));
  return task === "alarm" ? [distribution[0], 1 - distribution[0]] : distribution;
}

function answerBaseline(pool: PoolModel, moment: Moment): PoolForecast["baseline"] {
  const { baseline } = pool.card.skill;
  return answerOf(baseline, lawOfBaseline(pool, baseline, moment), { pool, family: "baseline" });
}

/** Whom to believe, and whether the pool is worth more than its best member. */
function headlineOf({ skill, overBestMember }: Pick<PoolForecast, "skill" | "overBestMember">) {
  return `${skill.sentence} ${overBestMember.sentence}`;
}

function warningsOf(law: MemberLaw | { reason: string }): readonly string[] {
  return "warnings" in law ? law.warnings ?? [] : [];
}

function tellMissing({ name, weight, reason }: MissingMember): string {
  return `${name}, whose weight is ${weight.toFixed(3)}, is left out: ${
    reason.replace(/[.]?$/, ".")
  } The skill is that of ` +
    "the other members, their weights made to add up to 1.";
}

function describeDisagreement(
  members: readonly { name: string; weight: number; distribution: number[] }[],
): PoolForecast["disagreement"] {
  const found = disagreementOf(members);
  const { share, probability, expected } = found;
  const number = (value: number) => Number(value.toPrecision(3));
  // Never 0 or 100 where it is not.
  const percent = (value: number) => Math.min(99.9, Math.max(0.01, number(100 * value)));
  const heard = members.filter(({ weight }) => weight > 0).length;
  const sentence = heard === 1
    ? "A single member has all the weight: nobody disagrees."
    : `The members expect ${number(expected.low)} to ${
      number(expected.high)
    } events and give at least ` +
      `one a probability of ${percent(probability.low)} to ${percent(probability.high)} %; ` +
      `they disagree by ${number(100 * share)} % of what they could.`;
  return { ...found, sentence };
}
