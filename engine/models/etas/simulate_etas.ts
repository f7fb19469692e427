import { ConfigurationError, DAY_MS, type PointEvents } from "../../domain/mod.ts";
import { RandomStream, taperedOmoriIntegral } from "../../mathematics/mod.ts";
import { pickBySums } from "../neural_etas/pick_by_sums.ts";
import { drawMagnitude, shareReaching } from "./draw_magnitude.ts";
import { type EtasLaw, etasLawOf, planeIntegralOf, productivityOf, spreadOf } from "./etas_law.ts";
import type { EtasParameters } from "./etas_parameters.ts";
import { type EtasPlace, movePlace } from "./move_place.ts";

export type { EtasPlace } from "./move_place.ts";

/** What simulated catalogues are made of. */
export interface SimulateEtasOptions {
  /** The parameters. */
  parameters: EtasParameters;
  /** Smallest magnitude, from which the parameters count. */
  mc: number;
  /** β of the magnitudes, per magnitude. */
  beta: number;
  /** Step to which magnitudes are rounded, the smallest drawn from half a step below; 0.1. */
  magnitudeStep?: number;
  /** Largest magnitude; 9.5 unless given. */
  maximumMagnitude?: number;
  /** Area of the background, km². */
  areaKm2: number;
  /** Draws the place of a background event. */
  drawPlace: (random: RandomStream) => EtasPlace;
  /** Whether places are in a plane or on the globe. */
  kind: "plane" | "geographic";
  /** Events up to the start that trigger others; later ones do not count. None unless given. */
  history?: PointEvents;
  /** How many times as productive as its magnitude says each event of the history is; 1. [event] */
  historyScale?: ArrayLike<number>;
  /** Start of the catalogues, milliseconds as in the history. */
  startMs: number;
  /** End of the catalogues. */
  endMs: number;
  /** Most events of a catalogue: more are a cascade without end; two million unless given. */
  mostEvents?: number;
  /** Seed of all catalogues; each has a stream of its own. */
  seed: number;
}

/** Draws catalogues of one law, history and window. */
export interface EtasSimulator {
  /** Events expected straight from the background and the history, without their aftershocks. */
  expectedDirect: number;
  /** Share of all events that reach a magnitude. */
  shareReaching(magnitude: number): number;
  /** The catalogue of a number, the same each time: events in order of time, wherever they are. */
  draw(catalogue: number): PointEvents;
}

/** More events than this in a catalogue are a cascade without end. */
const MOST_EVENTS = 2_000_000;

/** After so many τ an event triggers no more: e^−45 is 3e-20. */
const LONGEST_TAPER = 45;

interface Source {
  day: number;
  magnitude: number;
  place: EtasPlace;
  scale?: number;
}

/**
 * Makes a simulator: background events are Poisson in time, each event has a Poisson number of direct
 * aftershocks, and these their own, generation after generation. Times are drawn from the Omori law
 * without taper and kept with the taper's chance, so that all is exact.
 *
 * A catalogue throws ConfigurationError where it grows beyond `mostEvents`.
 * Source: Ogata 1998 (law); Lewis & Shedler 1979 (thinning); SCIENCE.md 2.1.
 */
export function simulateEtas(options: SimulateEtasOptions): EtasSimulator {
  const { startMs, endMs, areaKm2, mc, seed, history, mostEvents = MOST_EVENTS } = options;
  const law = etasLawOf(options.parameters);
  const days = (endMs - startMs) / DAY_MS;
  const background = law.mu * areaKm2 * days;
  const past = history === undefined ? [] : sourcesOf(history, options);
  let fromPast = 0;
  const sums = Float64Array.from(
    past,
    (source) => fromPast += proposalsOf(law, { source, mc, days }),
  );
  const random = new RandomStream(seed);
  const scene = { ...options, law, days };
  return {
    get expectedDirect() {
      return background + directOf(law, { past, mc, days });
    },
    shareReaching: (magnitude) => shareReaching(options, magnitude),
    draw(catalogue) {
      const stream = random.fork(`catalogue ${catalogue}`);
      const events: Source[] = [];
      const count = stream.poisson(background);
      for (let i = 0; i < count; i++) {
        const day = days * stream.uniform();
        events.push({
          day,
          magnitude: drawMagnitude(scene, stream),
          place: options.drawPlace(stream),
        });
      }
      const drawn = stream.poisson(fromPast);
      for (let i = 0; i < drawn; i++) {
        const parent = past[pickBySums(sums, fromPast * stream.uniform())];
        propose(events, { parent, scene, stream });
      }
      // The list grows while it is walked: each event's aftershocks are appended, and later walked too.
      for (let i = 0; i < events.length; i++) {
        const children = stream.poisson(proposalsOf(law, { source: events[i], mc, days }));
        for (let child = 0; child < children; child++) {
          propose(events, { parent: events[i], scene, stream });
        }
        if (events.length > mostEvents) refuseCascade(events.length);
      }
      return layEvents(events, options);
    },
  };
}

function sourcesOf(
  { timeMs, magnitude, places }: PointEvents,
  { startMs, historyScale }: SimulateEtasOptions,
): Source[] {
  const [x, y] = places.kind === "plane"
    ? [places.eastKm, places.northKm]
    : [places.longitude, places.latitude];
  return Array.from(timeMs, (time, i): Source => ({
    day: (time - startMs) / DAY_MS,
    magnitude: magnitude[i],
    place: [x[i], y[i]],
    scale: historyScale?.[i],
  })).filter(({ day }) => day <= 0);
}

/** Ages, days, between which a source can trigger events of the window. */
function agesOf({ tauDays }: EtasLaw, { day, days }: { day: number; days: number }) {
  const from = Math.max(0, -day);
  return { from, to: Math.min(days - day, from + LONGEST_TAPER * tauDays) };
}

/** Events to propose for a source: what Omori's law without taper gives, less the taper at its start. */
function proposalsOf(
  law: EtasLaw,
  { source, mc, days }: { source: Source; mc: number; days: number },
): number {
  const { from, to } = agesOf(law, { day: source.day, days });
  const { cDays, omega, tauDays } = law;
  const width = Math.log1p((to - from) / (from + cDays));
  const integral = omega === 0
    ? width
    : (from + cDays) ** -omega * -Math.expm1(-omega * width) / omega;
  return strengthOf(law, { source, mc }) * Math.exp(-from / tauDays) * integral;
}

function strengthOf(law: EtasLaw, { source, mc }: { source: Source; mc: number }): number {
  const excess = source.magnitude - mc;
  const { scale = 1 } = source;
  return scale * productivityOf(law, excess) * planeIntegralOf(law, spreadOf(law, excess));
}

/** Direct aftershocks of the past that are expected in the window. */
function directOf(
  law: EtasLaw,
  { past, mc, days }: { past: readonly Source[]; mc: number; days: number },
): number {
  let sum = 0;
  for (const source of past) {
    const { from, to } = agesOf(law, { day: source.day, days });
    const span = { from, to };
    sum += strengthOf(law, { source, mc }) * taperedOmoriIntegral(law, span);
  }
  return sum;
}

type Scene = SimulateEtasOptions & { law: EtasLaw; days: number };

/** Draws an aftershock, and keeps it with the chance that the taper leaves. */
function propose(
  events: Source[],
  { parent, scene, stream }: { parent: Source; scene: Scene; stream: RandomStream },
): void {
  const { law, days, mc } = scene;
  const { cDays, omega, tauDays } = law;
  const { from, to } = agesOf(law, { day: parent.day, days });
  const width = Math.log1p((to - from) / (from + cDays));
  const part = stream.uniform();
  const along = omega === 0 ? part * width : -Math.log1p(part * Math.expm1(-omega * width)) / omega;
  const later = (from + cDays) * Math.expm1(along);
  if (stream.uniform() >= Math.exp(-later / tauDays)) return;
  const spread = spreadOf(law, parent.magnitude - mc);
  const distanceKm = Math.sqrt(spread * (stream.uniform() ** (-1 / law.rho) - 1));
  const bearing = 360 * stream.uniform();
  events.push({
    day: parent.day + from + later,
    magnitude: drawMagnitude(scene, stream),
    place: movePlace(parent.place, { kind: scene.kind, distanceKm, bearing }),
  });
}

function layEvents(events: Source[], { kind, startMs }: SimulateEtasOptions): PointEvents {
  events.sort((one, other) => one.day - other.day);
  const column = (pick: (event: Source) => number) => Float64Array.from(events, pick);
  const [x, y] = [column(({ place }) => place[0]), column(({ place }) => place[1])];
  return {
    name: "simulated",
    size: events.length,
    timeMs: column(({ day }) => startMs + day * DAY_MS),
    isDated: kind === "geographic",
    magnitude: column(({ magnitude }) => magnitude),
    places: kind === "plane"
      ? { kind, eastKm: x, northKm: y }
      : { kind, longitude: x, latitude: y },
  };
}

function refuseCascade(have: number): never {
  throw new ConfigurationError(
    `Cannot simulate ETAS: ${have} events and no end, as each has more than one aftershock on average.`,
    "parameters",
  );
}
