import { assert, assertAlmostEquals, assertThrows } from "@std/assert";
import { InsufficientDataError } from "../../../engine/domain/mod.ts";
import { RandomStream } from "../../../engine/mathematics/mod.ts";
import { fitStationCorrections } from "../../../engine/models/mod.ts";

const PLANTED: Record<string, number> = { "XX.A": 0.4, "XX.B": -0.1, "XX.C": -0.3, "XX.D": 0 };

Deno.test("planted station corrections are found, whichever events a station has missed", () => {
  const random = new RandomStream("corrections");
  const observations = Array.from({ length: 300 }, (_, event) => {
    const size = 2 + 2 * random.uniform();
    return Object.keys(PLANTED).filter(() => random.uniform() < 0.6).map((station) => ({
      ...{ event: String(event), station },
      magnitude: size - PLANTED[station] + 0.2 * random.normal(),
    }));
  }).flat();
  const found = fitStationCorrections(observations);
  for (const [station, correction] of Object.entries(PLANTED)) {
    assertAlmostEquals(found[station], correction, 0.04);
  }
  assertAlmostEquals(Object.values(found).reduce((sum, value) => sum + value, 0), 0, 1e-9);
});

Deno.test("a station seen once is corrected by a part of what it says; none seen together are refused", () => {
  const seen = (event: string, station: string, magnitude: number) => ({
    event,
    station,
    magnitude,
  });
  const one = fitStationCorrections([seen("1", "XX.A", 3), seen("1", "XX.B", 4)]);
  assert(one["XX.A"] > 0.05 && one["XX.A"] < 0.5, `${one["XX.A"]}`);
  assertAlmostEquals(one["XX.A"], -one["XX.B"], 1e-9);
  assertThrows(
    () => fitStationCorrections([seen("1", "XX.A", 3), seen("2", "XX.B", 4)]),
    InsufficientDataError,
  );
});
