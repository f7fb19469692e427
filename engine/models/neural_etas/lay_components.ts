import type { RunningKernels } from "../../backend/mod.ts";
import {
  DAY_MS,
  type PointEvents,
  type ReportProgress,
  type ScoredSpan,
} from "../../domain/mod.ts";
import { type BackgroundChoice, chooseBackground } from "../etas/choose_background.ts";
import { type EtasLaw, etasLawOf } from "../etas/etas_law.ts";
import type { EtasParameters } from "../etas/etas_parameters.ts";
import type { BackgroundShape } from "../etas/fit_background.ts";
import { placeColumns } from "../etas/place_columns.ts";
import { backgroundDensities } from "./background_densities.ts";
import { GROUPS } from "./event_groups.ts";
import { EventState } from "./event_state.ts";
import { placeEllipses } from "./place_ellipses.ts";
import type { PlaceComponents } from "./place_head.ts";
import type { RateComponents } from "./rate_head.ts";
import { readEventRows } from "./read_event_rows.ts";
import { PLACE_LAWS, sumEventGroups } from "./sum_event_groups.ts";

/** What the components are made of. */
export interface NeuralComponentTask {
  /** Parameters of ETAS, fitted to the training part alone. */
  parameters: EtasParameters;
  /** Smallest magnitude. */
  mc: number;
  /** Area of the region, km². */
  areaKm2: number;
  /**
   * Spans one after the other from the first event on: history, training, validation and, where the
   * test is scored, test. A span sees the background of all events before it.
   */
  spans: readonly ScoredSpan[];
  /** The span that is cut into blocks, each with a background of what is before it: the training part. */
  training: number;
  /** Mean magnitude above the smallest; that of the events up to the training part's end, unless given. */
  meanExcess?: number;
  /** How the background is smoothed; chosen on the span after the training part, unless given. */
  shape?: BackgroundShape;
  /** The kernels at work. */
  kernels: RunningKernels;
  /** Told how far it has come. */
  onProgress?: ReportProgress;
}

/** What a network has to work with at each event of the spans. */
export interface NeuralComponents extends RateComponents, PlaceComponents {
  /** Number of events. */
  size: number;
  /** Background and groups as expected after the last event of each span. [span][1 + group] */
  expectedAfter: Float64Array[];
  /**
   * What is known before each event, and after the last one, each as found. [event + 1, EVENT_FEATURES]
   */
  rows: Float32Array;
  /** What is known after the last event, to which later ones can be added. */
  state: EventState;
  /** Mean magnitude above the smallest, from which the averages start. */
  meanExcess: number;
  /** Rate that earlier events trigger at each event by ETAS, events a day and km². [event] */
  triggered: Float64Array;
  /** How the background is smoothed. */
  shape: BackgroundShape;
  /** What the shape was worth on validation; nothing where it was given. */
  choice?: BackgroundChoice;
}

/** Blocks into which the training part is cut for its backgrounds. */
const TRAINING_BLOCKS = 12;

/** Lays all that the network of `neural-etas` moves and is told, no pair of events left out. */
export function layNeuralComponents(
  events: PointEvents,
  task: NeuralComponentTask,
): NeuralComponents {
  const { parameters, mc, areaKm2, spans, training, kernels, onProgress } = task;
  const law = etasLawOf(parameters);
  const background = law.mu * areaKm2;
  const places = placeColumns(events.places);
  const size = spans.at(-1)!.to;
  const sums = layGroups(events, { ...task, law, ellipses: placeEllipses(places), size, kernels });
  const { triggered } = sums;
  const choice = task.shape === undefined
    ? chooseBackground(places, {
      ...{ span: spans[training + 1], mu: law.mu, areaKm2, triggered },
      onTrial: (done, total) => onProgress?.({ stage: "Choosing a background", done, total }),
    })
    : undefined;
  const shape = task.shape ?? choice!.shape;
  const densities = backgroundDensities(events, {
    ...{ edges: edgesOf(spans, training), shape, mu: law.mu, areaKm2, triggered },
    onBlock: (done, total) => onProgress?.({ stage: "Smoothing backgrounds", done, total }),
  });
  const meanExcess = task.meanExcess ?? meanExcessOf(events, { mc, until: spans[training].to });
  const state = new EventState({ mc, meanExcess });
  const laid = { ...sums, size, background, densities, shape, choice, state, meanExcess };
  return { ...laid, rows: layRows(events, { ...laid, mc, spans }) };
}

/** Mean magnitude above the smallest of the first events; 0 of none. */
function meanExcessOf(
  { magnitude }: PointEvents,
  { mc, until }: { mc: number; until: number },
): number {
  const sum = magnitude.subarray(0, until).reduce((total, m) => total + m - mc, 0);
  return sum / Math.max(1, until);
}

/** First events of the blocks of all spans, and the end of the last. */
export function edgesOf(spans: readonly ScoredSpan[], training: number): number[] {
  const edges = spans.flatMap(({ from, to }, k) => {
    const blocks = k === training ? Math.max(1, Math.min(TRAINING_BLOCKS, to - from)) : 1;
    return Array.from({ length: blocks }, (_, b) => from + Math.floor(b * (to - from) / blocks));
  });
  return [...edges, spans.at(-1)!.to];
}

/** Background and groups at all events, span by span. */
function layGroups(
  events: PointEvents,
  { spans, law, mc, areaKm2, ellipses, size, kernels, onProgress }: NeuralComponentTask & {
    law: EtasLaw;
    ellipses: ReturnType<typeof placeEllipses>;
    size: number;
  },
) {
  const width = 1 + GROUPS;
  const [rate, expected] = [0, 1].map(() => new Float32Array(width * size));
  const here = new Float32Array(GROUPS * PLACE_LAWS * size);
  const triggered = new Float64Array(size);
  const background = law.mu * areaKm2;
  const expectedAfter = spans.map((span) => {
    const sums = sumEventGroups(events, { law, mc, ellipses, span, kernels, onProgress });
    here.set(sums.here, GROUPS * PLACE_LAWS * span.from);
    for (let i = 0; i < span.to - span.from; i++) {
      const event = span.from + i;
      const since = i === 0 ? span.startMs : events.timeMs[event - 1];
      rate[width * event] = background;
      expected[width * event] = background * (events.timeMs[event] - since) / DAY_MS;
      rate.set(sums.rate.subarray(GROUPS * i, GROUPS * (i + 1)), width * event + 1);
      expected.set(sums.expected.subarray(GROUPS * i, GROUPS * (i + 1)), width * event + 1);
      for (let group = 0; group < GROUPS; group++) {
        triggered[event] += sums.here[PLACE_LAWS * (GROUPS * i + group)];
      }
    }
    const last = span.to > span.from ? events.timeMs[span.to - 1] : span.startMs;
    return Float64Array.of(background * (span.endMs - last) / DAY_MS, ...sums.expectedAfter);
  });
  return { rate, expected, expectedAfter, here, triggered };
}

/** What is known before each event, and after the last; the state has then seen all. */
function layRows(
  events: PointEvents,
  { rate, expected, expectedAfter, densities, spans, ...known }:
    & Omit<NeuralComponents, "rows">
    & Pick<NeuralComponentTask, "mc" | "spans">,
): Float32Array {
  const width = 1 + GROUPS;
  const sumsOf = (values: Float32Array) =>
    Float64Array.from({ length: known.size }, (_, event) => {
      let sum = 0;
      for (let k = 0; k < width; k++) sum += values[width * event + k];
      return sum;
    });
  const whole = sumsOf(expected);
  // What was expected since the event before a span's first, up to the span.
  spans.reduce((before, { from, to }, k) => {
    if (from < to && from > 0) whole[from] += before;
    const after = expectedAfter[k].reduce((sum, value) => sum + value, 0);
    return from < to ? after : before + after;
  }, 0);
  return readEventRows(events, { ...known, rate: sumsOf(rate), expected: whole, densities });
}
