import type { RunningKernels } from "../../backend/mod.ts";
import {
  ConfigurationError,
  formatTime,
  type PoolCard,
  type PoolMemberNote,
  type ReportProgress,
} from "../../domain/mod.ts";
import { poolLogScores, shrinkWeights } from "../../evaluation/mod.ts";
import { digestFiles } from "../../storage/mod.ts";
import type { CatalogueRequest } from "../read_and_clean.ts";
import { checkMembers, type PoolQuestion } from "./check_members.ts";
import { cutPart, findPoolSpans, layPoolWindows, type WindowPart } from "./lay_pool_windows.ts";
import type { OpenMember } from "./open_member.ts";
import { type PoolData, readPoolData } from "./pool_data.ts";
import { frameOfNetwork, frameOfProcesses, type PoolFrame } from "./pool_frame.ts";
import { poolFiles, type PoolModel } from "./pool_model.ts";
import { logScoresOf, type PoolPart, sumOverCells } from "./pool_scores.ts";
import { skillOfCase } from "./pool_skill.ts";
import { refitProcess } from "./refit_process.ts";
import { cellsOf, cleanFor, scoreBaseline, scoreNetwork, scoreProcess } from "./score_member.ts";
import { warnOfPool } from "./warn_of_pool.ts";

/** Which baselines become members. */
export type PooledBaselines = "none" | "best" | "all";

/** How a pool is made. */
export interface MakePoolOptions {
  /** Name in the card. */
  name: string;
  /** Length of a forecast, for point processes alone. */
  horizon?: string;
  /** Smallest magnitude that counts, for point processes alone; their largest completeness. */
  minMagnitude?: number;
  /** Which baselines become members; the best of the validation part unless given. */
  baselines?: PooledBaselines;
  /** Most windows of each part of maps, whose cells are kept, and of processes, which simulate; 200. */
  windows?: number;
  /** Seed of the bootstrap; 1 unless given. */
  seed?: number;
  /** Software that makes it. */
  versions: Record<string, string>;
  /** The kernels at work. */
  kernels: RunningKernels;
  /** Told how far it has come. */
  onProgress?: ReportProgress;
}

/** A member before it has a weight. */
interface Candidate {
  name: string;
  kind: PoolMemberNote["kind"];
  source: string;
  open?: OpenMember;
}

/** Both parts of a pool, and in how many windows processes count other events. */
interface ScoredParts {
  candidates: Candidate[];
  baseline: string;
  validation: PoolPart;
  test: PoolPart;
  differing: Map<string, number>;
}

/**
 * Makes a linear pool of models: all answer the same validation windows, which none was fitted to (point
 * processes are fitted anew to what comes before); weights are stacked there and drawn towards equal
 * ones; then the test windows are scored once.
 *
 * Throws ConfigurationError for members that do not fit together, InsufficientDataError where their
 * parts have too few windows in common, InputError for what cannot be read.
 */
export async function makePool(
  members: readonly OpenMember[],
  request: CatalogueRequest,
  options: MakePoolOptions,
): Promise<PoolModel> {
  const { seed = 1 } = options;
  if (members.length === 0) throw new ConfigurationError("Cannot pool no model.", "model");
  const question = checkMembers(members, options);
  const isForProcesses = members.some(({ kind }) => kind === "point-process");
  const data = await readPoolData(request, { isForProcesses });
  const isMap = question.task === "map";
  const most = mostWindows(options, isForProcesses || isMap);
  const { frame, ...parts } = layParts(members, { question, data, most });
  const scored = await scoreParts(members, { ...parts, data, frame, options });
  const { validation, test, candidates } = scored;
  const scores = { validation, test };
  // A stretch may end within a window of maps, whose other cells are then left out too.
  const gap = isMap ? validation.overlap * cellsOf(validation) : validation.overlap - 1;
  const chosen = shrinkWeights(logScoresOf(validation), { gap });
  const notes = notesOf(scored, chosen);
  const baseline = { name: scored.baseline, logScores: test.baseline };
  const all = { members: notes, part: test, baseline, seed };
  const measured = skillOfCase({ ...all, isHeard: notes.map(() => true) });
  const without = notes.length === 1 ? [] : notes.map(({ name }) =>
    [
      name,
      skillOfCase({ ...all, isHeard: notes.map((other) => other.name !== name) }).skill,
    ] as const
  );
  const card: PoolCard = {
    ...{ format: 1, kind: "pool", name: options.name, about: aboutOf(question) },
    ...{ task: question.task, minMagnitude: question.minMagnitude, horizon: question.horizon },
    members: notes,
    weighting: { shrinkage: chosen.shrinkage, tried: chosen.tried, gap: chosen.gap },
    mostWindows: Number.isFinite(most) ? most : null,
    spans: { validation: spanOf(validation), test: spanOf(test) },
    data: describeData(data),
    logScores: { validation: meansOf(validation, notes), test: meansOf(test, notes) },
    ...measured,
    without: Object.fromEntries(without),
    warnings: warnOfPool(members, { data, scores, differing: scored.differing }),
    ...{ versions: options.versions, seed },
  };
  return {
    ...{ kind: "pool", card, frame, scores },
    members: candidates.map(({ open }) => open ?? { kind: "baseline" }),
    filesSha256: digestFiles(poolFiles({ frame, scores })),
  };
}

/** Most windows of a part. Throws ConfigurationError for a number that is none. */
function mostWindows({ windows = 200 }: MakePoolOptions, isThinned: boolean): number {
  if (!Number.isInteger(windows) || windows < 20) {
    throw new ConfigurationError(
      `Cannot use ${windows} windows: need a whole number from 20 on.`,
      "windows",
    );
  }
  return isThinned ? windows : Infinity;
}

function layParts(
  members: readonly OpenMember[],
  { question, data, most }: { question: PoolQuestion; data: PoolData; most: number },
): { frame: PoolFrame; validation: WindowPart; test: WindowPart } {
  const spans = findPoolSpans(members);
  const network = members.find((member) => member.kind === "network");
  const [first] = members;
  const frame = network !== undefined
    ? frameOfNetwork(network)
    : frameOfProcesses((first as OpenMember & { kind: "point-process" }).model, {
      ...{ question, raw: data.raw, beforeMs: spans.validationFromMs },
    });
  const windows = layPoolWindows(members, { question, data, frame });
  const cut = (name: string, fromMs: number, untilMs: number) =>
    cutPart(windows, { name, fromMs, untilMs, horizonMs: question.horizonMs, most });
  return {
    frame,
    validation: cut("validation", spans.validationFromMs, spans.validationUntilMs),
    test: cut("test", spans.testFromMs, Infinity),
  };
}

async function scoreParts(
  members: readonly OpenMember[],
  { validation, test, data, frame, options }: {
    validation: WindowPart;
    test: WindowPart;
    data: PoolData;
    frame: PoolFrame;
    options: MakePoolOptions;
  },
): Promise<ScoredParts> {
  const { kernels, onProgress } = options;
  const parts = { validation, test };
  const columns = { validation: [] as PoolPart["members"], test: [] as PoolPart["members"] };
  const differing = new Map<string, number>();
  for (const member of members) {
    for (const name of ["validation", "test"] as const) {
      const windows = parts[name];
      if (member.kind === "network") {
        columns[name].push(scoreNetwork(member.model, { data, windows, frame }));
        continue;
      }
      const process = name === "test" ? member.model.process : await refitProcess(
        ...[member.model, data.events] as const,
        { beforeMs: windows.issueTimeMs[0] - 1, kernels, onProgress },
      );
      const { differing: count, ...column } = scoreProcess(member.model, {
        ...{ process, data, windows, frame, onProgress },
      });
      columns[name].push(column);
      differing.set(member.name, (differing.get(member.name) ?? 0) + count);
    }
  }
  const { configuration, target: { completeness } } = frame;
  const { complete } = cleanFor(data, { configuration, completeness });
  const answers = frame.baselines.map((fitted) => ({
    name: fitted.name,
    validation: scoreBaseline(fitted, { complete, windows: validation, frame }),
    test: scoreBaseline(fitted, { complete, windows: test, frame }),
  }));
  const best = answers.reduce((most, next) =>
    meanOf(next.validation.logScores) > meanOf(most.validation.logScores) ? next : most
  );
  const pooled = { none: [], best: [best], all: answers }[options.baselines ?? "best"];
  const partOf = (name: "validation" | "test"): PoolPart => ({
    issueTimeMs: Array.from(parts[name].issueTimeMs),
    observed: Array.from(parts[name].observed),
    overlap: parts[name].overlap,
    members: [...columns[name], ...pooled.map((answer) => answer[name])],
    baseline: best[name].logScores,
  });
  return {
    candidates: [
      ...members.map((open) => ({ name: open.name, kind: open.kind, source: open.source, open })),
      ...pooled.map(({ name }) => ({ name, kind: "baseline" as const, source: name })),
    ],
    baseline: best.name,
    ...{ validation: partOf("validation"), test: partOf("test"), differing },
  };
}

function notesOf(
  { candidates, validation, test }: ScoredParts,
  { weights, stacked }: { weights: readonly number[]; stacked: readonly number[] },
): PoolMemberNote[] {
  return candidates.map(({ name, kind, source, open }, k) => ({
    ...{ name, kind, source },
    ...(open === undefined ? {} : { path: open.path, sha256: open.sha256 }),
    ...{ weight: weights[k], stackedWeight: stacked[k] },
    validationLogScore: meanOf(sumOverCells(validation.members[k].logScores, validation)),
    testLogScore: meanOf(sumOverCells(test.members[k].logScores, test)),
  }));
}

function meansOf(part: PoolPart, notes: readonly PoolMemberNote[]): PoolCard["logScores"]["test"] {
  const scores = logScoresOf(part);
  const mean = (weights: number[]) => meanOf(sumOverCells(poolLogScores(scores, weights), part));
  return {
    pool: mean(notes.map(({ weight }) => weight)),
    equal: mean(notes.map(() => 1 / notes.length)),
  };
}

function meanOf(values: readonly number[] | Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

function spanOf({ issueTimeMs }: PoolPart): PoolCard["spans"]["test"] {
  return {
    from: formatTime(issueTimeMs[0]),
    to: formatTime(issueTimeMs.at(-1)!),
    windows: issueTimeMs.length,
  };
}

function describeData({ raw, fingerprint }: PoolData): PoolCard["data"] {
  const timeMs = raw.timeMs.filter(Number.isFinite).sort();
  return {
    ...{ name: raw.name, fingerprint, events: raw.size },
    from: formatTime(timeMs[0] ?? NaN),
    to: formatTime(timeMs.at(-1) ?? NaN),
  };
}

function aboutOf({ task, minMagnitude, horizon }: PoolQuestion): string[] {
  const what = task === "alarm"
    ? "the probability of at least one earthquake"
    : "the number of earthquakes";
  return [
    `Answers: ${what} of magnitude ${minMagnitude} or more in the next ${horizon}` +
    `${
      task === "map" ? ", in each cell of a map" : ""
    }, as the weighted mean of what several models ` +
    "say.",
    "Nobody can predict the time, place and size of an earthquake; these are probabilities.",
    "Its members stay in their folders: one that is missing when a forecast is made is left out, which " +
    "the forecast says, with the skill of the others.",
  ];
}
