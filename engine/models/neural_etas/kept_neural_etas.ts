import type { RunningKernels } from "../../backend/mod.ts";
import type { PointEvents, ReportProgress, ScoredSpan } from "../../domain/mod.ts";
import type { EtasParameters } from "../etas/etas_parameters.ts";
import type { BackgroundShape } from "../etas/fit_background.ts";
import { layNeuralComponents, type NeuralComponents } from "./lay_components.ts";
import type { NeuralEtas } from "./neural_etas.ts";

/** A neural ETAS with all that it takes to see events as it saw those that it was fitted to. */
export interface KeptNeuralEtas {
  /** Parameters of its ETAS, fitted to the training part alone. */
  parameters: EtasParameters;
  /** Smallest magnitude. */
  mc: number;
  /** Step to which magnitudes are rounded. */
  magnitudeStep: number;
  /** Area of the region, km². */
  areaKm2: number;
  /** How its backgrounds are smoothed. */
  shape: BackgroundShape;
  /** Mean magnitude above the smallest, from which averages start. */
  meanExcess: number;
  /**
   * Starts of history, training, validation and of what it was kept for, milliseconds as in the
   * events: each part sees the background of all before it.
   */
  edgesMs: readonly number[];
  /** Its networks. */
  model: NeuralEtas;
}

/** The span that is cut into blocks: the training part. */
export const TRAINING_SPAN = 1;

/** The parts before a span, by the edges that lie before its start, and the span itself. */
export function neuralSpans(
  { timeMs }: PointEvents,
  { edgesMs, span }: { edgesMs: readonly number[]; span: ScoredSpan },
): ScoredSpan[] {
  const starts = edgesMs.filter((edge) => edge < span.startMs);
  const firsts = starts.map((edge, k) => {
    const found = timeMs.findIndex((time) => time >= edge);
    return k === 0 ? 0 : Math.min(span.from, found < 0 ? span.from : found);
  });
  const before = starts.map((startMs, k): ScoredSpan => ({
    from: firsts[k],
    to: firsts[k + 1] ?? span.from,
    startMs,
    endMs: starts[k + 1] ?? span.startMs,
  }));
  return [...before, before.length === 0 ? { ...span, from: 0 } : span];
}

/** Lays what a kept model moves and is told, at all events up to the end of a span, its last one. */
export function layKeptComponents(
  events: PointEvents,
  { kept, span, kernels, onProgress }: {
    kept: Omit<KeptNeuralEtas, "model">;
    span: ScoredSpan;
    kernels: RunningKernels;
    onProgress?: ReportProgress;
  },
): { components: NeuralComponents; spans: ScoredSpan[] } {
  const { parameters, mc, areaKm2, shape, meanExcess, edgesMs } = kept;
  const spans = neuralSpans(events, { edgesMs, span });
  const training = Math.min(TRAINING_SPAN, spans.length - 1);
  const components = layNeuralComponents(events, {
    ...{ parameters, mc, areaKm2, shape, meanExcess, spans, training, kernels, onProgress },
  });
  return { components, spans };
}
