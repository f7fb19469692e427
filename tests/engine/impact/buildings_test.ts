import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { ConfigurationError, DAMAGE_STATES } from "../../../engine/domain/mod.ts";
import {
  checkBuildingClasses,
  damageProbabilities,
  HAZUS_FRAGILITY,
  judgeBuildings,
} from "../../../engine/impact/mod.ts";
import { RandomStream, standardNormalCumulative } from "../../../engine/mathematics/mod.ts";

Deno.test("fragilities are those of the Hazus manual", () => {
  // Source: Hazus technical manual, equivalent-PGA structural fragility, rows W1, C1M, URML and MH.
  const of = (name: string) => HAZUS_FRAGILITY.get(name)?.mediansG;
  assertEquals(of("W1-high"), [0.26, 0.55, 1.28, 2.01]);
  assertEquals(of("C1M-moderate"), [0.13, 0.21, 0.49, 0.89]);
  assertEquals(of("URML-low"), [0.14, 0.2, 0.32, 0.46]);
  assertEquals(of("URML-pre"), [0.13, 0.17, 0.26, 0.37]);
  assertEquals(of("MH-high"), [0.11, 0.18, 0.31, 0.6]);
  assertEquals(of("URML-high"), undefined);
  assertEquals(HAZUS_FRAGILITY.size, 28 + 28 + 36 + 36);
  for (const { mediansG, beta } of HAZUS_FRAGILITY.values()) {
    assertEquals(beta, 0.64);
    assert(mediansG.every((g, i) => i === 0 || g > mediansG[i - 1]));
  }
});

Deno.test("at a known acceleration the states are those of the curves", () => {
  const fragility = HAZUS_FRAGILITY.get("W1-high")!;
  const states = damageProbabilities(fragility, { lnPgaMean: Math.log(0.55), lnPgaError: 0 });
  assertAlmostEquals(states.moderate + states.extensive + states.complete, 0.5, 1e-12);
  const complete = standardNormalCumulative(Math.log(0.55 / 2.01) / 0.64);
  assertAlmostEquals(states.complete, complete, 1e-12);
  const all = DAMAGE_STATES.reduce((sum, state) => sum + states[state], 0);
  assertAlmostEquals(all, 1, 1e-12);
});

Deno.test("an uncertain acceleration gives what drawing many gives", () => {
  const fragility = HAZUS_FRAGILITY.get("C1L-pre")!;
  const law = { lnPgaMean: Math.log(0.2), lnPgaError: 0.6 };
  const states = damageProbabilities(fragility, law);
  const random = new RandomStream(3);
  let sum = 0;
  const draws = 40_000;
  for (let i = 0; i < draws; i++) {
    const drawn = law.lnPgaMean + law.lnPgaError * random.normal();
    sum += damageProbabilities(fragility, { lnPgaMean: drawn, lnPgaError: 0 }).complete;
  }
  assertAlmostEquals(states.complete, sum / draws, 0.005);
});

Deno.test("buildings are looked at by the people in bad damage; classes of the user go first", () => {
  const building = (id: string, fragilityClass: string, occupants: number) => ({
    ...{ id, fragilityClass, occupants, latitude: 0, longitude: 0, vs30: NaN },
  });
  const buildings = [
    building("few", "URML-pre", 2),
    building("many", "URML-pre", 200),
    building("strong", "W1-high", 200),
    building("unknown", "own", NaN),
  ];
  const lnPga = {
    mean: new Float64Array(4).fill(Math.log(0.25)),
    error: new Float64Array(4).fill(0.5),
  };
  const own = { name: "own", mediansG: [0.01, 0.02, 0.03, 0.04] as const, beta: 0.5 };
  const judged = judgeBuildings(buildings, { lnPga, classes: [own] });
  assertEquals(judged.map(({ building }) => building.id), ["many", "strong", "unknown", "few"]);
  assertEquals(judged.map(({ rank }) => rank), [1, 2, 3, 4]);
  assertAlmostEquals(judged[0].pgaG, 0.25, 1e-12);
  assertThrows(() => judgeBuildings(buildings, { lnPga }), ConfigurationError, '"own"');
  checkBuildingClasses(buildings, [own]);
  assertThrows(() => checkBuildingClasses(buildings), ConfigurationError, '"own"; those of HAZUS');
});
