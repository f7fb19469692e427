import { assert, assertEquals, assertMatch, assertThrows } from "@std/assert";
import {
  ConfigurationError,
  type Covariate,
  DAY_MS,
  resolveForecastConfiguration,
} from "../../../engine/domain/mod.ts";
import {
  cleanCatalogue,
  fitPreparation,
  listModalityGaps,
  maskModalities,
  prepareExamples,
  prepareLatest,
} from "../../../engine/preprocessing/mod.ts";
import { evaluateModel, trainModel } from "../../../engine/training/mod.ts";
import { makeForecast } from "../../../engine/forecasting/mod.ts";
import { writeCatalogueCsv } from "../../../engine/sources/mod.ts";
import { plantCatalogue } from "../../../bench/planted_catalogue.ts";
import { smallConfiguration, startOneThread } from "./small_training.ts";

const planted = plantCatalogue({ seed: 4, years: 5, strength: 1 });
const { strain } = planted;
const noise = { ...planted.shuffled, name: "noise" };
const cleaned = cleanCatalogue(planted.catalogue, {});
const { catalogue } = cleaned;
const GIVEN = {
  ...{ model: "dense", horizon: "1d", window: 4, completeness: 3, units: [8], batch: 32 },
  ...{ covariateRules: ["strain:mean", "noise:mean"], epochs: 12, learningRate: 0.01, dropout: 0 },
};
const COVARIATES = [{ ...strain, modality: "ground" }, { ...noise, modality: "sky" }];

function prepare(given: Record<string, unknown> = {}, covariates: Covariate[] = COVARIATES) {
  return fitPreparation(catalogue, smallConfiguration({ ...GIVEN, ...given }), { covariates });
}

Deno.test("each input is in one group; without dropout nothing says what is known", () => {
  const preparation = prepare();
  const columns = preparation.modalities!.flatMap(({ columns, known }) =>
    known === undefined ? columns : [...columns, known]
  );
  assertEquals(columns.toSorted(), [...preparation.featureNames].toSorted());
  assertEquals(preparation.modalities!.map(({ name }) => name), ["catalogue", "ground", "sky"]);
  assertEquals(preparation.featureNames.slice(-4), [
    "strain",
    "noise",
    "ground_known",
    "sky_known",
  ]);
  assertEquals(prepare({ modalityDropout: 0 }).featureNames.slice(-2), ["strain", "noise"]);
  const taken = [{ ...strain, modality: "catalogue" }, noise];
  assertThrows(() => prepare({}, taken), ConfigurationError, "taken");
});

Deno.test("a missing group looks as a masked one, whatever the other groups are", () => {
  const preparation = prepare();
  const all = prepareExamples(catalogue, preparation, { covariates: COVARIATES });
  const missing = prepareExamples(catalogue, preparation, { covariates: [COVARIATES[1]] });
  assertEquals(maskModalities(all, preparation, ["ground"]).series, missing.series);
  assertEquals(listModalityGaps(all, preparation, 100), []);
  const [gap] = listModalityGaps(missing, preparation, 100);
  assertEquals(gap, { name: "ground", unknownSteps: 4, isMissing: true });
});

Deno.test("a gap in a held series is masked, not carried on", () => {
  const rules = { covariateRules: ["strain:forward", "noise:forward"] };
  const preparation = prepare(rules);
  const issueTimeMs = catalogue.timeMs[catalogue.size - 1];
  const endMs = issueTimeMs - 5 * DAY_MS; // held for twice a day, and a bin
  const values = strain.values.map((value, i) => strain.timeMs[i] < endMs ? value : NaN);
  const covariates = [{ ...strain, values }, noise];
  const latest = prepareLatest(catalogue, preparation, { issueTimeMs, covariates });
  const [gap, ...others] = listModalityGaps(latest, preparation);
  assertEquals(others, []);
  assert(gap.unknownSteps >= 2 && gap.unknownSteps <= 3 && !gap.isMissing, JSON.stringify(gap));
  const width = preparation.featureNames.length;
  const feature = preparation.featureNames.indexOf("strain");
  const { centre, scale } = preparation.normaliser.features[feature];
  const last = latest.series[(latest.window - 1) * width + feature] * scale + centre;
  assert(Math.abs(last - preparation.covariates[0].fill) < 1e-5, "the training mean");
});

Deno.test("a forecast without a group is masked, says so, and tells the skill of that case", async () => {
  await startOneThread();
  const configuration = resolveForecastConfiguration(GIVEN);
  const model = await trainModel({
    ...{ catalogue, cleaning: cleaned.report, fingerprint: "strain", covariates: COVARIATES },
  }, { name: "fused", configuration });
  const { modalities, skill, ablation } = model.card;
  assertEquals(modalities!.cases.map(({ missing }) => missing.join()), [
    ...["", "ground", "sky", "ground,sky"],
  ]);
  const [all, ground, sky] = modalities!.cases.map((one) => one.skill);
  assertEquals(all, skill);
  assert(skill.low > 0 && sky.low > 0, sky.sentence);
  assert(ground.nats < skill.nats - 0.1, ground.sentence);
  assert(ground.nats > -0.1, "knows that it does not know: " + ground.sentence);
  const [withoutGround, withoutSky] = ablation!.groups!;
  assert(ablation!.test!.low > 0 && withoutGround.low > 0, JSON.stringify(ablation));
  assert(withoutSky.gainNats < 0.1 * withoutGround.gainNats, JSON.stringify(ablation));
  const data = { catalogue, covariates: [noise] };
  const evaluation = evaluateModel(model, data);
  assertEquals(evaluation.masked, { ground: evaluation.span.windows });
  assert(Math.abs(evaluation.skill.nats - ground.nats) < 1e-9, "the card's case, again");
  const text = [...writeCatalogueCsv(catalogue)].join("");
  const ask = (covariates: Covariate[]) =>
    makeForecast(model, {
      source: { name: "strain", stream: new Blob([text]).stream() },
      covariates,
    });
  const masked = await ask([noise]);
  assertEquals(masked.masked, ["ground"]);
  assertEquals(masked.skill, ground);
  assertEquals(masked.believe, ground.beatsBaseline ? "network" : "baseline");
  assertMatch(masked.warnings.join(" "), /missing and masked: ground\. .* without ground /);
  const whole = await ask([noise, strain]);
  assertEquals([whole.masked, whole.skill], [undefined, skill]);
  assert(whole.network.expected !== masked.network.expected);
});
