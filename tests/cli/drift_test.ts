import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import type { DriftReport } from "../../engine/domain/mod.ts";
import { openDatabase } from "../../engine/storage/mod.ts";
import { keepForecasts, scoresOfDays } from "../engine/forecasting/scheduled/drifting_forecasts.ts";
import { withFolder } from "../engine/storage/storage_fixture.ts";
import { PROJECT, runCli } from "./run_cli.ts";
import { SMALL_TRAINING, smallCatalogueCsv } from "./small_catalogue.ts";

Deno.test("drift tells its verdict, draws it, and fails only where it is asked to", () =>
  withFolder(async (given) => {
    const cwd = await Deno.realPath(given);
    const permissions = [`--allow-read=${cwd},${PROJECT}`, `--allow-write=${cwd}`];
    const run = (...args: string[]) => runCli(args, { cwd, permissions });
    {
      using database = openDatabase(`${cwd}/q.db`, { mode: "create" });
      keepForecasts(database, { model: "etas", scores: scoresOfDays(200, { drifts: true }) });
    }
    const on = ["drift", "--model", "etas", "--database", "q.db"];
    const told = await run(...on, "--plot", "drift.svg");
    assertEquals(told.code, 0, told.stderr);
    assertMatch(told.stdout, /^Retrain: .*began about 2026-0[45]-/s);
    assertStringIncludes(told.stdout, "more comes than is forecast");
    assertStringIncludes(await Deno.readTextFile(`${cwd}/drift.svg`), "Drift of etas: retrain");
    const failed = await run(...on, "--fail-on-drift", "--json");
    const report: DriftReport = JSON.parse(failed.stdout);
    assertEquals([failed.code, report.verdict], [7, "retrain"]);
    const drawn = await run(...on, "--plot", "drift.gif");
    assertEquals([drawn.code, drawn.stdout], [2, ""]);
    assertStringIncludes(drawn.stderr, 'Cannot draw to --plot "drift.gif"');
    const both = await run(...on, "--catalogue", "a.csv");
    assertEquals(both.code, 2);
    assertStringIncludes(both.stderr, "not both");
  }));

Deno.test("drift of a network is told on the newer part of a catalogue, and refused without one", () =>
  withFolder(async (given) => {
    const cwd = await Deno.realPath(given);
    const run = (...args: string[]) =>
      runCli([...args, "--quiet"], {
        ...{ cwd },
        permissions: [`--allow-read=${cwd},${PROJECT}`, `--allow-write=${cwd}`],
      });
    const lines = smallCatalogueCsv().split("\n");
    const own = lines.filter((line, i) => i === 0 || line < "2004-07");
    await Deno.writeTextFile(`${cwd}/own.csv`, own.join("\n") + "\n");
    await Deno.writeTextFile(`${cwd}/newer.csv`, lines.join("\n"));
    const trained = await run("train", "--catalogue", "own.csv", "--out", "m", ...SMALL_TRAINING);
    assertEquals(trained.code, 0, trained.stderr);
    const told = await run("drift", "--model", "m", "--catalogue", "newer.csv", "--json");
    assertEquals(told.code, 0, told.stderr);
    const { watchedFromMs, verdict, inputs, catalogue }: DriftReport = JSON.parse(told.stdout);
    assertEquals(new Date(watchedFromMs).toISOString().slice(0, 7), "2004-06");
    assert(["steady", "watch", "retrain"].includes(verdict));
    assert(inputs!.features.length > 5 && catalogue!.modelCompleteness >= 3.5);
    const none = await run("drift", "--model", "m", "--catalogue", "own.csv");
    assertEquals(none.code, 4);
    const early = ["--catalogue", "newer.csv", "--since", "2001-01-01"];
    assertEquals((await run("drift", "--model", "m", ...early)).code, 2);
  }));
