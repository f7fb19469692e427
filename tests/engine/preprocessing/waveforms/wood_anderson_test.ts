import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { InputError } from "../../../../engine/domain/mod.ts";
import {
  measureDrawnAmplitude,
  NOMINAL_WOOD_ANDERSON,
  simulateInstrument,
  simulateWoodAnderson,
  WOOD_ANDERSON,
  type WoodAndersonInstrument,
} from "../../../../engine/preprocessing/mod.ts";

const RATE = 200;

/** Gain of the pendulum from displacement, by the formula of its transfer function. */
function gainAt(hertz: number, instrument: WoodAndersonInstrument): number {
  const [free, here] = [2 * Math.PI / instrument.freePeriodSeconds, 2 * Math.PI * hertz];
  const real = free * free - here * here;
  const imaginary = 2 * instrument.damping * free * here;
  return instrument.magnification * here * here / Math.hypot(real, imaginary);
}

/** A sinusoid of one micrometre, and its derivatives. */
function wave(hertz: number, unit: string): Float64Array {
  const angular = 2 * Math.PI * hertz;
  const [size, phase] = {
    "m": [1, 0],
    "m/s": [angular, Math.PI / 2],
    "m/s**2": [angular * angular, Math.PI],
  }[unit]!;
  return Float64Array.from(
    { length: 20 * RATE },
    (_, i) => 1e-6 * size * Math.sin(angular * i / RATE + phase),
  );
}

Deno.test("a sinusoid through a Wood-Anderson seismograph has the amplitude of its transfer function", () => {
  for (const instrument of [WOOD_ANDERSON, NOMINAL_WOOD_ANDERSON]) {
    for (const unit of ["m", "m/s", "m/s**2"]) {
      for (const hertz of [0.2, 1.25, 2, 5]) {
        const options = { samplingRateHz: RATE, unit, instrument };
        const drawn = simulateWoodAnderson(wave(hertz, unit), options).subarray(10 * RATE);
        const squares = drawn.reduce((sum, value) => sum + value * value, 0);
        const amplitude = Math.sqrt(2 * squares / drawn.length); // over whole half periods
        const expected = 1e-3 * gainAt(hertz, instrument);
        // Straight lines between samples lose (π f / rate)² / 3 of it.
        const lost = (Math.PI * hertz / RATE) ** 2 / 3;
        const message = `${unit} ${hertz} Hz: ${amplitude / expected}`;
        assert(Math.abs(amplitude / expected - 1) < lost + 5e-4, message);
      }
    }
  }
});

Deno.test("the same by the spectrum of the instrument's poles and zeros, sample by sample", () => {
  const code = { network: "XX", station: "TEST", location: "", channel: "HHE" };
  const pulse = Float64Array.from({ length: 40 * RATE }, (_, i) => {
    const t = i / RATE - 10;
    return 1e-6 * Math.exp(-t * t) * Math.cos(9 * t);
  });
  const flat = {
    ...{ inputUnit: "m/s", sensitivity: 1, sensitivityFrequencyHz: 1, normalisationFactor: 1 },
    ...{ poles: [], zeros: [] },
  };
  const real = -2 * Math.PI / 0.8 * 0.8;
  const imaginary = 2 * Math.PI / 0.8 * 0.6;
  const origin = { real: 0, imaginary: 0 };
  const seismograph = {
    ...flat,
    ...{ inputUnit: "m", sensitivity: 2800 * 1000, zeros: [origin, origin] },
    poles: [{ real, imaginary }, { real, imaginary: -imaginary }],
  };
  assertAlmostEquals(real, -6.283, 1e-3);
  assertAlmostEquals(imaginary, 4.7124, 1e-4);
  const trace = { code, startTimeMs: 0, samplingRateHz: RATE, samples: pulse };
  const bySpectrum = simulateInstrument(trace, { from: flat, to: seismograph }).samples;
  const inTime = simulateWoodAnderson(pulse, {
    ...{ samplingRateHz: RATE, unit: "m/s", instrument: NOMINAL_WOOD_ANDERSON },
  });
  const largest = inTime.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  for (let i = 0; i < inTime.length; i++) {
    assertAlmostEquals(inTime[i], bySpectrum[i], 2e-3 * largest);
  }
});

Deno.test("deflections are read between the samples asked for, over the noise before", () => {
  const motion = new Float64Array(60 * RATE).fill(5e-7); // an offset, which is no signal
  for (let i = 0; i < 30 * RATE; i++) motion[i] += 1e-9 * Math.sin(15 * i / RATE);
  for (let i = 0; i < 10 * RATE; i++) motion[40 * RATE + i] += 1e-6 * Math.sin(9 * i / RATE);
  const options = { samplingRateHz: RATE, unit: "m/s", fromSample: 35 * RATE, toSample: 55 * RATE };
  const read = measureDrawnAmplitude(motion, options);
  assert(read.signalToNoise > 100, `${read.signalToNoise}`);
  assert(read.sample >= 40 * RATE && read.sample < 51 * RATE);
  const earlier = measureDrawnAmplitude(motion, { ...options, toSample: 38 * RATE });
  assert(earlier.amplitudeMm < read.amplitudeMm / 100);
  const larger = measureDrawnAmplitude(motion.map((value) => 1000 * value), options);
  assertAlmostEquals(Math.log10(larger.amplitudeMm / read.amplitudeMm), 3, 1e-9);
  const none = measureDrawnAmplitude(motion, { ...options, fromSample: 0 });
  assertEquals(none.signalToNoise, NaN);
});

Deno.test("a Wood-Anderson seismograph refuses units and rates that are none", () => {
  assertThrows(
    () => simulateWoodAnderson([1], { samplingRateHz: 100, unit: "counts" }),
    InputError,
  );
  assertThrows(() => simulateWoodAnderson([1], { samplingRateHz: 0, unit: "m" }), InputError);
});
