import { assert, assertEquals } from "@std/assert";
import { readAlaskaEvents } from "../../../../bench/alaska_events.ts";
import { readCalaverasEvents } from "../../../../bench/calaveras_events.ts";
import { hypocentreDifferences } from "../../../../bench/hypocentre_differences.ts";
import { geodesicBetween } from "../../../../engine/mathematics/mod.ts";
import { openLocator } from "../../../../engine/models/mod.ts";
import { testWithSharedData } from "../../../shared_data.ts";

testWithSharedData("events of Calaveras are located near to hypoDD's hypocentres", () => {
  const { events, stations, model } = readCalaverasEvents();
  assertEquals(events.length, 308);
  const some = events.filter((_, i) => i % 22 === 0);
  const options = { samples: 0, largestDepthKm: 40 };
  const locator = openLocator({ stations, model, options });
  const pairs = some.map(({ picks, reference }) => [locator.locate(picks), reference] as const);
  const differences = hypocentreDifferences(pairs, { depthShift: true, epicentreShift: false });
  assert(
    differences.epicentre[0] < 1.1 && differences.epicentre[1] < 1.6,
    `${differences.epicentre}`,
  );
  assert(differences.depth[0] < 1 && differences.depth[1] < 2.2, `${differences.depth}`);
  some.forEach(({ picks, reference }, i) => {
    const ours = locator.misfitAt(picks, pairs[i][0]).misfit;
    assert(ours <= locator.misfitAt(picks, reference).misfit + 1e-6);
  });
});

testWithSharedData("depth is constrained where picks tell it, and poor depth is told", () => {
  const { events, stations, model } = readAlaskaEvents();
  const options = { largestDepthKm: 100, samples: 100 };
  const locator = openLocator({ stations, model, options });
  const chosen = events.filter(({ name }) => ["172935", "181045"].includes(name));
  const [good, poor] = chosen.map(({ picks, reference, name }) => {
    const origin = locator.locate(picks, name);
    const told = origin.remarks!.some((remark) => remark.startsWith("depth is"));
    return { origin, told, reference, km: geodesicBetween(origin, reference)!.distanceKm };
  });
  assert(good.km < 2 && Math.abs(good.origin.depthKm - good.reference.depthKm) < 4);
  assert(!good.told && poor.told && poor.km < 7);
});
