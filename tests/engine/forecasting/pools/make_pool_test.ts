import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertMatch,
  assertNotEquals,
  assertRejects,
} from "@std/assert";
import {
  ConfigurationError,
  type ForecastAnswer,
  type ModelCard,
  ModelError,
} from "../../../../engine/domain/mod.ts";
import {
  evaluatePool,
  loadPool,
  makePoolForecast,
  openMember,
  type PoolModel,
  savePool,
  writeForecastJson,
} from "../../../../engine/forecasting/mod.ts";
import { poolForecastText } from "../../../../engine/drawing/mod.ts";
import { poolLogScores } from "../../../../engine/evaluation/mod.ts";
import { withFolder } from "../../storage/storage_fixture.ts";
import {
  catalogueSource,
  networkMember,
  poolOf,
  processMember,
  strainSeries,
} from "./pool_scene.ts";

const meanOf = (values: ArrayLike<number>) =>
  Array.from(values).reduce((sum, one) => sum + one, 0) / values.length;

Deno.test("a network, ETAS and a baseline: weights, scores, the forecast, and what is missing", () =>
  withFolder(async (folder) => {
    const [network, etas] = [
      await networkMember(folder, "dense"),
      await processMember(folder, "etas"),
    ];
    const made = await poolOf([network, etas]);
    const { card, scores } = made;
    const weights = card.members.map(({ weight }) => weight);
    assertEquals(card.members.map(({ kind }) => kind), ["network", "point-process", "baseline"]);
    assertAlmostEquals(meanOf(weights) * 3, 1, 1e-12);
    assert(card.weighting.gap <= 1e-7);
    assert(scores.validation.issueTimeMs.at(-1)! < scores.test.issueTimeMs[0]);
    // The mixture of probabilities, worked out anew.
    const pooled = scores.test.members[0].logScores.map((_, i) =>
      Math.log(weights.reduce(
        (sum, weight, k) => sum + weight * Math.exp(scores.test.members[k].logScores[i]),
        0,
      ))
    );
    assertAlmostEquals(card.logScores.test.pool, meanOf(pooled), 1e-9);
    assertAlmostEquals(card.skill.nats, meanOf(pooled) - meanOf(scores.test.baseline), 1e-9);
    // Nothing does better on validation than the stacked weights.
    const stacked = card.members.map(({ stackedWeight }) => stackedWeight);
    const columns = scores.validation.members.map(({ logScores }) => logScores);
    const best = meanOf(poolLogScores(columns, stacked));
    for (const { validationLogScore } of card.members) assert(best >= validationLogScore - 1e-7);
    assert(best >= card.logScores.validation.equal - 1e-7);

    await savePool(made, `${folder}/pool`);
    await forecastWith(folder, made);
  }));

/** The forecast of a kept pool of "dense", "etas" and a baseline, with all there and with some gone. */
async function forecastWith(folder: string, { card }: PoolModel): Promise<void> {
  const pool = await loadPool(`${folder}/pool`);
  assertEquals(pool.card, JSON.parse(JSON.stringify(card)));
  const { skill } = await evaluatePool(pool, { source: catalogueSource() });
  assertEquals(skill, card.skill);

  const ask = async () =>
    await makePoolForecast(await loadPool(`${folder}/pool`), {
      ...{ source: catalogueSource(), catalogues: 400 },
    });
  const forecast = await ask();
  assertEquals(forecast.missing, []);
  assertAlmostEquals(meanOf(forecast.distribution) * forecast.distribution.length, 1, 1e-9);
  const expected = forecast.members.reduce((sum, m) => sum + m.weight * m.answer.expected, 0);
  assertAlmostEquals(forecast.pool.expected, expected, 1e-9);
  const one = "at least 1 event";
  const any = forecast.members.reduce(
    (sum, m) => sum + m.weight * m.answer.probabilities[one],
    0,
  );
  assertAlmostEquals(forecast.pool.probabilities[one], any, 1e-9);
  assert(forecast.disagreement.jensenShannon > 0 && forecast.disagreement.share < 1);
  assertEquals(await ask(), forecast);
  const run = { durationMs: 0, backend: "", simd: true, relaxedSimd: false, threads: 1 };
  assert(writeForecastJson(forecast, run).length < 20_000);

  await Deno.rename(`${folder}/etas`, `${folder}/gone`);
  const without = await ask();
  assertEquals(without.missing.map(({ name }) => name), ["etas"]);
  assertEquals(without.members.map(({ name }) => name), ["dense", card.members[2].name]);
  assertAlmostEquals(without.members.reduce((sum, { weight }) => sum + weight, 0), 1, 1e-12);
  assertEquals(without.skill, card.without.etas);
  assert(without.headline.includes("The pool without etas"), without.headline);
  assert(without.warnings[0].startsWith("etas, whose weight is"), without.warnings[0]);
  await networkMember(folder, "etas", { seed: 2 });
  assert((await ask()).missing[0].reason.includes("another model"));
  await assertRejects(() => openMember(`${folder}/pool`), ModelError, "a pool itself");
}

Deno.test("a network without its series is left out or answers masked, and both are told", () =>
  withFolder(async (folder) => {
    const covariates = [strainSeries()];
    const needing = { covariates, modalityDropout: 0 };
    const members = [
      await networkMember(folder, "plain"),
      await networkMember(folder, "needing", needing),
      await networkMember(folder, "masking", { covariates, modalityDropout: 0.2, seed: 3 }),
    ];
    const pool = await poolOf(members, { covariates, baselines: "none" });
    const whole = await evaluatePool(pool, { source: catalogueSource(), covariates });
    assertEquals([whole.missing, whole.warnings, whole.skill], [[], [], pool.card.skill]);
    const told = /^Inputs of masking missing and masked: strain/;

    const scored = await evaluatePool(pool, { source: catalogueSource() });
    assertEquals(scored.missing.map(({ name }) => name), ["needing"]);
    assert(scored.missing[0].reason.includes('covariate "strain"'), scored.missing[0].reason);
    assertEquals(scored.members.map(({ name }) => name), ["plain", "masking"]);
    assertAlmostEquals(scored.members.reduce((sum, { weight }) => sum + weight, 0), 1, 1e-12);
    assertEquals(scored.members[0].logScore, whole.members[0].logScore);
    assertNotEquals(scored.members[1].logScore, whole.members[2].logScore);
    const { windows } = scored.span;
    assertMatch(scored.warnings.join("\n"), told);
    assert(scored.warnings[0].endsWith(`in ${windows} of ${windows} windows.`), scored.warnings[0]);

    const forecast = await makePoolForecast(pool, { source: catalogueSource() });
    assertEquals(forecast.missing.map(({ name }) => name), ["needing"]);
    const own = forecast.warnings.filter((warning) => told.test(warning));
    assertEquals(own.length, 1);
    const [, , { model }] = members;
    const alone = (model.card as ModelCard).modalities!.cases.find(({ missing }) =>
      missing.join() === "strain"
    )!;
    assert(own[0].endsWith(alone.skill.sentence), own[0]);
    const complete = await makePoolForecast(pool, { source: catalogueSource(), covariates });
    assert(!complete.warnings.some((warning) => told.test(warning)));
  }));

Deno.test("the same members give the same pool; point processes alone need a horizon", () =>
  withFolder(async (folder) => {
    const members = [await processMember(folder, "poisson")];
    await assertRejects(() => poolOf(members), ConfigurationError, "without a horizon");
    const options = { horizon: "2d", baselines: "all" as const };
    const pool = await poolOf(members, options);
    assertEquals(pool.card.horizon, "2d");
    assertEquals(await poolOf(members, options), pool);
    const tried = pool.card.members.map(({ name }) => name);
    assert(tried.includes("negative-binomial climatology") && tried.includes("poisson"));
  }));

Deno.test("members that do not fit together are refused by what they differ in", () =>
  withFolder(async (folder) => {
    const short = { epochs: 1 };
    const plain = await networkMember(folder, "plain", short);
    const box = [-117.9, 32.9, -115.9, 34.1];
    const pairs = [
      [await networkMember(folder, "horizon", { ...short, horizon: "2d" }), "horizon (1d and 2d)"],
      [
        await networkMember(folder, "larger", { ...short, minMagnitude: 3.5 }),
        "target magnitude (3 and 3.5)",
      ],
      [await networkMember(folder, "alarm", { ...short, task: "alarm" }), "task (rate and alarm)"],
      [await networkMember(folder, "box", { ...short, box }), "region (all of the catalogue and"],
      [await processMember(folder, "poisson", { mc: 3.4 }), "completeness 3.4"],
      [{ ...plain, name: "twin" }, "the same model"],
    ] as const;
    for (const [other, message] of pairs) {
      await assertRejects(() => poolOf([plain, other]), ConfigurationError, message);
    }
  }));

Deno.test("maps are pooled cell by cell, and scored by whole windows", () =>
  withFolder(async (folder) => {
    const map = { task: "map", window: 4, horizon: "7d", cellDegrees: 2, units: [2], filters: [2] };
    const [dense, other] = [
      await networkMember(folder, "dense", map),
      await networkMember(folder, "other", { ...map, seed: 2 }),
    ];
    const { card, scores, ...pool } = await poolOf([dense, other]);
    const { grid } = pool.frame.target;
    const cells = grid!.rows * grid!.columns;
    const { test } = scores;
    const windows = test.issueTimeMs.length;
    assert(cells > 1 && windows <= 30 && card.spans.test.windows === windows);
    assertEquals(test.members.map(({ logScores }) => logScores.length / windows), [
      cells,
      cells,
      cells,
    ]);
    const weights = card.members.map(({ weight }) => weight);
    let [sum, start] = [0, 0]; // the mixture in each cell, worked out anew
    test.baseline.forEach((score, i) => {
      const chance = test.members.reduce(
        (p, { logScores }, k) => p + weights[k] * Math.exp(logScores[i]),
        0,
      );
      sum += Math.log(chance);
      start += score;
    });
    assertAlmostEquals(card.skill.nats, (sum - start) / windows, 1e-9);
    assertAlmostEquals(card.logScores.test.pool, sum / windows, 1e-9);
    const made = { ...pool, card, scores };
    const evaluated = await evaluatePool(made, { source: catalogueSource() });
    assertAlmostEquals(evaluated.skill.nats, card.skill.nats, 1e-12);
    assertAlmostEquals(evaluated.logScore, card.logScores.test.pool, 1e-9);

    const forecast = await makePoolForecast(made, { source: catalogueSource() });
    const mix = (of: (answer: ForecastAnswer) => number) =>
      forecast.members.reduce((total, { weight, answer }) => total + weight * of(answer), 0);
    for (let cell = 0; cell < cells; cell++) {
      for (const what of ["expected", "probabilityOfAny"] as const) {
        assertAlmostEquals(
          forecast.pool.cells![what][cell],
          mix(({ cells }) => cells![what][cell]),
          1e-9,
        );
      }
    }
    const inAll = forecast.pool.cells!.expected.reduce((total, one) => total + one, 0);
    assertAlmostEquals(inAll, forecast.pool.expected, 1e-5);
    assertMatch(poolForecastText(forecast), /Most are expected in the cell of 2 degrees/);
    const rate = await networkMember(folder, "rate", { horizon: "7d" });
    await assertRejects(() => poolOf([dense, rate]), ConfigurationError, "they differ in task");
    const wider = await networkMember(folder, "wider", { ...map, cellDegrees: 3 });
    await assertRejects(() => poolOf([dense, wider]), ConfigurationError, "they differ in cells");
    const etas = await processMember(folder, "etas");
    await assertRejects(() => poolOf([dense, etas]), ConfigurationError, "no map of its cells");
  }));
