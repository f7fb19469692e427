import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { DAY_MS, resolveForecastConfiguration } from "../../../engine/domain/mod.ts";
import { tidalArealStrain, tidalPotential } from "../../../engine/mathematics/mod.ts";
import {
  fitPreparation,
  prepareExamples,
  prepareLatest,
  TIDE_FEATURES,
} from "../../../engine/preprocessing/mod.ts";
import { randomCatalogue } from "./synthetic_catalogue.ts";

const catalogue = randomCatalogue(1_500, { days: 400, seed: 2 });
const NAMES = TIDE_FEATURES.map(({ name }) => name);

for (const task of ["rate", "magnitude", "map"] as const) {
  Deno.test(`${task}: tides of the time ahead are inputs, the same in training and at issue`, () => {
    const given = { task, tides: true, window: 5, minMagnitude: 4.4, horizon: "3d" };
    const preparation = fitPreparation(catalogue, resolveForecastConfiguration(given));
    assertEquals(preparation.featureNames.slice(-4), NAMES);
    assertEquals(preparation.modalities!.at(-1), { name: "tides", columns: NAMES });
    const examples = prepareExamples(catalogue, preparation);
    const example = Math.floor(examples.count / 2);
    const issueTimeMs = examples.issueTimeMs[example] - 1;
    const latest = prepareLatest(catalogue, preparation, { issueTimeMs });
    const size = examples.stepShape.reduce((product, length) => product * length, 1);
    const end = (examples.lastStep[example] + 1) * size;
    const [now, then] = [latest.series.slice(-4), examples.series.slice(end - 4, end)];
    now.forEach((value, i) => assertAlmostEquals(value, then[i], 1e-4));
    const { centre, scale } = preparation.normaliser.features.find(({ name }) =>
      name === NAMES[0]
    )!;
    const { latitude, longitude, spanMs } = preparation.tides!;
    assertEquals(spanMs, task === "magnitude" ? DAY_MS : 3 * DAY_MS);
    let greatest = -Infinity; // every ten minutes, where the inputs take every hour
    for (let ms = 0; ms <= spanMs; ms += DAY_MS / 144) {
      const tide = tidalPotential(issueTimeMs + ms, { latitude, longitude });
      greatest = Math.max(greatest, tidalArealStrain(tide));
    }
    assertAlmostEquals(now[0] * scale + centre, greatest, 0.05 * Math.abs(greatest) + 1);
    assert(now.every(Number.isFinite));
  });
}
