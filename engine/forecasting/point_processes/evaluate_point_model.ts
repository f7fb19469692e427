import type { RunningKernels } from "../../backend/mod.ts";
import {
  DAY_MS,
  InsufficientDataError,
  type PointEvents,
  type PointPartScores,
  type ReportProgress,
  type ScoredSpan,
  selectEvents,
  type Skill,
} from "../../domain/mod.ts";
import { scorePoisson } from "../../models/mod.ts";
import { preparePointHistory } from "../../preprocessing/mod.ts";
import type { EventTable } from "../../sources/mod.ts";
import { fingerprintEvents } from "./fingerprint_events.ts";
import { scorePointPart, skillOfPart } from "./measure_point_skill.ts";
import type { PointModel } from "./point_model.ts";
import { timeOfCard } from "./time_of_card.ts";

/** How a point process did on what it never saw. */
export interface PointEvaluation {
  /** Which process. */
  model: string;
  /** Tells it from the evaluation of a network. */
  kind: "point-process";
  /** Name in the card. */
  name: string;
  /** Scores, a Poisson process' beside them. */
  scores: PointPartScores;
  /** Skill, nats per event. */
  skill: Skill;
}

/**
 * Scores a point process on the events of a catalogue after everything that it was fitted to: the
 * catalogue it was trained on gives the scores of its card again, another one is scored to its end.
 *
 * Throws InsufficientDataError where too few events are left.
 */
export async function evaluatePointModel(
  model: PointModel,
  { events: source }: EventTable,
  { kernels, onProgress }: { kernels: RunningKernels; onProgress?: ReportProgress },
): Promise<PointEvaluation> {
  const { card, process } = model;
  const { setting: { areaKm2 }, data, seed } = card;
  const { events, endMs } = await chooseEvents(model, source);
  const startMs = timeOfCard(data.testStart);
  const first = events.timeMs.findIndex((time) => time >= startMs);
  if (first < 0) {
    throw new InsufficientDataError(`Cannot score ${card.name} on ${source.name}`, {
      have: 0,
      need: 1,
      of: `events after ${data.testStart}, up to which it was fitted`,
    });
  }
  const span: ScoredSpan = { from: first, to: events.size, startMs, endMs };
  const terms = process.score(events, { span, kernels, onProgress });
  const historyMs = timeOfCard(data.historyStart);
  const poisson = scorePoisson(events, { areaKm2, startMs: historyMs, span });
  const scores = scorePointPart({ events, span, terms, poisson, seed });
  return {
    ...{ model: card.process, kind: "point-process", name: card.name },
    scores,
    skill: skillOfPart(card.process, scores),
  };
}

/** Events from the start of the model's history on: its own up to the end of its test, others all. */
async function chooseEvents(
  { card: { setting, data } }: PointModel,
  source: PointEvents,
): Promise<{ events: PointEvents; endMs: number }> {
  const { region, cutsRegion } = setting;
  const prepared = preparePointHistory(source, {
    ...setting,
    untilMs: Infinity,
    region: cutsRegion && region !== null ? region : undefined,
  });
  const { timeMs, isDated } = prepared;
  const [startMs, endMs] = [timeOfCard(data.historyStart), timeOfCard(data.testEnd)];
  const upTo = (isIn: (time: number) => boolean) =>
    selectEvents(
      prepared,
      Uint32Array.from(timeMs.keys()).filter((row) => timeMs[row] >= startMs && isIn(timeMs[row])),
    );
  const known = upTo((time) => isDated ? time < endMs : time <= endMs);
  if (await fingerprintEvents(known) === data.fingerprint) return { events: known, endMs };
  const lastMs = timeMs.at(-1) ?? startMs;
  const end = isDated ? (Math.floor(lastMs / DAY_MS) + 1) * DAY_MS : lastMs;
  return { events: upTo(() => true), endMs: Math.max(startMs, end) };
}
