import type { RunningKernels } from "../backend/mod.ts";
import { DAY_MS, type PointEvents, selectEvents } from "../domain/mod.ts";
import {
  ageGroupOf,
  AGES,
  classOf,
  expectedUpTo,
  type KeptNeuralEtas,
  layNeuralWindow,
  type NeuralVoice,
  openNeuralPast,
  strengthOf,
} from "../models/mod.ts";
import type { EtasContributions, ExplainedPlace } from "./explain_etas.ts";
import { placeDensities } from "./place_densities.ts";

/** A neural ETAS whose forecasts are explained. */
export interface ExplainedNeuralEtas {
  /** The model. */
  kept: KeptNeuralEtas;
  /** Its networks, compiled. */
  voice: NeuralVoice;
  /** The kernels at work. */
  kernels: RunningKernels;
}

/**
 * Direct aftershocks that are expected of each past event in a window, and background events, each
 * times what the network of when says at the window's start; at a place their density, events a km²,
 * as the network of where mixes it. Aftershocks of events yet to come are not in it.
 *
 * Throws InsufficientDataError without an event up to the start.
 */
export function explainNeuralWindow(
  events: PointEvents,
  { kept, voice, kernels }: ExplainedNeuralEtas,
  { startMs, endMs, at }: { startMs: number; endMs: number; at?: ExplainedPlace },
): EtasContributions {
  const past = openNeuralPast(kept, events, { startMs, kernels });
  const { cells, background } = layNeuralWindow(past, { kept, endMs });
  const rates = voice.rates(past.window);
  const amounts = new Float64Array(events.size);
  if (at === undefined) {
    past.history.timeMs.forEach((_, event) => {
      cells.visit(event, 0, cells.size, (_cell, group, amount) => {
        amounts[event] += rates[1 + group] * amount;
      });
    });
    return { background: rates[0] * background * cells.edges[cells.size], events: amounts };
  }
  const mixture = voice.mixture(past.window);
  const { factors } = mixture;
  const expected = expectedUpTo(cells, { background, factors: rates });
  const mixed = expectedUpTo(cells, { background, factors });
  // What is expected of a cell, over what its mixture of places sums to.
  const scaleOf = (cell: number) =>
    (expected[cell + 1] - expected[cell]) / (mixed[cell + 1] - mixed[cell]);
  const scales = Float64Array.from({ length: cells.size }, (_, cell) => scaleOf(cell));
  const densities = placeDensities(past, { kept, mixture, at });
  past.history.timeMs.forEach((_, event) => {
    const densityIn = densities.eventAt(event);
    cells.visit(event, 0, cells.size, (cell, group, amount) => {
      amounts[event] += scales[cell] * factors[1 + group] * amount * densityIn(group);
    });
  });
  const backgroundDays = scales.reduce((sum, scale, cell) => sum + scale * cells.lengthOf(cell), 0);
  const here = factors[0] * background * densities.background;
  return { background: here * backgroundDays, events: amounts };
}

/**
 * P_ij by the mixture that the network of where says before an event: the probability of each earlier
 * event to be its parent, and of the background to be, as smoothed from the events before it.
 *
 * Source: Zhuang, Ogata & Vere-Jones 2002, J. Am. Stat. Assoc. 97, equation 12.
 */
export function explainNeuralEvent(
  history: PointEvents,
  { kept, voice, kernels }: ExplainedNeuralEtas,
  event: number,
): EtasContributions {
  const events = new Float64Array(history.size);
  if (event === 0) return { background: 1, events };
  const startMs = history.timeMs[event];
  const before = selectEvents(history, Uint32Array.from({ length: event }, (_, i) => i));
  const past = openNeuralPast(kept, before, { startMs, kernels });
  const mixture = voice.mixture(past.window);
  const { places } = history;
  const at: ExplainedPlace = places.kind === "plane"
    ? [places.eastKm[event], places.northKm[event]]
    : [places.longitude[event], places.latitude[event]];
  const densities = placeDensities(past, { kept, mixture, at });
  const { law } = past;
  const { cDays, omega, tauDays } = law;
  const fading = (age: number) => Math.exp(-age / tauDays) / (age + cDays) ** (1 + omega);
  const background = mixture.factors[0] * law.mu * kept.areaKm2 * densities.background;
  let sum = background;
  for (let j = 0; j < event; j++) {
    const age = (startMs - history.timeMs[j]) / DAY_MS;
    if (!(age > 0)) continue; // events at one time do not trigger each other
    const excess = history.magnitude[j] - kept.mc;
    const group = AGES * classOf(excess) + ageGroupOf(age);
    const rate = strengthOf(law, excess) * fading(age);
    events[j] = mixture.factors[1 + group] * rate * densities.eventAt(j)(group);
    sum += events[j];
  }
  return { background: background / sum, events: events.map((rate) => rate / sum) };
}
