import { assertEquals } from "@std/assert";
import {
  type Catalogue,
  catalogueFromEarthquakes,
  DAY_MS,
  type Examples,
  resolveForecastConfiguration,
} from "../engine/domain/mod.ts";
import { RandomStream } from "../engine/mathematics/mod.ts";
import { fitPreparation, gatherBatch, prepareExamples } from "../engine/preprocessing/mod.ts";
import type { Bench, BenchCase } from "./bench_definition.ts";

const SIZES = [20_000, 200_000] as const;
const BATCH = 64;
const YEARS = 20;
/** By how much sizes and years are divided where little work is asked for. */
const QUICK_DIVISOR = 10;

/** From a clean catalogue to examples, and from examples to the batches of one epoch. */
export const bench: Bench = {
  about:
    "batches of windows beside an array for each window; examples of each task from a catalogue",
  *cases({ quick }): Iterable<BenchCase> {
    const divisor = quick ? QUICK_DIVISOR : 1;
    const years = YEARS / divisor;
    const sizes = SIZES.map((size) => size / divisor);
    const catalogue = randomCatalogue(sizes[0], years);
    const preparation = fitPreparation(catalogue, resolveForecastConfiguration({}));
    const examples = prepareExamples(catalogue, preparation);
    yield {
      name: `gather ${examples.count} windows of 30 x 12`,
      work: { amount: examples.count, unit: "windows" },
      ours: () => gatherAll(examples),
      peers: { "an array for each window and step": () => nestAll(examples) },
      check: () => assertEquals(nestAll(examples), gatherAll(examples)),
    };
    for (const size of sizes) {
      const events = randomCatalogue(size, years);
      for (const task of ["rate", "magnitude", "map"] as const) {
        const fitted = fitPreparation(events, resolveForecastConfiguration({ task }));
        yield {
          name: `prepare ${task}, ${size} events of ${years} years`,
          work: { amount: size, unit: "events" },
          ours: () => prepareExamples(events, fitted),
          peers: {},
        };
      }
    }
  },
};

/** Every window, batch by batch; the last batch is given back. */
function gatherAll(examples: Examples): Float32Array {
  let batch: Float32Array = new Float32Array(0);
  for (let first = 0; first + BATCH <= examples.count; first += BATCH) {
    batch = gatherBatch(examples, Int32Array.from({ length: BATCH }, (_, i) => first + i));
  }
  return batch;
}

/** The same with nested arrays, as the usual recipe has it. */
function nestAll(examples: Examples): Float32Array {
  const width = examples.stepShape[0];
  const { window, lastStep } = examples;
  const step = (index: number) =>
    Array.from(examples.series.subarray(index * width, (index + 1) * width));
  const steps = Array.from({ length: examples.series.length / width }, (_, i) => step(i));
  const windows = Array.from(lastStep, (last) => steps.slice(last - window + 1, last + 1));
  let batch: Float32Array = new Float32Array(0);
  for (let first = 0; first + BATCH <= windows.length; first += BATCH) {
    batch = Float32Array.from(windows.slice(first, first + BATCH).flat(2));
  }
  return batch;
}

function randomCatalogue(size: number, years: number): Catalogue {
  const stream = new RandomStream(size);
  const spacingMs = years * 365 * DAY_MS / size;
  const events = Array.from({ length: size }, (_, i) => ({
    timeMs: Math.floor((i + stream.uniform()) * spacingMs),
    latitude: 30 + 15 * stream.uniform(),
    longitude: 130 + 15 * stream.uniform(),
    magnitude: Math.round((3 + stream.exponential(Math.LN10)) * 10) / 10,
  }));
  return catalogueFromEarthquakes("bench", events);
}
