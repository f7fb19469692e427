import { DAY_MS, type PointEvents } from "../domain/mod.ts";
import { RandomStream } from "../mathematics/mod.ts";
import type { DrawPlace } from "./etas/background_places.ts";
import { drawMagnitude, type DrawnMagnitudes, shareReaching } from "./etas/draw_magnitude.ts";

/** What simulated catalogues of a Poisson process are made of. */
export interface SimulatePoissonOptions extends DrawnMagnitudes {
  /** Rate of the region, events a day. */
  ratePerDay: number;
  /** Draws the place of an event, degrees. */
  drawPlace: DrawPlace;
  /** Start of the catalogues, UTC epoch milliseconds. */
  startMs: number;
  /** End of the catalogues. */
  endMs: number;
  /** Seed of all catalogues; each has a stream of its own. */
  seed: number;
}

/** Draws catalogues of one rate and window. */
export interface PoissonSimulator {
  /** Events expected. */
  expectedDirect: number;
  /** Share of all events that reach a magnitude. */
  shareReaching(magnitude: number): number;
  /** The catalogue of a number, the same each time: events in order of time. */
  draw(catalogue: number): PointEvents;
}

/** Makes a simulator of a Poisson process of constant rate, whatever came before. */
export function simulatePoisson(options: SimulatePoissonOptions): PoissonSimulator {
  const { ratePerDay, drawPlace, startMs, endMs, seed } = options;
  const expectedDirect = ratePerDay * (endMs - startMs) / DAY_MS;
  const random = new RandomStream(seed);
  return {
    expectedDirect,
    shareReaching: (magnitude) => shareReaching(options, magnitude),
    draw(catalogue) {
      const stream = random.fork(`catalogue ${catalogue}`);
      const size = stream.poisson(expectedDirect);
      const column = (draw: () => number) => Float64Array.from({ length: size }, draw);
      const timeMs = column(() => startMs + (endMs - startMs) * stream.uniform()).sort();
      const magnitude = column(() => drawMagnitude(options, stream));
      const places = Array.from({ length: size }, () => drawPlace(stream));
      return {
        ...{ name: "simulated", size, timeMs, isDated: true, magnitude },
        places: {
          kind: "geographic",
          longitude: Float64Array.from(places, ([longitude]) => longitude),
          latitude: Float64Array.from(places, ([, latitude]) => latitude),
        },
      };
    },
  };
}
