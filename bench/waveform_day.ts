import { assertEquals } from "@std/assert";
import { designButterworth, filterForward, RandomStream } from "../engine/mathematics/mod.ts";
import { pickByAutoregression, pickByStaLta } from "../engine/models/mod.ts";
import { alignTrace, resampleTrace } from "../engine/preprocessing/mod.ts";
import type { Bench, BenchCase } from "./bench_definition.ts";

const RATE_HZ = 100;
const DAY_SAMPLES = 86_400 * RATE_HZ;
/** A day takes seconds: few rounds. */
const OPTIONS = { rounds: 5, warmUpMs: 0 };
/** An earthquake every so many seconds. */
const EVENT_SECONDS = 120;

/** Preprocessing and classical picking of a day of one station. */
export const bench: Bench = {
  about: "a day of a station at 100 Hz: filter, resample, align, and pick by STA/LTA and AR",
  *cases({ quick }): Iterable<BenchCase> {
    const count = quick ? DAY_SAMPLES / 100 : DAY_SAMPLES;
    const record = makeRecord(count);
    const up = Float32Array.from({ length: count }, (_, i) => record[3 * i + 2]);
    const work = { amount: count, unit: "samples" };
    const sections = designButterworth({ lowHz: 2, highHz: 20, order: 4, samplingRateHz: RATE_HZ });
    const trace = {
      code: { network: "XX", station: "DAY", location: "", channel: "HHZ" },
      startTimeMs: 3.7,
      samplingRateHz: RATE_HZ,
      samples: up,
    };
    yield {
      name: "band-pass of order 4, one component",
      work,
      options: OPTIONS,
      ours: () => filterForward(sections, up),
      peers: { "section by section, no state kept": () => filterPlainly(sections, up) },
      check: () => assertEquals(filterPlainly(sections, up), filterForward(sections, up)),
    };
    yield {
      name: "100 to 40 Hz, one component",
      work,
      options: OPTIONS,
      ours: () => resampleTrace(trace, { samplingRateHz: 40 }),
      peers: {},
    };
    yield {
      name: "moved by parts of a sample, one component",
      work,
      options: OPTIONS,
      ours: () => alignTrace(trace, { samplingRateHz: RATE_HZ }),
      peers: {},
    };
    const options = { samplingRateHz: RATE_HZ };
    yield {
      name: "STA/LTA picks, three components",
      work,
      options: OPTIONS,
      ours: () => pickByStaLta(record, options),
      peers: {},
    };
    yield {
      name: "AR picks, three components",
      work,
      options: OPTIONS,
      ours: () => pickByAutoregression(record, options),
      peers: {},
    };
  },
};

function filterPlainly(
  sections: readonly (readonly number[])[],
  samples: Float32Array,
): Float64Array {
  let values = Float64Array.from(samples);
  for (const [b0, b1, b2, , a1, a2] of sections) {
    let [first, second] = [0, 0];
    values = values.map((input) => {
      const output = b0 * input + first;
      first = b1 * input - a1 * output + second;
      second = b2 * input - a2 * output;
      return output;
    });
  }
  return values;
}

/** Noise with bursts of P and, three seconds later and stronger on the horizontals, S. [sample, 3] */
function makeRecord(count: number): Float32Array {
  const random = new RandomStream(1);
  const record = new Float32Array(3 * count);
  for (let i = 0; i < count; i++) {
    const since = i / RATE_HZ % EVENT_SECONDS - 60;
    const p = since > 0 ? 20 * Math.exp(-since / 2) : 0;
    const s = since > 3 ? 60 * Math.exp((3 - since) / 3) : 0;
    for (let component = 0; component < 3; component++) {
      const size = 1 + (component === 2 ? p + 0.3 * s : 0.3 * p + s);
      record[3 * i + component] = size * (random.uniform() - 0.5);
    }
  }
  return record;
}
