import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { openDatabase } from "../../engine/storage/mod.ts";
import {
  insertEvents,
  simulatePointEvents,
} from "../engine/forecasting/scheduled/scheduled_fixture.ts";
import { withFolder } from "../engine/storage/storage_fixture.ts";
import { PROJECT, runCli } from "./run_cli.ts";

const MODEL = ["--model", "simple", "--box=-117,33,-116,34", "--min-magnitude", "3"];

Deno.test("a day is forecast by the formula, once, scored when it is over, and said in a sentence", () =>
  withFolder(async (given) => {
    const folder = await Deno.realPath(given);
    {
      using database = openDatabase(`${folder}/q.db`, { mode: "create" });
      insertEvents(database, simulatePointEvents(60), { startMs: 0, endMs: Infinity });
    }
    const permissions = [`--allow-read=${folder},${PROJECT}`, `--allow-write=${folder}`];
    const run = (...args: string[]) =>
      runCli(["schedule", "--database", "q.db", ...args], { cwd: folder, permissions });
    const at = (time: string) => [...MODEL, "--at", time, "--catalogues", "200"];
    const first = await run(...at("2010-02-09T23:55"));
    assertEquals(first.code, 0, first.stderr);
    assertMatch(first.stdout, /Made simple\.daily\.2010-02-10T00Z: Withheld: Only 0 forecasts/);
    const second = await run(...at("2010-02-09T23:57"));
    assertStringIncludes(second.stdout, "No forecast was due.");
    const plots = ["--gain-plot", "gain.svg", "--reliability-plot", "reliability.png"];
    const third = await run(...at("2010-02-12T12:00"), "--json", ...plots);
    assertEquals(third.code, 0, third.stderr);
    assertStringIncludes(await Deno.readTextFile(`${folder}/gain.svg`), "Cumulative");
    assertEquals((await Deno.readFile(`${folder}/reliability.png`))[1], "P".charCodeAt(0));
    assertEquals(JSON.parse(third.stdout).scored, ["simple.daily.2010-02-10T00Z"]);
    using database = openDatabase(`${folder}/q.db`, { mode: "read" });
    assert(database.forecasts.outcomes("simple.daily.2010-02-10T00Z")[0].scores.length > 8);
    const refused = await run("--model", "simple", "--once");
    assertEquals(refused.code, 2);
    assertStringIncludes(refused.stderr, "--box");
  }));
