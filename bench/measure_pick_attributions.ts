import { runningKernels } from "../engine/backend/mod.ts";
import type { LabelledTrace, LabelledWaveforms, Trace } from "../engine/domain/mod.ts";
import {
  addComponents,
  CELL_SECONDS,
  explainPick,
  shareWithin,
  silenceParts,
  type SilentPart,
} from "../engine/explanation/mod.ts";
import { RandomStream } from "../engine/mathematics/mod.ts";
import type { Picker } from "../engine/models/mod.ts";
import { cutPickWindow } from "../engine/monitoring/mod.ts";
import { gradientsOfPick } from "./gradients_of_pick.ts";

/** Part of the window's cells that is silenced. */
const DELETED_SHARE = 0.1;

/** Times that as many cells elsewhere are drawn. */
const DRAWS = 5;

/** What was measured of one labelled arrival. */
export interface MeasuredPick {
  /** The set, the trace and the phase. */
  set: string;
  trace: string;
  phase: "P" | "S";
  /** Largest probability of the phase within 0.5 s of the label, and whether that makes a pick. */
  probability: number;
  isPicked: boolean;
  /** Part of the absolute attributions within 2 s of the pick, all components of a half second together. */
  within2Seconds: number;
  /** The same with each component by itself. */
  componentsWithin2Seconds: number;
  /** The same of integrated gradients, sample by sample, and of their sums in half seconds. */
  gradientsWithin2Seconds: number;
  gradientCellsWithin2Seconds: number;
  /** Part within 2 s of what half-second silences change the probability by, in absolute log-odds. */
  occlusionWithin2Seconds: number;
  /** Part on the vertical component. */
  verticalShare: number;
  /** Relative error of the sum. */
  completenessError: number;
  /** Probability with the tenth of cells silent that speaks most for the pick, and with other tenths. */
  withoutAttributed: number;
  /** The same by integrated gradients. */
  withoutGradients: number;
  withoutOthers: number[];
}

/**
 * Measures where attributions lie for every labelled arrival of some traces: at the sample of the largest
 * probability within 0.5 s of the label, in the window with the label as near its middle as it can be.
 */
export function measurePickAttributions(
  picker: Picker,
  set: Pick<LabelledWaveforms, "name" | "samplingRateHz">,
  { traces, seed, onTrace }: {
    traces: readonly LabelledTrace[];
    seed: number;
    onTrace?: (done: number) => void;
  },
): MeasuredPick[] {
  const random = new RandomStream(seed);
  return traces.flatMap((trace, done) => {
    const found = (["P", "S"] as const).flatMap((phase) => {
      const label = phase === "P" ? trace.pSample : trace.sSample;
      if (Number.isNaN(label)) return [];
      const timeMs = label * 1000 / set.samplingRateHz;
      const { window, sample } = cutPickWindow(tracesOf(trace, set.samplingRateHz), picker, timeMs);
      const measured = measureWindow(picker, window, { phase, sample, random });
      return [{ set: set.name.split("/").at(-1)!, trace: trace.name, phase, ...measured }];
    });
    onTrace?.(done + 1);
    return found;
  });
}

function measureWindow(
  picker: Picker,
  window: Float32Array,
  { phase, sample: near, random }: { phase: string; sample: number; random: RandomStream },
): Omit<MeasuredPick, "set" | "trace" | "phase"> {
  const engine = runningKernels();
  const why = explainPick(picker, window, { phase, sample: near, engine });
  const { sample, probability, within2Seconds, attributions, components, completeness } = why;
  const gradients = gradientsOfPick(picker, window, { phase, sample, engine });
  const { samplingRateHz } = picker;
  const of = { components: picker.components, samplingRateHz, sample };
  const cells = sumCells(picker, gradients, sample);
  const { attributed, others } = chooseCells(picker, attributions, { window, random });
  const byGradients = chooseCells(picker, gradients, { window, random }).attributed;
  const parts = [attributed, byGradients, ...others];
  const said = silenceParts(picker, window, { phase, sample, parts });
  return {
    ...{ probability, isPicked: probability >= picker.defaultThresholds[phase], within2Seconds },
    componentsWithin2Seconds: shareWithin({ attributions, ...of }, 2),
    gradientsWithin2Seconds: shareWithin({ attributions: gradients, ...of }, 2),
    gradientCellsWithin2Seconds: shareWithin({
      ...{ attributions: addComponents({ attributions: cells, ...of }), samplingRateHz, sample },
      components: ["all"],
    }, 2),
    occlusionWithin2Seconds: occlusionNear(picker, window, { phase, sample, probability }),
    verticalShare: components.find(({ part }) => part === "Z")!.share,
    completenessError: completeness.error,
    ...{
      withoutAttributed: said[0],
      withoutGradients: said[1],
      withoutOthers: [...said.subarray(2)],
    },
  };
}

/** The cells that add most to the log-odds, and as many of the others, drawn at random. */
function chooseCells(
  { components: { length: count }, samplingRateHz, windowSamples }: Picker,
  attributions: Float64Array,
  { window, random }: { window: Float32Array; random: RandomStream },
): { attributed: SilentPart[]; others: SilentPart[][] } {
  const width = Math.round(CELL_SECONDS * samplingRateHz);
  const cells = Array.from({ length: Math.floor(windowSamples / width) * count }, (_, i) => {
    const [from, component] = [Math.floor(i / count) * width, i % count];
    let [net, isRecorded] = [0, false];
    for (let at = from; at < from + width; at++) {
      net += attributions[at * count + component];
      isRecorded ||= window[at * count + component] !== 0;
    }
    return { from, to: from + width, components: [component], net, isRecorded };
  }).filter(({ isRecorded }) => isRecorded).sort((a, b) => b.net - a.net);
  const deleted = Math.round(DELETED_SHARE * cells.length);
  const rest = cells.slice(deleted);
  const draw = () => {
    const left = [...rest];
    return Array.from({ length: deleted }, () => left.splice(random.integer(left.length), 1)[0]);
  };
  return { attributed: cells.slice(0, deleted), others: Array.from({ length: DRAWS }, draw) };
}

/** Attributions summed in half seconds that begin at the pick, spread evenly. [sample, component] */
function sumCells(
  { components: { length: count }, samplingRateHz, windowSamples }: Picker,
  attributions: Float64Array,
  sample: number,
): Float64Array {
  const width = Math.round(CELL_SECONDS * samplingRateHz);
  const sums = new Map<number, number>();
  const cellOf = (i: number) =>
    count * (Math.floor((Math.floor(i / count) - sample) / width) + windowSamples) + i % count;
  attributions.forEach((one, i) => sums.set(cellOf(i), (sums.get(cellOf(i)) ?? 0) + one));
  return attributions.map((_, i) => sums.get(cellOf(i))! / width);
}

/** Part within 2 s of the pick of what silences change. */
function occlusionNear(
  picker: Picker,
  window: Float32Array,
  { phase, sample, probability }: { phase: string; sample: number; probability: number },
): number {
  const width = Math.round(CELL_SECONDS * picker.samplingRateHz);
  const blocks: number[] = [];
  for (
    let block = -Math.ceil(sample / width);
    sample + block * width < picker.windowSamples;
    block++
  ) {
    blocks.push(block);
  }
  const parts = blocks.map((block) => {
    const from = sample + block * width;
    return [{ from: Math.max(0, from), to: Math.min(picker.windowSamples, from + width) }];
  });
  const said = silenceParts(picker, window, { phase, sample, parts });
  const changes = blocks.map((_, i) => Math.abs(logOdds(said[i]) - logOdds(probability)));
  const near = 2 / CELL_SECONDS;
  const isNear = (block: number) => block >= -near && block < near;
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
  return sum(changes.filter((_, i) => isNear(blocks[i]))) / sum(changes);
}

function logOdds(probability: number): number {
  const p = Math.min(1 - 1e-7, Math.max(1e-7, probability));
  return Math.log(p / (1 - p));
}

/** The recorded components as traces that begin at 1970. */
function tracesOf(trace: LabelledTrace, samplingRateHz: number): Trace[] {
  const { network, station, name, samples, componentsPresent } = trace;
  return [0, 1, 2].filter((component) => componentsPresent[component]).map((component) => ({
    code: { network, station: station || name, location: "", channel: `HH${"ENZ"[component]}` },
    startTimeMs: 0,
    samplingRateHz,
    samples: Float32Array.from(
      { length: samples.length / 3 },
      (_, i) => samples[3 * i + component],
    ),
  }));
}
