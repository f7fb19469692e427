import type { RunningKernels } from "../../../engine/backend/mod.ts";
import type { PointEvents, PointProcessTerms, ScoredSpan } from "../../../engine/domain/mod.ts";
import { gainOfPointProcess, type PointProcessGain } from "../../../engine/evaluation/mod.ts";
import { RandomStream } from "../../../engine/mathematics/mod.ts";
import {
  type EtasParameters,
  fitEtas,
  layNeuralComponents,
  scoreEtas,
  scoreNeuralEtas,
} from "../../../engine/models/mod.ts";
import {
  fitNeuralEtas,
  type NeuralEtasFit,
  predictNeuralEtas,
} from "../../../engine/training/mod.ts";
import { type ModulatedEtas, truthOf } from "./modulated_etas.ts";

/** What `neural-etas` makes of a catalogue whose law is known. */
export interface ModulatedScore {
  /** The networks. */
  fit: NeuralEtasFit;
  /** Number of test events. */
  size: number;
  /** Gain on the test span over the ETAS that it starts from. */
  overStart: PointProcessGain;
  /** The same over the true law: below 0 but for chance. */
  overTruth: PointProcessGain;
  /** Mean of the gain in time over the true law over its standard error, events taken as independent. */
  deviation: number;
}

/** Parts of the seasons: history, training and validation; the rest is the test. */
const PARTS = [0.1, 0.6, 0.8];

/** How the background is smoothed where it is the same everywhere: enough to be no burden. */
const SHAPE = { neighbours: 3, floorKm: 2, uniformShare: 0.5 };

/** Fits and scores `neural-etas` on a simulated catalogue; it starts from `start`, or from a fit. */
export async function scoreModulated(
  made: ModulatedEtas,
  { start, seed, kernels }: { start?: EtasParameters; seed: number; kernels: RunningKernels },
): Promise<ModulatedScore> {
  const { events, seasons } = made;
  const { mc, areaKm2 } = seasons[0];
  const spans = spansOf(made);
  const [, train, validation, test] = spans;
  const own = { mc, areaKm2, kernels };
  const parameters = start ??
    fitEtas(events, { ...own, span: train, withErrors: false }).parameters;
  const laid = { ...own, parameters, spans, training: 1, shape: SHAPE };
  const components = layNeuralComponents(events, laid);
  const fit = await fitNeuralEtas(events, {
    ...{ components, mc, magnitudeStep: 0.1, seed, kernels },
    train: rangeOf(train),
    validation: rangeOf(validation),
  });
  const range = rangeOf(test);
  const said = predictNeuralEtas(fit.model, { components, range, kernels });
  const terms = scoreNeuralEtas({ components, span: 3, range, ...said });
  const truth = truthOf(made, { ...test, kernels });
  const gainOver = (other: PointProcessTerms) =>
    gainOfPointProcess(terms, other, { random: new RandomStream(1) });
  const overTruth = gainOver(truth);
  return {
    fit,
    size: range.end - range.start,
    overStart: gainOver(scoreEtas(events, { ...own, parameters, span: test })),
    overTruth,
    deviation: (overTruth.time.nats ?? NaN) / standardError(terms, truth),
  };
}

/** History, training, validation and test, each of whole seasons. */
function spansOf({ events, seasons }: ModulatedEtas): ScoredSpan[] {
  const cutsMs = [0, ...PARTS, 1].map((part) => {
    const season = Math.round(part * seasons.length);
    return seasons[season]?.startMs ?? seasons.at(-1)!.endMs;
  });
  return cutsMs.slice(1).map((endMs, k) => ({
    ...{ from: rowAt(events, cutsMs[k]), to: rowAt(events, endMs), startMs: cutsMs[k], endMs },
  }));
}

function rowAt({ timeMs, size }: PointEvents, ms: number): number {
  const row = timeMs.findIndex((time) => time >= ms);
  return row < 0 ? size : row;
}

function rangeOf({ from, to }: ScoredSpan): { start: number; end: number } {
  return { start: from, end: to };
}

function standardError(one: PointProcessTerms, other: PointProcessTerms): number {
  const gains = one.logRate.map((value, i) =>
    value - one.expected[i] - other.logRate[i] + other.expected[i]
  );
  const mean = gains.reduce((sum, gain) => sum + gain, 0) / gains.length;
  const square = gains.reduce((sum, gain) => sum + (gain - mean) ** 2, 0);
  return Math.sqrt(square / (gains.length - 1) / gains.length);
}
