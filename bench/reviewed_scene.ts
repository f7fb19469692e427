import type { LabelledTrace, Pick, Trace } from "../engine/domain/mod.ts";
import { RandomStream } from "../engine/mathematics/mod.ts";
import type { JudgedTrace, TracePicker } from "../engine/monitoring/mod.ts";
import { judgedByLabels } from "../engine/monitoring/mod.ts";
import { filterTrace } from "../engine/preprocessing/mod.ts";
import { readLabelledWaveforms } from "../engine/sources/mod.ts";
import type { Database } from "../engine/storage/mod.ts";
import { sharedFile } from "../tests/shared_data.ts";

const SETS = ["data/waveforms/ncedc", "data/waveforms/stead"];
const RATE_HZ = 100;

/** Traces stand an hour apart, from here on. */
const FIRST_MS = Date.UTC(2026, 0, 1);
const APART_MS = 3_600_000;

/** How far from a label a person takes a pick to be of that arrival, seconds. */
const SAME_ARRIVAL_SECONDS = 1;

/** Corner of the sluggish instrument, hertz. */
const CORNER_HZ = 2;

/** What a person who reviews a pick knows of it. */
export interface SeenPick {
  /** Where a program has it, UTC epoch milliseconds. */
  timeMs: number;
  /** Where it is, UTC epoch milliseconds. */
  labelMs: number;
  /** Source of guesses. */
  random: RandomStream;
}

/** A person who reviews picks of a trace: gives what is right in the place of a time. */
export type Expert = (seen: SeenPick) => number;

/** Knows the labels. */
export function knowLabels({ labelMs }: SeenPick): number {
  return labelMs;
}

/** Moves picks by up to half a second, at random. */
export function guess({ timeMs, random }: SeenPick): number {
  return timeMs + 1000 * (random.uniform() - 0.5);
}

/** Labelled traces in halves: those that may be reviewed, and those to test on. */
export async function readHalves(): Promise<{ seen: LabelledTrace[]; unseen: LabelledTrace[] }> {
  const halves = { seen: [] as LabelledTrace[], unseen: [] as LabelledTrace[] };
  for (const path of SETS) {
    const set = await readLabelledWaveforms(sharedFile(path));
    for (let i = 0; i < set.count; i++) {
      halves[i % 2 === 0 ? "seen" : "unseen"].push(set.traceAt(i));
    }
    set.close();
  }
  return halves;
}

/** A trace as an instrument records it that lets little above 2 Hz pass: what arrives comes out late. */
export function sluggish(trace: LabelledTrace): LabelledTrace {
  const samples = new Float32Array(trace.samples.length);
  for (const [c, piece] of componentsOf(trace, 0).entries()) {
    piece.samples.forEach((value, i) => samples[3 * i + c] = value);
  }
  return { ...trace, samples };
}

/** The trace of a number as a sluggish instrument recorded it in its hour. */
export function recordOf(trace: LabelledTrace, number: number): Trace[] {
  return componentsOf(trace, number).filter((_, c) => trace.componentsPresent[c]);
}

function componentsOf(trace: LabelledTrace, number: number): Trace[] {
  return [0, 1, 2].map((c): Trace => {
    const length = trace.samples.length / 3;
    const plain = Float64Array.from({ length }, (_, i) => trace.samples[3 * i + c]);
    const mean = plain.reduce((sum, value) => sum + value, 0) / length;
    const code = {
      network: "XX",
      station: `S${number}`,
      location: "",
      channel: `HH${"ENZ"[c]}`,
    };
    const samples = plain.map((value) => value - mean);
    const startTimeMs = FIRST_MS + number * APART_MS;
    const record = { code, startTimeMs, samplingRateHz: RATE_HZ, samples };
    return filterTrace(record, { highHz: CORNER_HZ, order: 4 });
  });
}

/** Traces as they are judged: by all labels. */
export function judgedOf(traces: readonly LabelledTrace[]): JudgedTrace[] {
  return traces.map(judgedByLabels).filter((one) => one !== undefined);
}

/** What was put into a database. */
export interface ReviewedScene {
  /** The waveforms of the traces that were reviewed. */
  waveforms: Trace[];
  /** Traces that were looked at, reviewed or without a pick. */
  looked: number;
  /** Traces that were reviewed. */
  traces: number;
  /** Picks by what was said of them. */
  revised: number;
  /** Picks that were right. */
  accepted: number;
  /** Picks of nothing. */
  rejected: number;
}

/**
 * Picks traces as the sluggish instruments recorded them, and has a person review the picks until so many are
 * corrected: a pick within a second of a label is revised, any other one rejected.
 */
export async function reviewTraces(
  database: Database,
  traces: readonly LabelledTrace[],
  { picker, expert, corrections }: {
    picker: TracePicker;
    expert: Expert;
    corrections: number;
  },
): Promise<ReviewedScene> {
  const scene: ReviewedScene = {
    waveforms: [],
    looked: 0,
    traces: 0,
    revised: 0,
    accepted: 0,
    rejected: 0,
  };
  const random = new RandomStream("expert");
  for (const [number, trace] of traces.entries()) {
    if (scene.revised >= corrections) break;
    scene.looked++;
    const record = recordOf(trace, number);
    const { picks } = await picker.pick(record);
    if (picks.length === 0) continue;
    scene.waveforms.push(...record);
    scene.traces++;
    database.picks.add(picks, { recordedMs: 1 });
    for (const pick of picks) {
      const labelMs = record[0].startTimeMs + 1000 * sampleOf(trace, pick) / RATE_HZ;
      const isOne = Math.abs(pick.timeMs - labelMs) <= 1000 * SAME_ARRIVAL_SECONDS;
      const timeMs = isOne ? expert({ timeMs: pick.timeMs, labelMs, random }) : undefined;
      const decision = timeMs === undefined ? "rejected" : "revised";
      scene[decision]++;
      database.reviews.add({
        ...{ kind: "pick", itemId: pick.id, decision, author: "Ada", reason: "seen by eye" },
        ...(timeMs !== undefined && { correction: { timeMs } }),
      }, { expectedNumber: 0, reviewedMs: FIRST_MS });
    }
  }
  return scene;
}

function sampleOf({ pSample, sSample }: LabelledTrace, { phase }: Pick): number {
  return phase === "P" ? pSample : sSample;
}
