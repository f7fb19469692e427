import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { RandomStream, transformReal } from "../../../../engine/mathematics/mod.ts";
import {
  cornerFrequencyHz,
  seismicMoment,
  simulateShaking,
  velocitySpectrum,
} from "../../../../engine/models/mod.ts";

const SITE = {
  ...{ stressDropBars: 80, pSeconds: 5, sSeconds: 9, seconds: 60, samplingRateHz: 100 },
  hypocentralKm: 30,
};

Deno.test("the source is Brune's: moment and corner by hand", () => {
  assertAlmostEquals(seismicMoment(6) / 1.122e25, 1, 1e-3);
  // 4.9e6 · 3.5 · (100 / 1.122e25)^(1/3)
  const corner = cornerFrequencyHz({ magnitude: 6, stressDropBars: 100 });
  assertAlmostEquals(corner, 0.3556, 5e-4);
  const at = velocitySpectrum({ ...SITE, wave: "S", magnitude: 6 });
  const larger = velocitySpectrum({ ...SITE, wave: "S", magnitude: 6, hypocentralKm: 60 });
  assert(larger(1) < at(1));
  assertEquals(at(0), 0);
});

Deno.test("simulated S has the spectrum that was asked for, on average", () => {
  const target = velocitySpectrum({ ...SITE, wave: "S", magnitude: 5.5 });
  const bands = [0.5, 1, 2, 4, 8];
  const sums = bands.map(() => 0);
  const draws = 30;
  for (let seed = 0; seed < draws; seed++) {
    const { east } = simulateShaking({
      ...{ ...SITE, magnitude: 5.5, factors: { P: 0, S: 1 } },
    }, new RandomStream(seed));
    const { real, imaginary } = transformReal(east);
    bands.forEach((band, k) => {
      let [power, wanted] = [0, 0];
      for (let bin = Math.round(band * 60 * 0.8); bin <= band * 60 * 1.2; bin++) {
        power += (real[bin] ** 2 + imaginary[bin] ** 2) / 100 ** 2;
        wanted += target(bin / 60) ** 2;
      }
      sums[k] += power / wanted / draws;
    });
  }
  sums.forEach((ratio, k) => assertAlmostEquals(ratio, 1, 0.2, `${bands[k]} Hz`));
});

Deno.test("peak velocities on rock are those of Boore et al. 2014 within a factor of 1.6", () => {
  // Their equations at Vs30 of 620 m/s, unspecified mechanism, cm/s: evaluated apart in Python.
  const published = [[5.5, 30, 1.71], [6.5, 30, 6.96], [6.5, 100, 1.78], [7, 60, 5.02]];
  for (const [magnitude, jbKm, cmPerSecond] of published) {
    let mean = 0;
    const draws = 20;
    for (let seed = 0; seed < draws; seed++) {
      const { east } = simulateShaking({
        ...{ ...SITE, magnitude, hypocentralKm: Math.hypot(jbKm, 8) },
      }, new RandomStream(seed));
      const peak = east.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      mean += Math.log(100 * peak) / draws;
    }
    const ratio = Math.exp(mean) / cmPerSecond;
    assert(ratio > 1 / 1.6 && ratio < 1.6, `M ${magnitude} at ${jbKm} km: ratio ${ratio}`);
  }
});

Deno.test("shaking fades away: its end is no step that a picker would take for another onset", () => {
  for (const stressDropBars of [30, 80]) {
    const { up } = simulateShaking({
      ...{ ...SITE, stressDropBars, magnitude: 6.5, seconds: 90 },
    }, new RandomStream(3));
    const step = up.map((value, i) => Math.abs(value - (up[i - 1] ?? 0)));
    const largest = (from: number) => step.subarray(100 * from).reduce((a, b) => Math.max(a, b));
    assert(largest(0) > 1e-3);
    // 1e-7 m/s is the noise of a quiet station.
    assert(largest(40) < 1e-7, `a step of ${largest(40)} m/s`);
  }
});

Deno.test("nothing moves before P, and a seed draws the same again", () => {
  const shake = () => simulateShaking({ ...SITE, magnitude: 6 }, new RandomStream(7));
  const { up, north } = shake();
  assert(up.subarray(0, 500).every((value) => value === 0));
  assert(up.subarray(500, 900).some((value) => value !== 0));
  assertEquals(shake().north, north);
});
