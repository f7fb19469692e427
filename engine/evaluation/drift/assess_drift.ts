import {
  type CalibrationDrift,
  type CatalogueDrift,
  type DriftReport,
  type DriftVerdict,
  InsufficientDataError,
  type MagnitudePart,
  type SkillDrift,
} from "../../domain/mod.ts";
import type { DriftMaterial } from "./drift_material.ts";
import { rowsBetween } from "./rows_between.ts";
import { watchCalibration } from "./watch_calibration.ts";
import { watchCatalogue } from "./watch_catalogue.ts";
import { watchInputs } from "./watch_inputs.ts";
import { watchSkill } from "./watch_skill.ts";

/** Chance of a false alarm of the whole report unless another is asked for. */
export const FALSE_ALARM_RATE = 0.05;

/** Fewest windows that are watched. */
const FEWEST_WINDOWS = 8;

/** Which part is watched and how sure an alarm is. */
export interface AssessDriftOptions {
  /** Beginning of the watched part, UTC epoch milliseconds. */
  readonly fromMs: number;
  /** Its end, UTC epoch milliseconds. */
  readonly untilMs: number;
  /** Chance of a verdict other than "steady" where nothing has changed; 0.05 unless given. */
  readonly falseAlarmRate?: number;
}

/**
 * Whether a model is still what it was: its inputs, its gain over the baseline, its calibration and the
 * events themselves, each monitor having an equal share of the false alarms. Inputs that moved are
 * watched, since a model may well follow them, and so is a gain that fell but is one still; a gain that
 * is lost, calibration that broke, or a catalogue that no longer holds the events that the model counts
 * on ask for another training.
 *
 * Throws InsufficientDataError for fewer than eight windows that do not overlap.
 */
export function assessDrift(material: DriftMaterial, options: AssessDriftOptions): DriftReport {
  const { model, steps, windows, events, trainEndMs } = material;
  const { fromMs, untilMs, falseAlarmRate = FALSE_ALARM_RATE } = options;
  const rows = rowsBetween(windows, { fromMs, untilMs });
  const have = Math.ceil((rows.end - rows.start) / windows.overlap);
  if (have < FEWEST_WINDOWS) {
    throw new InsufficientDataError(`Cannot tell whether "${model}" has drifted`, {
      have,
      need: FEWEST_WINDOWS,
      of: `separate windows with a known outcome from ${showDay(fromMs)} to ${showDay(untilMs)}`,
    });
  }
  const monitors = 2 + (steps === undefined ? 0 : 1) + (events === undefined ? 0 : 1);
  const watch = { fromMs, untilMs, level: falseAlarmRate / monitors };
  const known = trainEndMs ?? fromMs;
  const inputs = steps && watchInputs(steps, { ...watch, trainEndMs: known });
  const catalogue = events && watchCatalogue(events, { ...watch, trainEndMs: known });
  const parts = {
    inputs: inputs ?? null,
    skill: watchSkill(windows, watch),
    calibration: watchCalibration(windows, watch),
    catalogue: catalogue ?? null,
  };
  const began = [parts.inputs, parts.skill, parts.calibration, parts.catalogue]
    .flatMap((part) => part?.sinceMs ?? []);
  return {
    ...{ model, watchedFromMs: fromMs, watchedUntilMs: untilMs, falseAlarmRate },
    ...parts,
    verdict: verdictOf(parts),
    reasons: reasonsOf(parts),
    sinceMs: began.length === 0 ? null : Math.min(...began),
  };
}

type Parts = Pick<DriftReport, "inputs" | "skill" | "calibration" | "catalogue">;

function verdictOf({ inputs, skill, calibration, catalogue }: Parts): DriftVerdict {
  const isWorthless = skill.isChanged && !(skill.watched.low > 0);
  if (isWorthless || calibration.isChanged || hasLost(catalogue)) return "retrain";
  const isRecordedOtherwise = catalogue?.isRecordedOtherwise ?? false;
  const isRateChanged = catalogue?.isRateChanged ?? false;
  const hasMoved = skill.isChanged || inputs?.isChanged || isRecordedOtherwise || isRateChanged;
  return hasMoved ? "watch" : "steady";
}

/** Whether events that the model counts on are not recorded any more. */
function hasLost(catalogue: CatalogueDrift | null): boolean {
  return catalogue !== null && catalogue.isRecordedOtherwise &&
    catalogue.commonCompleteness > catalogue.modelCompleteness;
}

function reasonsOf({ inputs, skill, calibration, catalogue }: Parts): string[] {
  const reasons = catalogue === null ? [] : catalogueReasons(catalogue);
  if (skill.isChanged) reasons.push(skillReason(skill));
  if (calibration.isChanged) reasons.push(calibrationReason(calibration));
  const changed = inputs?.features.filter(({ isChanged }) => isChanged) ?? [];
  if (changed.length > 0) {
    const [first] = changed;
    const others = changed.length === 1 ? "" : `, and ${changed.length - 1} more`;
    reasons.push(
      `The input ${first.feature} is not distributed as in training (population stability index ` +
        `${first.stability.toFixed(3)}, limit ${first.limit!.toFixed(3)})${others}.`,
    );
    if (!skill.isChanged && !calibration.isChanged && !hasLost(catalogue)) {
      reasons.push("Skill and calibration hold so far: the model follows what has changed.");
    }
  }
  return reasons.length > 0 ? reasons : ["Nothing has changed that the numbers could tell."];
}

/** Events below the common completeness for each one above it. */
function smallerPerLarger({ ratePerDay, completeRatePerDay }: MagnitudePart): number {
  return ratePerDay / completeRatePerDay - 1;
}

function catalogueReasons(catalogue: CatalogueDrift): string[] {
  const { modelCompleteness, commonCompleteness, training, watched, rateRatio } = catalogue;
  const reasons: string[] = [];
  if (hasLost(catalogue)) {
    const share = watched.ratePerDay / training.ratePerDay;
    reasons.push(
      `The catalogue changed: events below magnitude ${commonCompleteness} are ` +
        `${percent(smallerPerLarger(watched) / smallerPerLarger(training))} as many beside the ` +
        `larger ones as in training, where the model counts on all from ${modelCompleteness} on ` +
        `(${percent(share)} of the events a day that it was trained on); the network or its ` +
        "magnitudes are not the same.",
    );
  } else if (catalogue.isRecordedOtherwise) {
    reasons.push(
      `Magnitudes from ${modelCompleteness} on are distributed otherwise than in training, and no ` +
        "larger completeness explains it: magnitudes are measured otherwise, or the b-value changed.",
    );
  }
  if (catalogue.isRateChanged) {
    reasons.push(
      `The rate changed: there are ${rateRatio.toFixed(2)} times as many independent events from ` +
        `magnitude ${commonCompleteness} on, which both parts hold, as in training. The Earth changed, ` +
        `or events of every size alike are ${rateRatio < 1 ? "lost" : "recorded that were not"}.`,
    );
  } else if (catalogue.isRecordedOtherwise) {
    reasons.push(
      `The Earth did not, as far as can be told: the rate of independent events from magnitude ` +
        `${commonCompleteness} on is ${rateRatio.toFixed(2)} times that of training.`,
    );
  }
  return reasons;
}

function skillReason({ before, watched, baseline }: SkillDrift): string {
  const was = before === null ? "" : ` from ${before.nats.toFixed(3)}`;
  const less = watched.high < 0
    ? "; the baseline is better now"
    : watched.low > 0
    ? "; it still is one"
    : "; none can be told any more";
  return `The gain over ${baseline} fell${was} to ${watched.nats.toFixed(3)} nats per window ` +
    `(95 % interval ${watched.low.toFixed(3)} to ${watched.high.toFixed(3)})${less}.`;
}

function calibrationReason({ direction, alarmMs, largest, limit, against }: CalibrationDrift) {
  const what = {
    "more than forecast": "more comes than is forecast",
    "less than forecast": "less comes than is forecast",
    "forecasts too narrow": "what comes lies in the tails of the forecasts: they are too narrow",
    "forecasts too wide": "what comes lies in the middle of the forecasts: they are too wide",
  }[direction!];
  const than = against === "own past" ? ", compared with the time before" : "";
  return `Calibration left its limits by ${showDay(alarmMs!)}: ${what}${than} ` +
    `(cumulative sum ${largest.toFixed(1)}, limit ${limit.toFixed(1)}).`;
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}

function showDay(timeMs: number): string {
  return Number.isFinite(timeMs) ? new Date(timeMs).toISOString().slice(0, 10) : "its end";
}
