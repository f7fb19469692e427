import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { ConfigurationError, InsufficientDataError } from "../../../engine/domain/mod.ts";
import { kolmogorovSmirnovUniform } from "../../../engine/mathematics/mod.ts";
import {
  openRecurrentReader,
  RECURRENT_OUTPUTS,
  type RecurrentReader,
  scoreRecurrent,
  simulateRecurrent,
  type SimulateRecurrentOptions,
} from "../../../engine/models/mod.ts";
import { predictRecurrent } from "../../../engine/training/mod.ts";
import { openEngine } from "../backend/compiled/open_engine.ts";
import { MADE_HISTORY as history, madeProcess } from "./made_recurrent.ts";

const DAY_MS = 86_400_000;
const START_MS = history.timeMs[199] + 0.2 * DAY_MS;

function optionsOf(reader: RecurrentReader, days: number): SimulateRecurrentOptions {
  return {
    ...{ reader, history, startMs: START_MS, endMs: START_MS + days * DAY_MS, seed: 5 },
    drawPlace: (random) => [100 * random.uniform(), 50 * random.uniform()],
  };
}

Deno.test("recurrent simulation: its waits, on the clock of its own score, are exponential", async () => {
  const kernels = await openEngine();
  const process = madeProcess({ strength: 1 });
  const reader = openRecurrentReader(process, kernels);
  const drawn = simulateRecurrent(optionsOf(reader, 1500)).draw(0);
  reader.dispose();
  assert(drawn.size > 1000, `${drawn.size} events`);
  const join = (one: Float64Array, two: Float64Array) => Float64Array.of(...one, ...two);
  const events = {
    ...history,
    size: 200 + drawn.size,
    timeMs: join(history.timeMs, drawn.timeMs),
    magnitude: join(history.magnitude, drawn.magnitude),
  };
  const range = { start: 199, end: events.size };
  const outputs = predictRecurrent(events, { process, range, kernels });
  const span = {
    ...{ from: 200, to: events.size },
    ...{ startMs: START_MS, endMs: START_MS + 1500 * DAY_MS },
  };
  const logDensity = new Float64Array(drawn.size);
  const { expected } = scoreRecurrent(events, { process, outputs, span, logDensity });
  // Time rescaling (Ogata 1988): the expected numbers between events are exponential of mean 1.
  const { probability } = kolmogorovSmirnovUniform(expected.map((value) => Math.exp(-value)))!;
  assert(probability > 0.001, `p ${probability}`);
  const moves = new Set(Array.from({ length: 50 }, (_, i) => outputs[i * RECURRENT_OUTPUTS]));
  assertEquals(moves.size, 50); // the network did move the law, each time otherwise
});

Deno.test("recurrent simulation: silence is as likely as the first law says", async () => {
  const kernels = await openEngine();
  const reader = openRecurrentReader(madeProcess({ strength: 1 }), kernels);
  const simulator = simulateRecurrent(optionsOf(reader, 0.3));
  const silent = Array.from({ length: 3000 }, (_, i) => simulator.draw(i))
    .filter(({ size }) => size === 0).length / 3000;
  const chance = Math.exp(-simulator.expectedDirect);
  assertAlmostEquals(silent, chance, 4 * Math.sqrt(chance * (1 - chance) / 3000));
  reader.dispose();
});

Deno.test("recurrent simulation: catalogues are in order, in the window and the same each time", async () => {
  const kernels = await openEngine();
  const reader = openRecurrentReader(madeProcess({ strength: 0.5 }), kernels);
  const options = optionsOf(reader, 40);
  const simulator = simulateRecurrent(options);
  const one = simulator.draw(3);
  simulator.draw(4);
  assertEquals(simulator.draw(3), one);
  assert(one.size > 10 && simulator.draw(4).timeMs[0] !== one.timeMs[0]);
  assert(one.timeMs.every((time, i) => time >= (one.timeMs[i - 1] ?? START_MS)));
  assert(one.timeMs[one.size - 1] < options.endMs);
  assert(one.magnitude.every((magnitude) => Math.abs(magnitude * 10 % 1 - 0.5) > 0.49));
  assert(Math.min(...one.magnitude) >= 3);
  if (one.places.kind !== "plane") throw new Error("as the history");
  assert(one.places.eastKm.some((east) => east > 50) && Math.max(...one.places.northKm) <= 50);
  const few = simulateRecurrent({ ...options, mostEvents: 5 });
  assertThrows(() => few.draw(0), ConfigurationError, "5 events");
  assertThrows(() => simulateRecurrent({ ...options, startMs: 0 }), InsufficientDataError);
  reader.dispose();
});
