import { startKernels } from "../engine/backend/mod.ts";
import type { PointEvents } from "../engine/domain/mod.ts";
import type { RandomStream } from "../engine/mathematics/mod.ts";
import {
  type EtasParameters,
  fitEtas,
  simulateEtas,
  type SimulateEtasOptions,
} from "../engine/models/mod.ts";
import type { LongCheck } from "./long_check_definition.ts";

const RUNS = 40;
const DAY_MS = 86_400_000;
const EDGE_KM = 200;

/** Parameters whose every number some thousand events can tell. */
const TRUTH: EtasParameters = {
  ...{ log10Mu: -4, log10K0: -2.35, a: 1.6, log10C: -2, omega: 0.05, log10Tau: 2 },
  ...{ log10D: -0.5, gamma: 0.8, rho: 0.7 },
};

/** All events count, wherever aftershocks of aftershocks have strayed, as no plane has edges. */
const SCENE: SimulateEtasOptions = {
  parameters: TRUTH,
  mc: 3,
  beta: 2.3,
  maximumMagnitude: 7,
  areaKm2: EDGE_KM * EDGE_KM,
  drawPlace: (random: RandomStream) => [EDGE_KM * random.uniform(), EDGE_KM * random.uniform()],
  kind: "plane",
  startMs: 0,
  endMs: 200 * DAY_MS,
  seed: 1,
};

/** The 95 % intervals of ETAS parameters, fitted to simulated catalogues, cover the truth. */
export const check: LongCheck = {
  about: `95 % intervals of ETAS parameters cover the truth in 88 to 99 % of ${RUNS} catalogues`,
  async run(report) {
    const kernels = await startKernels();
    const simulator = simulateEtas(SCENE);
    const keys = Object.keys(TRUTH) as (keyof EtasParameters)[];
    const deviations: number[][] = keys.map(() => []);
    for (let run = 0; run < RUNS; run++) {
      const events = simulator.draw(run);
      const span = { from: 0, to: events.size, startMs: SCENE.startMs, endMs: SCENE.endMs };
      const { mc, areaKm2 } = SCENE;
      const background = isInSquare(events);
      const fit = fitEtas(events, { mc, areaKm2, span, background, kernels });
      keys.forEach((key, k) => {
        const error = fit.errors?.[key] ?? NaN;
        deviations[k].push((fit.parameters[key] - TRUTH[key]) / error);
      });
      report(`${run + 1} of ${RUNS}: ${events.size} events, ${fit.evaluations} likelihoods`);
    }
    await kernels.stop();
    const coverage = (values: readonly number[]) =>
      values.filter((value) => Math.abs(value) < 1.96).length / values.length;
    const mean = (values: readonly number[]) => {
      const known = values.filter(Number.isFinite); // an error may be unknown
      return known.reduce((sum, value) => sum + value, 0) / known.length;
    };
    const all = coverage(deviations.flat());
    const facts = {
      runs: RUNS,
      coverage: all,
      byParameter: Object.fromEntries(
        keys.map((key, k) => [key, {
          coverage: coverage(deviations[k]),
          meanDeviation: mean(deviations[k]),
        }]),
      ),
    };
    if (!(all >= 0.88 && all <= 0.99)) throw new Error(`coverage is ${JSON.stringify(facts)}`);
    return facts;
  },
};

/** 1 for events where the background is, 0 for others. */
function isInSquare({ places }: PointEvents): Float64Array {
  if (places.kind !== "plane") throw new Error("Simulated in a plane.");
  const isInside = (km: number) => km >= 0 && km <= EDGE_KM;
  return places.eastKm.map((east, i) => isInside(east) && isInside(places.northKm[i]) ? 1 : 0);
}
