import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { InputError, InsufficientDataError } from "../../../engine/domain/mod.ts";
import { RandomStream } from "../../../engine/mathematics/mod.ts";
import {
  combineStationMagnitudes,
  displacementMagnitude,
  HUTTON_BOORE,
  IASPEI_LOCAL,
  localMagnitude,
  periodMagnitude,
} from "../../../engine/models/mod.ts";

Deno.test("1 mm at 100 km is magnitude 3, and so is 10 mm at 17 km", () => {
  assertEquals(localMagnitude({ amplitudeMm: 1, hypocentralKm: 100 }, HUTTON_BOORE), 3);
  assertAlmostEquals(
    localMagnitude({ amplitudeMm: 10, hypocentralKm: 17 }, HUTTON_BOORE),
    3,
    0.02, // the formula makes it 2.99
  );
});

Deno.test("IASPEI's local magnitude is its formula in nanometres of ground motion", () => {
  for (const [nanometres, km] of [[480.77, 100], [12, 31], [9e4, 444]]) {
    const formula = Math.log10(nanometres) + 1.11 * Math.log10(km) + 0.00189 * km - 2.09;
    const amplitudeMm = 2080 * nanometres / 1e6;
    assertAlmostEquals(
      localMagnitude({ amplitudeMm, hypocentralKm: km }, IASPEI_LOCAL),
      formula,
      1e-12,
    );
  }
  assertAlmostEquals(
    localMagnitude({ amplitudeMm: 1, hypocentralKm: 100 }, IASPEI_LOCAL),
    3,
    0.002,
  );
});

Deno.test("an amplitude 10^d times as large adds d, for displacement of P 1.23 d", () => {
  const at = (amplitudeMm: number) =>
    localMagnitude({ amplitudeMm, hypocentralKm: 63 }, IASPEI_LOCAL);
  assertAlmostEquals(at(100) - at(0.1), 3, 1e-12);
  const pd = (displacementM: number) => displacementMagnitude({ displacementM, epicentralKm: 30 });
  assertAlmostEquals(pd(1e-3) - pd(1e-5), 2.46, 1e-12);
  // 1 cm at 10 km: 5.39 + 1.38.
  assertAlmostEquals(displacementMagnitude({ displacementM: 0.01, epicentralKm: 10 }), 6.77, 1e-12);
  assertAlmostEquals(
    displacementMagnitude({ displacementM: 0.01, epicentralKm: 10 }, { regionOffset: 0.5 }),
    7.27,
    1e-12,
  );
  assertAlmostEquals(periodMagnitude(10), 9.16, 1e-12);
});

Deno.test("magnitudes of nothing, at no distance or of no stations are refused", () => {
  assertThrows(
    () => localMagnitude({ amplitudeMm: 0, hypocentralKm: 9 }, HUTTON_BOORE),
    InputError,
  );
  assertThrows(
    () => localMagnitude({ amplitudeMm: 1, hypocentralKm: NaN }, HUTTON_BOORE),
    InputError,
  );
  assertThrows(() => displacementMagnitude({ displacementM: 1, epicentralKm: 0 }), InputError);
  assertThrows(() => periodMagnitude(0), InputError);
  assertThrows(
    () => combineStationMagnitudes([], { betweenEventSigma: 0.1 }),
    InsufficientDataError,
  );
});

Deno.test("stations together keep the error that they share, and hold the truth as often as they say", () => {
  const random = new RandomStream("stations");
  const [within, between, count] = [0.31, 0.37, 12];
  for (const by of ["mean", "median"] as const) {
    let [inside, runs] = [0, 2000];
    for (let run = 0; run < runs; run++) {
      const shared = 4 + between * random.normal();
      const stations = Array.from({ length: count }, () => ({
        magnitude: shared + within * random.normal(),
        sigma: within,
      }));
      const { magnitude, sigma } = combineStationMagnitudes(stations, {
        by,
        betweenEventSigma: between,
      });
      assert(sigma >= between);
      if (Math.abs(magnitude - 4) < sigma) inside++;
    }
    assertAlmostEquals(inside / runs, 0.683, 0.035);
  }
});

Deno.test("one station is as sure as itself and the event; stations that disagree are less sure", () => {
  const one = combineStationMagnitudes([{ magnitude: 3, sigma: 0.3 }], { betweenEventSigma: 0.4 });
  assertAlmostEquals(one.sigma, 0.5, 1e-12);
  assertAlmostEquals(one.magnitude, 3, 1e-12);
  assertEquals(one.scatter, NaN);
  const pair = (apart: number) =>
    combineStationMagnitudes(
      [{ magnitude: 3 - apart, sigma: 0.3 }, { magnitude: 3 + apart, sigma: 0.3 }],
      { betweenEventSigma: 0.1 },
    );
  assertAlmostEquals(pair(0.1).sigma, Math.hypot(0.3 / Math.SQRT2, 0.1), 1e-12);
  assert(pair(1).sigma > 0.9);
  const weighted = combineStationMagnitudes(
    [{ magnitude: 2, sigma: 0.1 }, { magnitude: 3, sigma: 0.3 }],
    { betweenEventSigma: 0 },
  );
  assertAlmostEquals(weighted.magnitude, 2.1, 1e-12);
  const odd = combineStationMagnitudes(
    [2, 2.1, 9].map((magnitude) => ({ magnitude, sigma: 0.3 })),
    { by: "median", betweenEventSigma: 0.1 },
  );
  assertEquals(odd.magnitude, 2.1);
});
