import { DAY_MS, type EventPlaces, type PointEvents } from "../domain/mod.ts";
import { greatCircleKm, taperedOmoriIntegral } from "../mathematics/mod.ts";
import {
  ETAS_RADIUS_KM,
  type EtasLaw,
  etasLawOf,
  type EtasParameters,
  type KeptBackground,
  keptBackgroundAt,
  planeIntegralOf,
  productivityOf,
  spreadOf,
} from "../models/mod.ts";

/** An ETAS model whose forecasts are explained. */
export interface ExplainedEtas {
  /** Its parameters. */
  parameters: EtasParameters;
  /** Smallest magnitude, from which the parameters count. */
  mc: number;
  /** Area of the region, km². */
  areaKm2: number;
  /** Its background where that varies in space. */
  background?: KeptBackground;
}

/** What the background and each past event contribute. */
export interface EtasContributions {
  /** The background's amount. */
  background: number;
  /** Each event's amount. [event] */
  events: Float64Array;
}

/** A place, degrees, or kilometres in a plane. */
export type ExplainedPlace = readonly [x: number, y: number];

/**
 * Direct aftershocks that are expected of each past event in a window, and background events; at a
 * place their density, events a km², instead. Aftershocks of events yet to come are not in it.
 *
 * Source: SCIENCE.md 2.1, expected children G_j.
 */
export function explainEtasWindow(
  history: PointEvents,
  etas: ExplainedEtas,
  { startMs, endMs, at }: { startMs: number; endMs: number; at?: ExplainedPlace },
): EtasContributions {
  const law = etasLawOf(etas.parameters);
  const days = (endMs - startMs) / DAY_MS;
  const events = new Float64Array(history.size);
  for (let i = 0; i < history.size; i++) {
    const from = (startMs - history.timeMs[i]) / DAY_MS;
    if (!(from >= 0)) continue; // later than the window's start
    const excess = history.magnitude[i] - etas.mc;
    const lasting = taperedOmoriIntegral(law, { from, to: from + days });
    const reach = at === undefined
      ? planeIntegralOf(law, spreadOf(law, excess))
      : densityAt(law, { places: history.places, event: i, excess, at });
    events[i] = productivityOf(law, excess) * lasting * reach;
  }
  const background = law.mu * days * (at === undefined ? etas.areaKm2 : backgroundAt(etas, at));
  return { background, events };
}

/**
 * P_ij: the probability of each earlier event to be the parent of an event, and of the background to
 * be. An event's own kernel in a smoothed background does not count.
 *
 * Source: Zhuang, Ogata & Vere-Jones 2002, J. Am. Stat. Assoc. 97, equation 12.
 */
export function explainEtasEvent(
  history: PointEvents,
  etas: ExplainedEtas,
  event: number,
): EtasContributions {
  const law = etasLawOf(etas.parameters);
  const { cDays, omega, tauDays } = law;
  const at = placeOf(history.places, event);
  const events = new Float64Array(history.size);
  let sum = law.mu * backgroundAt({ ...etas, background: without(etas.background, at) }, at);
  const background = sum;
  for (let j = 0; j < event; j++) {
    const age = (history.timeMs[event] - history.timeMs[j]) / DAY_MS;
    if (!(age > 0)) continue; // events at one time do not trigger each other
    const excess = history.magnitude[j] - etas.mc;
    const fading = Math.exp(-age / tauDays) / (age + cDays) ** (1 + omega);
    events[j] = productivityOf(law, excess) * fading *
      densityAt(law, { places: history.places, event: j, excess, at });
    sum += events[j];
  }
  return { background: background / sum, events: events.map((rate) => rate / sum) };
}

/** The spatial law of an event at a place: 1 / (r² + spread)^(1 + ρ), r in km. */
function densityAt(
  law: EtasLaw,
  { places, event, excess, at }: {
    places: EventPlaces;
    event: number;
    excess: number;
    at: ExplainedPlace;
  },
): number {
  const [x, y] = placeOf(places, event);
  const distanceKm = places.kind === "plane" ? Math.hypot(x - at[0], y - at[1]) : greatCircleKm(
    { longitude: x, latitude: y },
    { longitude: at[0], latitude: at[1] },
    ETAS_RADIUS_KM,
  );
  return (distanceKm ** 2 + spreadOf(law, excess)) ** (-1 - law.rho);
}

/** Background at a place over a uniform one. */
function backgroundAt(
  { background, areaKm2 }: Pick<ExplainedEtas, "background" | "areaKm2">,
  [x, y]: ExplainedPlace,
): number {
  if (background === undefined) return 1;
  const [xs, ys] = [Float64Array.of(x), Float64Array.of(y)];
  const places: EventPlaces = background.places.kind === "plane"
    ? { kind: "plane", eastKm: xs, northKm: ys }
    : { kind: "geographic", longitude: xs, latitude: ys };
  return keptBackgroundAt(background, { places, span: { from: 0, to: 1 }, areaKm2 })[0];
}

/** A background whose kernel at a place has no weight. */
function without(
  background: KeptBackground | undefined,
  [x, y]: ExplainedPlace,
): KeptBackground | undefined {
  if (background === undefined) return undefined;
  const isThere = (kernel: number) => {
    const [east, north] = placeOf(background.places, kernel);
    return east === x && north === y;
  };
  const probability = background.probability.map((p, kernel) => isThere(kernel) ? 0 : p);
  return { ...background, probability };
}

function placeOf(places: EventPlaces, event: number): ExplainedPlace {
  return places.kind === "plane"
    ? [places.eastKm[event], places.northKm[event]]
    : [places.longitude[event], places.latitude[event]];
}
