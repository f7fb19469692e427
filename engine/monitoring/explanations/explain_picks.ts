import {
  ConfigurationError,
  instrumentOf,
  InsufficientDataError,
  type Pick,
  type PickExplanation,
  type Trace,
} from "../../domain/mod.ts";
import type { KernelEngine } from "../../backend/mod.ts";
import {
  CELL_SECONDS,
  describePickExplanation,
  explainPick,
  mapAttributions,
  occludeComponents,
  occludeTime,
} from "../../explanation/mod.ts";
import type { Picker } from "../../models/mod.ts";
import { type NamedBytes, readWaveformSources } from "../../sources/mod.ts";
import { pickWaveforms, type PickWaveformsOptions } from "../pick_waveforms.ts";
import { groupTraces } from "../picking/group_traces.ts";
import { cutPickWindow, type PickWindow } from "./cut_pick_window.ts";

/** A time that is asked for names a pick that is as near as this, seconds. */
const NEAREST_SECONDS = 2;

/** Which pick is explained, and how picks are found. */
export interface ExplainPickOptions extends PickWaveformsOptions {
  /** The phase; of any phase unless given. */
  phase?: string;
  /** About when, UTC epoch milliseconds; the likeliest pick unless given. */
  aboutMs?: number;
  /** The name of the model, for the answer; the picker's own unless given. */
  modelName?: string;
  /** Where the kernels run. */
  engine: KernelEngine;
}

/** An explanation with the numbers behind it, to be drawn. */
export interface ExplainedPick {
  /** What is told. */
  explanation: PickExplanation;
  /** The normalised window. [sample, component] */
  window: Float32Array;
  /** What each half second of them adds to the log-odds, spread evenly. [sample, component] */
  attributions: Float64Array;
  /** Names of the components, in order. */
  components: readonly string[];
  /** Samples a second. */
  samplingRateHz: number;
  /** The sample of the pick. */
  sample: number;
}

/**
 * Picks traces as `pickWaveforms` does and tells of one pick which part of which component made it.
 *
 * Throws InsufficientDataError where there is no pick to explain, ConfigurationError for a time without
 * one, and what `explainPick` throws.
 */
export async function explainOnePick(
  traces: readonly Trace[],
  picker: Picker,
  { phase, aboutMs, modelName, engine, ...options }: ExplainPickOptions,
): Promise<ExplainedPick> {
  const found = await pickWaveforms(traces, picker, options);
  const pick = choosePick(found.picks, { phase, aboutMs });
  const instrument = instrumentOf(pick.code);
  const group = groupTraces(traces, picker).instruments.find(([{ code }]) =>
    instrumentOf(code) === instrument
  )!;
  const cut = cutPickWindow(group, picker, pick.timeMs);
  const threshold = options.thresholds?.[pick.phase] ?? picker.defaultThresholds[pick.phase];
  const explained = explainWindow(picker, cut, { pick, threshold, engine });
  const { explanation } = explained;
  const model = { name: modelName ?? picker.name, picker: picker.name };
  return { ...explained, explanation: { ...explanation, model, notes: found.notes } };
}

/**
 * Reads waveforms and explains a pick in them as `explainOnePick` does; notes of the reading come first.
 *
 * Throws what that throws, and InputError for a source that cannot be read or too many samples.
 */
export async function explainPickSources(
  sources: AsyncIterable<NamedBytes> | Iterable<NamedBytes>,
  picker: Picker,
  { maximumSamples, ...options }: ExplainPickOptions & { maximumSamples?: number },
): Promise<ExplainedPick> {
  const { traces, notes } = await readWaveformSources(sources, { maximumSamples });
  const { explanation, ...numbers } = await explainOnePick(traces, picker, options);
  return { explanation: { ...explanation, notes: [...notes, ...explanation.notes] }, ...numbers };
}

/** Everything that is told of a pick in the window around it. */
function explainWindow(
  picker: Picker,
  { window, sample: near, startMs, components: present }: PickWindow,
  { pick, threshold, engine }: { pick: Pick; threshold: number; engine: KernelEngine },
): ExplainedPick {
  const { components, samplingRateHz, windowSamples } = picker;
  const { phase, timeMs, probability = NaN } = pick;
  const { attributions, sample, probability: windowProbability, ...why } = explainPick(
    picker,
    window,
    { phase, sample: near, engine },
  );
  const question = { phase, sample };
  const silenced = occludeComponents(picker, window, question)
    .filter(({ part }) => present.includes(part) || (present.length > 1 && part.startsWith("all")));
  const of = { attributions, components, samplingRateHz, sample };
  const endMs = startMs + (windowSamples - 1) * 1000 / samplingRateHz;
  const explanation: PickExplanation = {
    question: `Why ${/^[AEFHILMNORSX]/.test(phase) ? "an" : "a"} ${phase} on ${
      instrumentOf(pick.code)
    } at ${iso(timeMs).replace("T", " ").replace("Z", " UTC")}?`,
    model: { name: picker.name, picker: picker.name },
    pick: { phase, time: iso(timeMs), probability },
    window: {
      ...{ instrument: instrumentOf(pick.code), from: iso(startMs), to: iso(endMs) },
      components: present,
    },
    ...{ windowProbability, ...why, silenced },
    occlusion: occludeTime(picker, window, question),
    map: mapAttributions(of, CELL_SECONDS),
    sentences: describePickExplanation({
      ...{ ...why, silenced, windowProbability, phase, threshold, present },
    }),
    notes: [],
  };
  return { explanation, window, ...of };
}

function choosePick(
  picks: readonly Pick[],
  { phase, aboutMs }: { phase?: string; aboutMs?: number },
): Pick {
  const those = picks.filter((pick) => phase === undefined || pick.phase === phase);
  if (those.length === 0) {
    const of = `picks${phase === undefined ? "" : ` of ${phase}`} above the threshold`;
    throw new InsufficientDataError("Cannot explain a pick", { have: 0, need: 1, of });
  }
  if (aboutMs === undefined) {
    return those.reduce((best, pick) =>
      (pick.probability ?? 0) > (best.probability ?? 0) ? pick : best
    );
  }
  const away = (pick: Pick) => Math.abs(pick.timeMs - aboutMs);
  const nearest = those.reduce((best, pick) => away(pick) < away(best) ? pick : best);
  if (away(nearest) <= NEAREST_SECONDS * 1000) return nearest;
  throw new ConfigurationError(
    `Cannot explain a pick at ${iso(aboutMs)}: the nearest is ${nearest.phase} at ` +
      `${iso(nearest.timeMs)}, ${(away(nearest) / 1000).toFixed(1)} s away.`,
    "time",
  );
}

function iso(timeMs: number): string {
  return new Date(Math.round(timeMs)).toISOString();
}
