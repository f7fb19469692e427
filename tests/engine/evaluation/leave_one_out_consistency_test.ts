import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { InputError } from "../../../engine/domain/mod.ts";
import {
  calibrateConsistency,
  leaveOneOutConsistency,
  pseudoLikelihoodConsistency,
  type SimulatedForecast,
  spatialConsistency,
} from "../../../engine/evaluation/mod.ts";
import { RandomStream } from "../../../engine/mathematics/mod.ts";

const SPATIAL = { question: "spatial-leave-one-out" } as const;
const PSEUDO = { question: "pseudo-likelihood-leave-one-out" } as const;

function forecastOf(cells: number, catalogues: number[][]): SimulatedForecast {
  const binned = catalogues.map((cell) => ({ cell, magnitudeBin: cell.map(() => 0) }));
  return { cells, magnitudeBins: 1, catalogues: binned };
}

function observe(cell: number[]) {
  return { cell, magnitudeBin: cell.map(() => 0) };
}

Deno.test("left out by hand; what happened scores as in the original tests", () => {
  const forecast = forecastOf(3, [[0, 0, 1], [1], []]);
  const observed = observe([0, 1]);
  const spatial = leaveOneOutConsistency(forecast, observed, SPATIAL);
  assertAlmostEquals(spatial.statistic!, spatialConsistency(forecast, observed).statistic!, 1e-14);
  const pseudo = leaveOneOutConsistency(forecast, observed, PSEUDO);
  const original = pseudoLikelihoodConsistency(forecast, observed);
  assertAlmostEquals(pseudo.statistic!, original.statistic!, 1e-14);
  // The others of the first: cell 0 once, cell 1 twice, 3 events; of the second: twice each... 5.
  // First: mean of ln(1/3), ln(1/3), ln(2/3), less ln(3/3). Second: ln(2/3) − ln(5/3).
  const first = (2 * Math.log(1 / 3) + Math.log(2 / 3)) / 3;
  const second = Math.log(2 / 3) - Math.log(5 / 3);
  const { simulations, expected, atMost } = spatial;
  assertEquals(simulations, 2);
  assertAlmostEquals(expected!.median, (first + second) / 2, 1e-14);
  assertEquals(atMost, [first, second].filter((one) => one <= spatial.statistic!).length / 2);
});

Deno.test("few catalogues: uniform when left out, not when not", () => {
  const random = new RandomStream("few");
  const draw = () => Array.from({ length: 1 + random.poisson(5) }, () => random.integer(40));
  const [out, original, pseudo]: ReturnType<typeof spatialConsistency>[][] = [[], [], []];
  for (let truth = 0; truth < 200; truth++) {
    const forecast = forecastOf(40, Array.from({ length: 20 }, draw));
    const observed = observe(draw());
    out.push(leaveOneOutConsistency(forecast, observed, SPATIAL));
    pseudo.push(leaveOneOutConsistency(forecast, observed, PSEUDO));
    original.push(spatialConsistency(forecast, observed));
  }
  const chance = (results: typeof out) => calibrateConsistency(results, { random }).probability!;
  assert(chance(out) > 0.01 && chance(pseudo) > 0.01, `${chance(out)}, ${chance(pseudo)}`);
  assert(chance(original) < 1e-3, `${chance(original)}`);
});

Deno.test("places that nothing else reached, no event, an event outside the grid", () => {
  const forecast = forecastOf(4, [[0], [0, 1]]);
  const stray = leaveOneOutConsistency(forecast, observe([0, 3]), SPATIAL);
  assertEquals([stray.status, stray.eventsLeftOut], ["undersampled", 1]);
  for (const nothing of [[], [3]]) {
    assertEquals(leaveOneOutConsistency(forecast, observe(nothing), PSEUDO).status, "not-valid");
  }
  assertThrows(() => leaveOneOutConsistency(forecast, observe([4]), SPATIAL), InputError);
});
