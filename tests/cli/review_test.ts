import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { preferredOrigin } from "../../engine/domain/mod.ts";
import { greatCircleKm } from "../../engine/mathematics/mod.ts";
import { openDatabase } from "../../engine/storage/mod.ts";
import { disturbedEvent, TRUTH } from "../engine/monitoring/reviews/disturbed_event.ts";
import { makeEvent, makePick } from "../engine/storage/database/database_fixture.ts";
import { withFolder } from "../engine/storage/storage_fixture.ts";
import { PROJECT, runCli } from "./run_cli.ts";

Deno.test("persons review from the command line: a queue, a conflict that names who was first, undo, a log", () =>
  withFolder(async (temporary) => {
    const folder = await Deno.realPath(temporary);
    const permissions = [`--allow-read=${folder},${PROJECT}/engine`, `--allow-write=${folder}`];
    const run = (...args: string[]) => runCli(["review", ...args], { cwd: folder, permissions });
    const say = async (...args: string[]) => {
      const { code, stdout, stderr } = await run(...args);
      assertEquals(code, 0, stderr);
      return stdout;
    };
    {
      using database = openDatabase(`${folder}/q.db`, { mode: "create" });
      const picks = [{ ...makePick("p1", 1.7e12), probability: 0.5, method: "phasenet" }];
      database.picks.add(picks, { recordedMs: 1 });
      database.events.put([makeEvent("e", { timeMs: 1.7e12, magnitude: 4.5, picks })], {
        recordedMs: 1,
      });
    }
    const queue = await say("queue", "q.db");
    assertMatch(queue, /need {2}kind +time \(UTC\) +what/);
    assertMatch(queue, /0\.\d\d {2}pick +2023-11-14 22:13:20 {2}P at NC\.MEM by phasenet/);
    assertStringIncludes(queue, "- probability 0.50: the picker is not sure of it");
    const { items } = JSON.parse(await say("queue", "q.db", "--kind", "event", "--json"));
    assertEquals(items.map(({ itemId }: { itemId: string }) => itemId), ["e"]);
    const ada = ["--author", "Ada", "--reason", "a door\x07 slams"]; // rings the bell
    assertStringIncludes(await say("reject", "q.db", "pick", "p1", ...ada), "It is rejected now.");
    const late = ["accept", "q.db", "pick", "p1", "--author", "Bo", "--reason", "fine"];
    const { code, stderr } = await run(...late, "--expect", "0");
    assertEquals(code, 3);
    assertMatch(stderr, /Ada was first, at 20.+: rejected, "a door slams"/);
    assertStringIncludes(stderr, "--expect 1");
    const revise = ["revise", "q.db", "pick", "p1", "--time", "2023-11-14T22:13:21.5Z"];
    const revised = await say(...revise, ...ada, "--expect", "1", "--json");
    const { review, state } = JSON.parse(revised);
    assertEquals(review.correction, { timeMs: 1_700_000_001_500 });
    assertEquals([review.number, state.state], [2, "revised"]);
    const shown = await say("show", "q.db", "pick", "p1");
    assertMatch(shown, /time \(UTC\) +2023-11-14T22:13:20\.000Z +2023-11-14T22:13:21\.500Z/);
    assertMatch(shown, /found by +phasenet +manual/);
    await say("undo", "q.db", "pick", "p1", ...ada);
    const magnitude = ["magnitude", "e/magnitude", "--magnitude", "4.9", "--magnitude-type", "ML"];
    await say("revise", "q.db", ...magnitude, "--author", "Bo", "--reason", "clipped");
    const log = await say("log", "q.db");
    assertMatch(log, /undone: takes back review 2/);
    assertMatch(log, /4 +\d.+Bo +revised: magnitude 4\.9, type ML/);
    const { reviews } = JSON.parse(await say("log", "q.db", "--author", "Bo", "--json"));
    assertEquals(reviews.map(({ sequence }: { sequence: number }) => sequence), [4]);
    using database = openDatabase(`${folder}/q.db`, { mode: "read" });
    assertEquals(database.events.list().map((one) => one.magnitude), [4.9]);
    assertEquals(database.check(), []);
  }));

Deno.test("wrong usage of review is told with what would be right", () =>
  withFolder(async (folder) => {
    openDatabase(`${folder}/q.db`, { mode: "create" }).close();
    const fails = async (args: string[], code: number, message: RegExp) => {
      const found = await runCli(["review", ...args], { cwd: folder, permissions: ["-A"] });
      assertEquals(found.code, code, found.stderr);
      assertMatch(found.stderr, message);
      assert(found.stdout === "");
    };
    const who = ["--author", "Ada", "--reason", "why"];
    await fails(["accept", "q.db", "pick", "p"], 2, /without --author/);
    await fails(["accept", "q.db", "picks", "p", ...who], 2, /Did you mean "pick"/);
    await fails(["accept", "q.db", "pick", "p", ...who], 3, /there is none of this identifier/);
    await fails(["accept", "q.db", "pick", "p", ...who, "--latitude", "1"], 2, /only revise can/);
    const revise = ["revise", "q.db", "pick", "p", ...who];
    await fails(revise, 2, /Cannot revise a pick with nothing: it takes "time"/);
    await fails([...revise, "--magnitude", "4"], 2, /Cannot revise a pick with "magnitude"/);
    await fails(["queue", "q.db", "pick"], 2, /one argument too many/);
    await fails(["show", "q.db", "pick"], 2, /name a kind/);
  }));

Deno.test("an event is located anew from its picks as persons left them, by who says so", () =>
  withFolder(async (temporary) => {
    const folder = await Deno.realPath(temporary);
    const permissions = [`--allow-read=${folder},${PROJECT}/engine`, `--allow-write=${folder}`];
    const run = (...args: string[]) => runCli(["review", ...args], { cwd: folder, permissions });
    const who = ["--author", "Ada", "--reason", "one S was late"];
    {
      using database = openDatabase(`${folder}/q.db`, { mode: "create" });
      database.events.put([disturbedEvent()], { recordedMs: 1 });
      const draft = { kind: "pick", itemId: "S3/S", author: "Ada", reason: "late" } as const;
      database.reviews.add({ ...draft, decision: "rejected" }, {
        ...{ expectedNumber: 0, reviewedMs: 2 },
      });
    }
    const revise = ["revise", "q.db", "event", "e", "--relocate", ...who];
    const contradiction = await run(...revise, "--depth", "10");
    assertEquals(contradiction.code, 2);
    assertMatch(contradiction.stderr, /Cannot use "depth" with relocate/);
    const { code, stdout, stderr } = await run(...revise);
    assertEquals(code, 0, stderr);
    assertMatch(stdout, /Moved 6\.0 km, to \d+\.\d km deep, residual 0\.0\d s, with 15 picks/);
    assertMatch(stdout, /\(0 accepted, 0 revised, 1 rejected by\s+persons\) and ak135/);
    assertMatch(stdout, /Review 1 of event e is written down\. It is revised now/);
    using database = openDatabase(`${folder}/q.db`, { mode: "read" });
    const { event, status } = database.events.get("e")!;
    assertEquals([status, preferredOrigin(event)!.method], ["reviewed", "manual"]);
    assert(greatCircleKm(preferredOrigin(event)!, TRUTH) < 0.1);
  }));

Deno.test("a pick that programs missed is added from the command line, once, and taken back", () =>
  withFolder(async (temporary) => {
    const folder = await Deno.realPath(temporary);
    openDatabase(`${folder}/q.db`, { mode: "create" }).close();
    const permissions = [`--allow-read=${folder},${PROJECT}/engine`, `--allow-write=${folder}`];
    const run = (...args: string[]) => runCli(["review", ...args], { cwd: folder, permissions });
    const who = ["--author", "Ada", "--reason", "clear on all three"];
    const place = ["--station", "NC.MEM..HHZ", "--phase", "P", "--time", "2023-11-14T22:13:20Z"];
    const add = ["add", "q.db", "pick", ...place, "--time-error", "0.05", ...who];
    const added = await run(...add, "--json");
    assertEquals(added.code, 0, added.stderr);
    const { review, state } = JSON.parse(added.stdout);
    assertEquals([state.state, review.added.timeErrorSeconds], ["accepted", 0.05]);
    const twice = await run(...add);
    assertEquals(twice.code, 3);
    assertMatch(twice.stderr, /there is "added\/NC\.MEM.+for this arrival \(accepted, by Ada\)/);
    const shown = await run("show", "q.db", "pick", review.itemId);
    assertMatch(shown.stdout, /found by +manual\n/);
    const undone = await run("undo", "q.db", "pick", review.itemId, ...who);
    assertMatch(undone.stdout, /taken\s+back\. It is in no view any more\./);
    const nowhere = await run("add", "q.db", "pick", ...place.slice(2), ...who);
    assertEquals(nowhere.code, 2);
    assertMatch(nowhere.stderr, /Cannot add a pick without --station/);
    const event = await run("add", "q.db", "event", ...place, ...who);
    assertMatch(event.stderr, /Cannot add a "event": add a pick/);
    using database = openDatabase(`${folder}/q.db`, { mode: "read" });
    assertEquals([database.picks.query(), database.reviews.list().length], [[], 2]);
  }));
