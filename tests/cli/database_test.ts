import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { parquetReadObjects } from "hyparquet";
import { readEvents } from "../../engine/sources/mod.ts";
import { openDatabase } from "../../engine/storage/mod.ts";
import { makeEvent } from "../engine/storage/database/database_fixture.ts";
import { withFolder } from "../engine/storage/storage_fixture.ts";
import { cliCommand, PROJECT, runCli } from "./run_cli.ts";

const CSV = `time,latitude,longitude,depth,mag,magType,net,id,updated,place,type
2024-01-01T00:00:00.25Z,35.5,139.5,10,6.1,mww,us,us1,2024-01-02T00:00:00Z,,earthquake
2024-02-01T00:00:00Z,-20,179.9,600,5.2,mb,us,us2,2024-02-02T00:00:00Z,,earthquake
2024-03-01T00:00:00Z,40,-120,,,,nc,nc3,,,explosion
`;

/** Runs the verb with what its help lists. */
function runIn(folder: string) {
  const permissions = [`--allow-read=${folder},${PROJECT}/engine`, `--allow-write=${folder}`];
  return async (...args: string[]) => {
    const { code, stdout, stderr } = await runCli(["database", ...args], {
      cwd: folder,
      permissions,
    });
    return { code, stdout, stderr };
  };
}

Deno.test("events go into a database and come out in every format", () =>
  withFolder(async (folder) => {
    const run = runIn(await Deno.realPath(folder));
    const json = async (...args: string[]) => {
      const { code, stdout, stderr } = await run(...args, "--json");
      assertEquals(code, 0, stderr);
      return JSON.parse(stdout);
    };
    await Deno.writeTextFile(`${folder}/a.csv`, CSV);
    assertEquals((await json("init", "q.db")).events, 0);
    const [first] = (await json("import", "q.db", "a.csv")).imported;
    assertEquals([first.added, first.revised, first.unchanged], [3, 0, 0]);
    await Deno.writeTextFile(`${folder}/b.csv`, CSV.replace("6.1", "6.2"));
    const [second] = (await json("import", "q.db", "b.csv", "--status", "reviewed")).imported;
    assertEquals([second.added, second.revised, second.unchanged], [0, 3, 0]);
    for (const ending of ["csv", "xml", "geojson", "txt"]) {
      assertEquals((await json("export", "q.db", "--out", `out.${ending}`)).events, 3, ending);
      const stream = Deno.openSync(`${folder}/out.${ending}`).readable;
      const { events } = await readEvents({ name: ending, stream });
      assertEquals(events.map(({ id }) => id), ["us1", "us2", "nc3"], ending);
      assertEquals(events.map(({ magnitudes }) => magnitudes[0]?.magnitude), [6.2, 5.2, undefined]);
    }
    using writer = openDatabase(`${folder}/q.db`, { mode: "write" });
    const recent = { timeMs: Date.UTC(2024, 2, 5), latitude: -20, longitude: 179, magnitude: 5.5 };
    writer.events.put([makeEvent("live", recent)], { recordedMs: 1 });
    const part = ["--min-magnitude", "5", "--box", "170,-30,-170,0", "--start", "2024-01-15"];
    // A live system writes at this moment: what it has committed is exported, what not is not waited for.
    writer.transaction(() => {
      writer.events.put([makeEvent("on its way", recent)], { recordedMs: 2 });
      const words = ["database", "export", "q.db", "--out", "out.parquet", ...part];
      const { code } = cliCommand(words, { cwd: folder, permissions: ["-A"] }).outputSync();
      assertEquals(code, 0);
    });
    const { buffer } = await Deno.readFile(`${folder}/out.parquet`);
    assertEquals((await parquetReadObjects({ file: buffer })).map(({ id }) => id), ["us2", "live"]);
  }));

Deno.test("a database is backed up, checked, restored and pruned", () =>
  withFolder(async (folder) => {
    const run = runIn(await Deno.realPath(folder));
    const say = async (...args: string[]) => {
      const { code, stdout, stderr } = await run(...args);
      assertEquals(code, 0, stderr);
      return stdout;
    };
    await Deno.writeTextFile(`${folder}/a.csv`, CSV);
    await say("init", "q.db");
    assertStringIncludes(await say("import", "q.db", "a.csv"), "3 events added");
    assertStringIncludes(await say("backup", "q.db", "--out", "q.backup"), "whole and checked");
    assertMatch(await say("check", "q.db"), /is sound: schema \d+, 3 events, 3 revisions/);
    assertStringIncludes(
      await say("prune", "q.db", "--events-age", "1h", "--dry-run"),
      "Would remove",
    );
    assertStringIncludes(
      await say("prune", "q.db", "--picks-age", "1d"),
      "Removed 0 picks, 0 events",
    );
    assertStringIncludes(await say("restore", "new.db", "--from", "q.backup"), "3 events");
    assertEquals((await run("restore", "new.db", "--from", "q.backup")).code, 6);
    await say("restore", "new.db", "--from", "q.backup", "--replace");
  }));

Deno.test("wrong usage and files that are no database are told, with their exit codes", () =>
  withFolder(async (folder) => {
    const run = runIn(await Deno.realPath(folder));
    await Deno.writeTextFile(`${folder}/a.csv`, CSV.repeat(20));
    const cases: [string[], number, RegExp][] = [
      [["check", "none.db"], 3, /there is no such file/],
      [["check", "a.csv"], 3, /another kind of file/],
      [["import", "none.db", "a.csv"], 3, /there is no such file/],
      [["export", "a.csv"], 2, /without --out/],
      [["restore", "new.db"], 2, /without --from/],
      [["prune", "a.csv"], 2, /without an age/],
      [["init", "new.db", "a.csv"], 2, /only import takes more files/],
      [["init", "new.db", "--out", "x"], 2, /only export and backup can/],
      [["export", "q.db", "--out", "x.csv", "--box", "1,2"], 3, /no such file/],
    ];
    for (const [args, code, message] of cases) {
      const result = await run(...args);
      assertEquals(result.code, code, args.join(" ") + result.stderr);
      assertMatch(result.stderr, message);
    }
    assert(!Array.from(Deno.readDirSync(folder)).some(({ name }) => name === "new.db"));
  }));
