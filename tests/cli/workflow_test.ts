import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { runCli } from "./run_cli.ts";
import { SMALL_TRAINING, smallCatalogueCsv } from "./small_catalogue.ts";

const ON = ["--model", "m", "--catalogue", "a.csv", "--threads", "1"];

/** Runs a verb that must succeed and gives its document; nothing else may be on stdout. */
async function documentOf(args: string[], cwd: string): Promise<Record<string, unknown>> {
  const { code, stdout, stderr } = await runCli([...args, "--json"], { cwd });
  assertEquals(code, 0, stderr);
  return JSON.parse(stdout);
}

/** Calls `body` with a folder that holds the small catalogue, a.csv. */
async function inFolder(body: (cwd: string) => Promise<void>): Promise<void> {
  const cwd = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(`${cwd}/a.csv`, smallCatalogueCsv());
    await body(cwd);
  } finally {
    await Deno.remove(cwd, { recursive: true });
  }
}

Deno.test("train, evaluate, forecast, report and models work on one folder", (t) =>
  inFolder(async (cwd) => {
    await t.step("train prints its losses and leaves only the model", () => checkTrain(cwd));
    await t.step("evaluate gives the scores of the card again", () => checkEvaluate(cwd));
    await t.step("forecast has the same bytes for the same input", () => checkForecast(cwd));
    await t.step("a forecast begins with whom to believe", () => checkForecastText(cwd));
    await t.step("report writes a page that needs nothing else", () => checkReport(cwd));
    await t.step("models lists it, and a damaged one with its fault", () => checkModels(cwd));
  }));

async function checkTrain(cwd: string): Promise<void> {
  const args = ["train", "--catalogue", "a.csv", "--out", "m", ...SMALL_TRAINING];
  const trained = await documentOf(args, cwd);
  assertEquals([trained.model, trained.backend, trained.threads], ["dense", "wasm", 1]);
  const [epoch] = trained.epochs as Record<string, number>[];
  assert(Number.isFinite(epoch.loss) && Number.isFinite(epoch.valLoss));
  for (const key of ["scores", "baselines", "skill", "card", "out"]) assert(key in trained);
  const names = (await Array.fromAsync(Deno.readDir(cwd))).map(({ name }) => name);
  assertEquals(names.sort(), ["a.csv", "m"]);
}

async function checkEvaluate(cwd: string): Promise<void> {
  const { skill, scores, series, model } = await documentOf(["evaluate", ...ON], cwd);
  const card = await documentOf(["models", "show", "m"], cwd);
  assertEquals([model, series], ["dense", undefined]);
  assertEquals(skill, card.skill);
  assertEquals(scores, card.scores);
  const long = await documentOf(["evaluate", ...ON, "--series"], cwd);
  const { windows } = long.span as { windows: number };
  const columns = Object.values(long.series as Record<string, number[]>);
  assertEquals(columns.map(({ length }) => length), columns.map(() => windows));
}

async function checkForecast(cwd: string): Promise<void> {
  const one = await documentOf(["forecast", ...ON], cwd);
  const same = await documentOf(["forecast", ...ON, "--horizon", "168h"], cwd);
  assertEquals(JSON.stringify(one.forecast), JSON.stringify(same.forecast));
  assertEquals(Object.keys(one), ["forecast", "run"]);
  const stdin = await Deno.readFile(`${cwd}/a.csv`);
  const args = ["forecast", "--model", "m", "--catalogue", "-", "--json", "--threads", "1"];
  const piped = await runCli(args, { cwd, stdin });
  assertEquals(piped.code, 0, piped.stderr);
  assertEquals(JSON.parse(piped.stdout).forecast, one.forecast);
  const other = await runCli(["forecast", ...ON, "--horizon", "30d"], { cwd });
  assertEquals(other.code, 2);
  assertStringIncludes(other.stderr, "trained for 7d");
  const early = await runCli(["forecast", ...ON, "--issue-time", "1950-01-01"], { cwd });
  assertEquals(early.code, 3);
}

async function checkForecastText(cwd: string): Promise<void> {
  const { stdout, code } = await runCli(["forecast", ...ON], { cwd });
  assertEquals(code, 0);
  const verdict = "The dense network (beats|does not beat|is worse than) the best baseline ";
  const answer = `(Calibration failed on later data\\. )?${verdict}`;
  assertMatch(stdout.replace(/\s+/g, " "), new RegExp(`^${answer}`));
  for (const part of ["information gain", "not a prediction", "baseline", "at least 1 event"]) {
    assertStringIncludes(stdout.replace(/\s+/g, " "), part);
  }
  assertEquals(stdout.split("\n").filter((line) => line.length > 100), []);
}

async function checkReport(cwd: string): Promise<void> {
  const { bytes } = await documentOf(["report", ...ON, "--out", "r.html"], cwd);
  const page = await Deno.readTextFile(`${cwd}/r.html`);
  assertEquals(new TextEncoder().encode(page).length, bytes);
  assertMatch(page, /^<!DOCTYPE html>/);
  assertEquals(/<script|src="http|href="http/i.test(page), false);
}

async function checkModels(cwd: string): Promise<void> {
  await Deno.mkdir(`${cwd}/bad`);
  for await (const { name } of Deno.readDir(`${cwd}/m`)) {
    await Deno.copyFile(`${cwd}/m/${name}`, `${cwd}/bad/${name}`);
  }
  await Deno.writeTextFile(`${cwd}/bad/weights.bin`, "x");
  const { models } = await documentOf(["models", "list", "--models", "."], cwd);
  const listed = models as { name: string; verdict: string; beatsBaseline: boolean | null }[];
  assertEquals(listed.map(({ name }) => name), ["bad", "m"]);
  assertMatch(listed[0].verdict, /weights\.bin is damaged/);
  assertEquals([listed[0].beatsBaseline, typeof listed[1].beatsBaseline], [null, "boolean"]);
  const damaged = await runCli(["forecast", "--model", "bad", "--catalogue", "a.csv"], { cwd });
  assertEquals(damaged.code, 5);
}

Deno.test("a preset stands beside the simplest guesses, and its report shows actual and predicted", () =>
  inFolder(async (cwd) => {
    const recipe = ["--preset", "two-layer-lstm", "--units", "3,3", "--epochs", "1"];
    const args = ["train", "--catalogue", "a.csv", "--out", "m", "--threads", "1", ...recipe];
    const { code, stdout, stderr } = await runCli(args, { cwd });
    assertEquals(code, 0, stderr);
    assertMatch(stdout, /^The lstm network /);
    assertMatch(stdout, /Test RMSE: network [\d.]+, training mean [\d.]+, persistence [\d.]+/);
    assertStringIncludes(stdout, "to m.actual-predicted.svg.");
    const plot = await Deno.readTextFile(`${cwd}/m.actual-predicted.svg`);
    assertMatch(plot, /^<svg[^]*Actual magnitude[^]*<\/svg>\s*$/);
    const again = await documentOf([...args, "--restart", "--quiet"], cwd);
    assertEquals(again.plot, "m.actual-predicted.svg");
    const card = await documentOf(["models", "show", "m"], cwd);
    const { window, loss, units, epochs } = card.configuration as Record<string, unknown>;
    assertEquals([window, loss, units, epochs], [10, "mean-squared-error", [3, 3], 1]);
    await documentOf(["report", ...ON, "--out", "r.html"], cwd);
    assertStringIncludes(await Deno.readTextFile(`${cwd}/r.html`), "Actual magnitude");
  }));

type Dictionary = Record<string, unknown>;

Deno.test("covariates and regions come from files and are named in the card", () =>
  inFolder(async (cwd) => {
    const days = Array.from({ length: 2200 }, (_, day) => {
      const date = new Date(Date.UTC(2000, 0, 1 + day)).toISOString().slice(0, 10);
      return `${date},${Math.sin(day / 50).toFixed(3)}\n`;
    });
    await Deno.writeTextFile(`${cwd}/c.csv`, `date,strain\n${days.join("")}`);
    await Deno.writeTextFile(`${cwd}/p.csv`, "lon,lat\n-125,32\n-114,32\n-114,42\n-125,42\n");
    const more = ["--covariates", "c.csv", "--covariate-rules", "strain:interpolate"];
    const region = ["--polygon-file", "p.csv", "--no-remove-near-twins"];
    const args = ["train", "--catalogue", "a.csv", "--out", "m", ...SMALL_TRAINING];
    const { code, stdout, stderr } = await runCli([...args, ...more, ...region], { cwd });
    assertEquals(code, 0, stderr);
    assertMatch(
      stdout.replace(/\s+/g, " "),
      /Validation log score with strain -?[\d.]+, without -?[\d.]+: gain [+-][\d.]+ nats/,
    );
    const card = await documentOf(["models", "show", "m"], cwd) as Record<
      string,
      Record<string, unknown>
    >;
    assertEquals(card.data.covariates, ["strain"]);
    assertEquals((card.configuration.polygon as number[]).length, 8);
    assertEquals(card.configuration.removeNearTwins, false);
    assert(Number.isFinite(card.ablation.gainNats));
    const without = await documentOf(["forecast", ...ON], cwd) as Record<string, Dictionary>;
    assertEquals(without.forecast.masked, ["c"]);
    assertMatch(String(without.forecast.warnings), /missing and masked: c\. .*without c /);
    await documentOf(["forecast", ...ON, "--covariates", "c.csv"], cwd);
  }));

Deno.test("simulate gives the same bytes for the same seed, and inspect reads them", async () => {
  const cwd = await Deno.makeTempDir();
  const flags = ["--years", "2", "--burn-in-years", "1", "--seed", "9"];
  try {
    await documentOf(["simulate", ...flags, "--out", "a.csv"], cwd);
    const piped = await runCli(["simulate", ...flags, "--out", "-"], { cwd });
    assertEquals(await Deno.readTextFile(`${cwd}/a.csv`), piped.stdout);
    const inspection = await documentOf(["inspect", "a.csv"], cwd);
    assertEquals(inspection.rows, piped.stdout.trimEnd().split("\n").length - 1);
  } finally {
    await Deno.remove(cwd, { recursive: true });
  }
});
