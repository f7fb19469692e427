import type { PointEvents } from "../engine/domain/mod.ts";
import {
  type EtasParameters,
  type EtasSimulator,
  simulateEtas,
  type SimulateEtasOptions,
} from "../engine/models/mod.ts";

const DAY_MS = 86_400_000;

/** Parameters of the simulated catalogues of the benches, like those of Californian ones. */
export const BENCH_ETAS: EtasParameters = {
  ...{ log10Mu: -4.5, log10K0: -2.55, a: 1.6, log10C: -2.2, omega: -0.03, log10Tau: 2.5 },
  ...{ log10D: -0.6, gamma: 0.9, rho: 0.62 },
};

/** A box on the globe, for so many days. */
export function etasScene(
  { days, seed, history, startMs = 0 }: {
    days: number;
    seed: number;
    history?: PointEvents;
    startMs?: number;
  },
): SimulateEtasOptions {
  return {
    parameters: BENCH_ETAS,
    mc: 2.5,
    beta: 2.3,
    maximumMagnitude: 7.5,
    areaKm2: 370_000,
    drawPlace: (random) => [-120 + 6 * random.uniform(), 32 + 6 * random.uniform()],
    kind: "geographic",
    history,
    startMs,
    endMs: startMs + days * DAY_MS,
    seed,
  };
}

/** The first so many events of a catalogue that is simulated until it has them. */
export function drawEtasCatalogue({ size, seed }: { size: number; seed: number }): PointEvents {
  for (let days = 100;; days *= 2) {
    const simulator: EtasSimulator = simulateEtas(etasScene({ days, seed }));
    const events = simulator.draw(0);
    if (events.size >= size) return firstEvents(events, size);
  }
}

function firstEvents(events: PointEvents, size: number): PointEvents {
  const { places } = events;
  if (places.kind !== "geographic") throw new TypeError("Simulated on the globe.");
  const cut = (column: Float64Array) => column.slice(0, size);
  return {
    ...events,
    size,
    timeMs: cut(events.timeMs),
    magnitude: cut(events.magnitude),
    places: { ...places, latitude: cut(places.latitude), longitude: cut(places.longitude) },
  };
}
