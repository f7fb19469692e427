import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertLessOrEqual,
  assertThrows,
} from "@std/assert";
import { startKernels } from "../../../engine/backend/mod.ts";
import { InsufficientDataError, type PointEvents } from "../../../engine/domain/mod.ts";
import {
  branchingRatioOf,
  type EtasParameters,
  fitEtas,
  simulateEtas,
} from "../../../engine/models/mod.ts";
import { ETAS_KEYS, etasLikelihood } from "../../../engine/models/etas/etas_likelihood.ts";
import { parameterErrors } from "../../../engine/models/etas/parameter_errors.ts";
import {
  parametersOfPoint,
  searchGradientOf,
  searchPointOf,
} from "../../../engine/models/etas/search_space.ts";
import { PLANE_PARAMETERS, planeScene, squareBackground, wholeSpan } from "./etas_plane.ts";

Deno.test("ETAS likelihood: its slopes are those of its values", async () => {
  const kernels = await startKernels({ threads: 1 });
  const scene = planeScene({ days: 60, seed: 3 });
  const events = simulateEtas(scene).draw(0);
  const span = { ...wholeSpan(scene, events.size), from: 40, startMs: events.timeMs[39] + 1 };
  const background = Float64Array.from(events.timeMs, (_, i) => 0.5 + i % 3);
  const options = { mc: 3, areaKm2: scene.areaKm2, span, background, kernels };
  const at = (parameters: EtasParameters) => etasLikelihood(events, { ...options, parameters });
  const start = { ...PLANE_PARAMETERS, a: 1.3, rho: 0.5, omega: -0.1 };
  const slopes = at(start).gradient;
  const inSearch = searchGradientOf(start, slopes);
  const point = searchPointOf(start);
  ETAS_KEYS.forEach((key, k) => {
    const h = 1e-4;
    const slope = (change: (step: number) => EtasParameters) =>
      (at(change(h)).value - at(change(-h)).value) / (2 * h);
    const scale = 1 + Math.abs(slopes[k]);
    const direct = slope((step) => ({ ...start, [key]: start[key] + step }));
    assertLessOrEqual(Math.abs(direct - slopes[k]) / scale, 1e-5, key);
    const searched = slope((step) =>
      parametersOfPoint(point.map((value, i) => i === k ? value + step : value))
    );
    assertLessOrEqual(Math.abs(searched - inSearch[k]) / scale, 1e-5, `${key} of the search`);
  });
  const back = parametersOfPoint(point);
  for (const key of ETAS_KEYS) assertAlmostEquals(back[key], start[key], 1e-12);
});

/** What a catalogue of the square is fitted with. */
function fitOptions(scene: ReturnType<typeof planeScene>, events: PointEvents) {
  return {
    ...{ mc: 3, areaKm2: scene.areaKm2 },
    span: wholeSpan(scene, events.size),
    background: squareBackground(events),
  };
}

Deno.test("ETAS fit: finds the parameters of a simulated catalogue", async () => {
  const kernels = await startKernels({ threads: 1 });
  const scene = planeScene({ days: 150, seed: 11 });
  const events = simulateEtas(scene).draw(0);
  assert(events.size > 1_000, `${events.size} events`);
  const options = { ...fitOptions(scene, events), kernels };
  const fit = fitEtas(events, options);
  const truth = etasLikelihood(events, { ...options, parameters: PLANE_PARAMETERS }).value;
  const gain = fit.logLikelihood - truth;
  assert(fit.converged);
  // Twice the gain is chi-squared of nine: above 28 in one catalogue of a thousand.
  assert(gain > 0 && gain < 14, `${gain} nats over the truth`);
  for (const key of ETAS_KEYS) {
    const error = fit.errors![key]!;
    const away = Math.abs(fit.parameters[key] - PLANE_PARAMETERS[key]) / error;
    assertLessOrEqual(away, 3.5, `${key}: ${fit.parameters[key]} +- ${error}`);
  }
  assertLessOrEqual(Math.abs(fit.beta - 2.3), 0.2);
  const expected = branchingRatioOf(PLANE_PARAMETERS, { beta: 2.3, magnitudeStep: 0.1 })!;
  assertLessOrEqual(Math.abs(fit.branchingRatio! - expected), 0.25);
});

Deno.test("ETAS fit: of many events, begun on samples, ends where all of them are most likely", async () => {
  const kernels = await startKernels({ threads: 1 });
  const scene = planeScene({ days: 380, seed: 5 });
  const events = simulateEtas(scene).draw(0);
  assert(events.size > 3_300, `${events.size} events`);
  const options = { ...fitOptions(scene, events), kernels };
  const { parameters, logLikelihood, converged, evaluations } = fitEtas(events, {
    ...options,
    withErrors: false,
  });
  const { value, gradient } = etasLikelihood(events, { ...options, parameters });
  assert(converged && evaluations < 30, `${evaluations} likelihoods`);
  assertAlmostEquals(logLikelihood, value, 1e-6);
  const steepest = Math.max(...searchGradientOf(parameters, gradient).map(Math.abs));
  assertLessOrEqual(steepest / events.size, 1e-4, "slope of nats per event");
});

Deno.test("ETAS likelihood: of a sample, its logarithms stand for all, what is expected is exact", async () => {
  const kernels = await startKernels({ threads: 1 });
  const scene = planeScene({ days: 60, seed: 3 });
  const events = simulateEtas(scene).draw(0);
  const [from, to] = [30, 30 + 3 * 40];
  const options = { mc: 3, areaKm2: scene.areaKm2, parameters: PLANE_PARAMETERS, kernels };
  const span = { ...wholeSpan(scene, events.size), from, to };
  // The background's density scales every logarithm by one known number where nothing triggers.
  const alone = { ...PLANE_PARAMETERS, log10K0: -18 };
  const background = Float64Array.from(events.timeMs, (_, i) => 1 + i % 7);
  const sample = etasLikelihood(events, {
    ...options,
    parameters: alone,
    background,
    span,
    every: 3,
  });
  const mu = 10 ** alone.log10Mu;
  let logarithms = 0;
  for (let i = from + 1; i < to; i += 3) logarithms += 3 * Math.log(mu * background[i]);
  const expected = mu * scene.areaKm2 * (scene.endMs - scene.startMs) / 86_400_000;
  assertAlmostEquals(sample.value, logarithms - expected, 1e-6);
  assertAlmostEquals(sample.gradient[0], Math.LN10 * (to - from - expected), 1e-6);
});

Deno.test("errors of parameters: those of the mean and spread of a normal law", () => {
  const [size, spread] = [400, 2.5];
  // Per event, of a sample of mean 1 and that spread: by the mean and the logarithm of the spread.
  const slope = ([mean, log]: readonly number[]) => {
    const square = spread ** 2 + (mean - 1) ** 2;
    const scale = Math.exp(-2 * log);
    return {
      value: log + square * scale / 2,
      gradient: [(mean - 1) * scale, 1 - square * scale],
    };
  };
  const ranges = [{ lower: -9, upper: 9 }, { lower: -9, upper: 9 }];
  const point = [1, Math.log(spread)];
  const [ofMean, ofLog] = parameterErrors(point, { slope, size, ranges });
  assertAlmostEquals(ofMean!, spread / Math.sqrt(size), 1e-4);
  assertAlmostEquals(ofLog!, 1 / Math.sqrt(2 * size), 1e-5);
  const held = [{ lower: 1, upper: 9 }, ranges[1]];
  assertEquals(parameterErrors(point, { slope, size, ranges: held })[0], null);
});

Deno.test("ETAS fit: too few events are refused", async () => {
  const kernels = await startKernels({ threads: 1 });
  const scene = planeScene({ days: 5 });
  const events = simulateEtas(scene).draw(0);
  const span = wholeSpan(scene, Math.min(49, events.size));
  const options = { mc: 3, areaKm2: scene.areaKm2, span, kernels };
  assertThrows(() => fitEtas(events, options), InsufficientDataError);
});
