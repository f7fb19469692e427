import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import {
  ConfigurationError,
  InputError,
  type InstrumentResponse,
} from "@quakecast/quakecast/domain";
import {
  demeanTrace,
  type GroundMotion,
  removeResponse,
  responseFunction,
  simulateInstrument,
  taperTrace,
} from "@quakecast/quakecast/preprocessing";
import { testWithSharedData } from "../../../shared_data.ts";
import { madeTrace, worstDifference } from "./made_traces.ts";
import { readSacStage } from "./sac_stages.ts";

const ORIGIN = { real: 0, imaginary: 0 };

/** IU.HRV.BHE in 2005, as SAC has it: from displacement. */
const HRV: InstrumentResponse = {
  inputUnit: "m",
  sensitivity: 2.94283674e10,
  sensitivityFrequencyHz: 0.02,
  normalisationFactor: 1,
  zeros: [ORIGIN, ORIGIN, ORIGIN],
  poles: [
    { real: -0.0139, imaginary: 0.01 },
    { real: -0.0139, imaginary: -0.01 },
    { real: -31.416, imaginary: 0 },
  ],
};

/** A geophone of 1 Hz and 0.7 of critical damping. */
const GEOPHONE: InstrumentResponse = {
  inputUnit: "M/S",
  sensitivity: 4e8,
  sensitivityFrequencyHz: 5,
  normalisationFactor: 1,
  zeros: [ORIGIN, ORIGIN],
  poles: [
    { real: -2 * Math.PI * 0.7, imaginary: 2 * Math.PI * Math.sqrt(1 - 0.49) },
    { real: -2 * Math.PI * 0.7, imaginary: -2 * Math.PI * Math.sqrt(1 - 0.49) },
  ],
};

const SAC_BAND = [0.005, 0.01, 1e5, 1e6] as const;

testWithSharedData("mean, taper and transfer equal SAC's, stage by stage", async () => {
  const raw = await readSacStage("IU.HRV.__.BHE.SAC");
  const demeaned = await readSacStage("1_rmean.sac");
  const tapered = await readSacStage("2_taper.sac");
  const transferred = await readSacStage("3_transfer.sac");
  const count = raw.samples.length;
  assertEquals(count, 31450);
  // Samples reach 2e4 counts: a float32 step is 1e-3.
  assert(worstDifference(demeanTrace(raw).samples, demeaned.samples) < 1e-4);
  const share = Math.floor(0.05 * count) / (count - 1);
  const faded = taperTrace(demeaned, share);
  assert(worstDifference(faded.samples, tapered.samples) < 5e-4);
  const options = { motion: "displacement", bandHz: SAC_BAND, transformLength: 32768 } as const;
  const ground = removeResponse(tapered, HRV, options);
  const peak = Math.max(...transferred.samples.map(Math.abs));
  assert(worstDifference(ground.samples, transferred.samples) < 1e-6 * peak);
  const whole = removeResponse(taperTrace(demeanTrace(raw), share), HRV, options);
  assert(worstDifference(whole.samples, transferred.samples) < 1e-6 * peak);
});

testWithSharedData("the transfer of an impulse by one zero equals SAC's", async () => {
  const impulse = await readSacStage("impulse.sac");
  const wanted = await readSacStage("impulse_onezero.sac");
  const integral: InstrumentResponse = { ...HRV, sensitivity: 1, zeros: [ORIGIN], poles: [] };
  const found = removeResponse(impulse, integral, {
    motion: "displacement",
    bandHz: SAC_BAND,
    transformLength: 1024,
  });
  assert(worstDifference(found.samples, wanted.samples) < 1e-7);
});

Deno.test("responseFunction equals SAC's numbers for a real instrument", () => {
  // Frequency, real and imaginary part, printed by SAC's genran (seisplotjs, transfer tests).
  const printed = [
    [0.000610352, -63356.3, -165446],
    [0.00366211, -1.56945e7, 5.80921e6],
    [5.04028, 1.48193e10, 1.47267e10],
    [10, 2.35375e10, 1.17818e10],
  ];
  const gainAt = responseFunction(HRV, "displacement");
  for (const [hertz, real, imaginary] of printed) {
    const gain = gainAt(hertz);
    assertAlmostEquals(gain.real / real, 1, 2e-5);
    assertAlmostEquals(gain.imaginary / imaginary, 1, 2e-5);
  }
  assertEquals(Math.hypot(gainAt(0).real, gainAt(0).imaginary), 0);
});

Deno.test("what an instrument does to a burst is undone, as displacement, velocity and acceleration", () => {
  // Displacement is a Gaussian-windowed wave at 4 Hz, whose derivatives are closed.
  const [width, angular, count] = [1.5, 2 * Math.PI * 4, 4096];
  const motion: Record<GroundMotion, (t: number) => number> = {
    displacement: (t) => Math.exp(-((t / width) ** 2)) * Math.cos(angular * t),
    velocity: (t) =>
      Math.exp(-((t / width) ** 2)) *
      (-2 * t / width ** 2 * Math.cos(angular * t) - angular * Math.sin(angular * t)),
    acceleration: (t) =>
      Math.exp(-((t / width) ** 2)) *
      ((4 * t * t / width ** 4 - 2 / width ** 2 - angular ** 2) * Math.cos(angular * t) +
        4 * t / width ** 2 * angular * Math.sin(angular * t)),
  };
  const sampleMotion = (kind: GroundMotion) =>
    Float64Array.from({ length: count }, (_, n) => motion[kind]((n - count / 2) / 100));
  // "Recording" is simulation from an instrument that gives displacement as it is.
  const none: InstrumentResponse = { ...HRV, sensitivity: 1, zeros: [], poles: [] };
  const recorded = simulateInstrument(madeTrace(sampleMotion("displacement")), {
    from: none,
    to: GEOPHONE,
  });
  for (const kind of ["displacement", "velocity", "acceleration"] as const) {
    const found = removeResponse(recorded, GEOPHONE, { motion: kind });
    const wanted = sampleMotion(kind);
    const peak = Math.max(...wanted.map(Math.abs));
    assert(worstDifference(found.samples, wanted, 200) < 1e-5 * peak, kind);
  }
});

Deno.test("a geophone is turned into a Wood-Anderson seismograph with the closed gain and phase", () => {
  // Free period 0.8 s, damping 0.7, static gain 2080 (Uhrhammer & Collins 1990), from displacement.
  const [angular0, damping] = [2 * Math.PI / 0.8, 0.7];
  const woodAnderson: InstrumentResponse = {
    ...HRV,
    sensitivity: 2080,
    zeros: [ORIGIN, ORIGIN],
    poles: [1, -1].map((sign) => ({
      real: -angular0 * damping,
      imaginary: sign * angular0 * Math.sqrt(1 - damping ** 2),
    })),
  };
  const rate = 100;
  for (const hertz of [0.5, 1.25, 3, 10]) {
    // Counts of the geophone for a displacement of one millimetre times sin(w t), in closed form.
    const w = 2 * Math.PI * hertz;
    const respond = (free: number, h: number) => ({
      size: w * w / Math.hypot(free ** 2 - w * w, 2 * h * free * w),
      phase: Math.PI - Math.atan2(2 * h * free * w, free ** 2 - w * w),
    });
    const geophone = respond(2 * Math.PI, 0.7);
    const counts = Float64Array.from(
      { length: 8000 },
      (_, n) =>
        1e-3 * 4e8 * w * geophone.size * Math.sin(w * n / rate + Math.PI / 2 + geophone.phase),
    );
    const found = simulateInstrument(
      taperTrace(madeTrace(counts), 0.2),
      { from: GEOPHONE, to: woodAnderson },
      { bandHz: [0.02, 0.05, 40, 45] },
    );
    const wanted = respond(angular0, damping);
    const size = 1e-3 * 2080 * wanted.size;
    for (let n = 3500; n < 4500; n++) {
      const value = size * Math.sin(w * n / rate + wanted.phase);
      assertAlmostEquals(found.samples[n], value, 1e-3 * size);
    }
  }
});

Deno.test("a water level bounds what noise outside the band becomes", () => {
  const drift = madeTrace(Float64Array.from({ length: 2000 }, (_, n) => Math.sin(n / 1500)));
  const free = removeResponse(drift, GEOPHONE, { motion: "displacement" });
  const bound = removeResponse(drift, GEOPHONE, { motion: "displacement", waterLevelDecibels: 40 });
  const size = (samples: ArrayLike<number>) => Math.max(...Array.from(samples, Math.abs));
  assert(size(free.samples) > 100 * size(bound.samples));
  // Far above the level nothing changes: a wave at 10 Hz.
  const wave = taperTrace(
    madeTrace(Float64Array.from({ length: 2000 }, (_, n) => Math.sin(2 * Math.PI * n / 10))),
    0.3,
  );
  const [left, right] = [undefined, 60].map((waterLevelDecibels) =>
    removeResponse(wave, GEOPHONE, { bandHz: [2, 3, 40, 45], waterLevelDecibels }).samples
  );
  assert(worstDifference(left, right) < 1e-12 * size(left) + 1e-25);
});

Deno.test("responses and options that make no sense are refused", () => {
  const trace = madeTrace([1, 2, 3]);
  assertThrows(() => removeResponse(trace, { ...HRV, inputUnit: "Pa" }), InputError, "Pa");
  assertThrows(() => removeResponse(trace, { ...HRV, sensitivity: NaN }), InputError);
  assertThrows(() => removeResponse(trace, HRV, { bandHz: [1, 0.5, 2, 3] }), ConfigurationError);
  assertThrows(() => removeResponse(trace, HRV, { transformLength: 2 }), ConfigurationError);
  assertThrows(() => removeResponse(trace, HRV, { waterLevelDecibels: -1 }), ConfigurationError);
  assertThrows(
    () => removeResponse(trace, HRV, { motion: "jerk" as unknown as GroundMotion }),
    ConfigurationError,
  );
});
