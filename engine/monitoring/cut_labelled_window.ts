import type { LabelledTrace, Trace } from "../domain/mod.ts";
import type { RandomStream } from "../mathematics/mod.ts";

/** A window of a labelled trace as a record of its own, which begins at 1970. */
export interface LabelledRecord {
  /** Its components, those that were recorded. */
  traces: Trace[];
  /** Arrivals that people read in it, seconds after 1970, by phase. */
  labels: Record<string, number[]>;
}

/** How a window is cut. */
export interface CutWindowOptions {
  /** Length of the window. */
  seconds: number;
  /** Samples a second of the trace. */
  samplingRateHz: number;
  /** Source of the place. */
  random: RandomStream;
  /** Least time from the window's ends to an arrival; 3 unless given. */
  marginSeconds?: number;
}

/**
 * Cuts a window at a random place that holds P and S, or P alone where both do not fit; a trace that is
 * shorter is taken whole. So no picker can gain from knowing where in a set its arrivals stand.
 */
export function cutLabelledWindow(
  trace: LabelledTrace,
  { seconds, samplingRateHz, random, marginSeconds = 3 }: CutWindowOptions,
): LabelledRecord {
  const total = trace.samples.length / 3;
  const length = Math.min(total, Math.round(seconds * samplingRateHz));
  const margin = Math.round(marginSeconds * samplingRateHz);
  const start = chooseStart(trace, { total, length, margin, random });
  const traces = [0, 1, 2].filter((component) => trace.componentsPresent[component])
    .map((component): Trace => ({
      code: {
        network: trace.network,
        station: trace.station === "" ? trace.name : trace.station,
        location: "",
        channel: `HH${"ENZ"[component]}`,
      },
      startTimeMs: 0,
      samplingRateHz,
      samples: Float32Array.from({ length }, (_, i) => trace.samples[(start + i) * 3 + component]),
    }));
  const labels: Record<string, number[]> = { P: [], S: [] };
  for (const [phase, sample] of [["P", trace.pSample], ["S", trace.sSample]] as const) {
    if (sample >= start && sample < start + length) {
      labels[phase].push((sample - start) / samplingRateHz);
    }
  }
  return { traces, labels };
}

function chooseStart(
  { pSample, sSample }: LabelledTrace,
  { total, length, margin, random }: {
    total: number;
    length: number;
    margin: number;
    random: RandomStream;
  },
): number {
  const range = (samples: readonly number[]) => [
    Math.max(0, Math.ceil(Math.max(...samples) + margin - length)),
    Math.min(total - length, Math.floor(Math.min(...samples) - margin)),
  ];
  const read = [pSample, sSample].filter((sample) => !Number.isNaN(sample));
  let [least, most] = read.length === 0 ? [0, total - length] : range(read);
  if (least > most) [least, most] = range(read.slice(0, 1));
  const draw = random.uniform(); // always one, so that the next trace is cut where it always is
  if (least > most) return Math.max(0, Math.min(total - length, least));
  return least + Math.floor(draw * (most - least + 1));
}
