import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import {
  catalogueFingerprint,
  openCatalogueSource,
  readCatalogue,
} from "../../engine/sources/mod.ts";
import { openDatabase } from "../../engine/storage/mod.ts";
import { withFolder } from "../engine/storage/storage_fixture.ts";
import { refuseFlagsOfOthers } from "../../cli/point_flags.ts";
import { permissionsFor, runCli } from "./run_cli.ts";
import { SMALL_TRAINING, smallCatalogueCsv } from "./small_catalogue.ts";

Deno.test("train --reviewed takes events as persons left them: the same as an export, which the card tells", () =>
  withFolder(async (temporary) => {
    const folder = await Deno.realPath(temporary);
    const run = async (...args: string[]) => {
      const found = await runCli(args, { cwd: folder, permissions: permissionsFor(folder) });
      assertEquals(found.code, 0, found.stderr);
      return found.stdout;
    };
    await Deno.writeTextFile(`${folder}/all.csv`, smallCatalogueCsv());
    await run("database", "init", "q.db");
    await run("database", "import", "q.db", "all.csv");
    const fingerprint = async () => {
      await run("database", "export", "q.db", "--out", "now.csv");
      const source = await openCatalogueSource(`${folder}/now.csv`);
      const { catalogue } = await readCatalogue(source);
      return { fingerprint: await catalogueFingerprint(catalogue), size: catalogue.size };
    };
    const before = await fingerprint();
    {
      using database = openDatabase(`${folder}/q.db`, { mode: "write" });
      const [wrong, moved, other] = database.events.query({ minimumMagnitude: 4.5, limit: 3 });
      const [{ id }] = other.event.magnitudes;
      const by = { author: "Ada", reason: "seen" };
      const options = { expectedNumber: 0, reviewedMs: 2e12 };
      const of = (eventId: string) => ({ ...by, kind: "event", itemId: eventId }) as const;
      database.reviews.add({ ...of(wrong.event.id), decision: "rejected" }, options);
      database.reviews.add({
        ...{ ...of(moved.event.id), decision: "revised", correction: { depthKm: 33 } },
      }, options);
      database.reviews.add({
        ...{ ...by, kind: "magnitude", itemId: id, eventId: other.event.id, author: "Bo" },
        ...{ decision: "revised", correction: { magnitude: 4.25 } },
      }, options);
    }
    const after = await fingerprint();
    assertEquals(after.size, before.size - 1);
    assert(after.fingerprint !== before.fingerprint);
    const training = ["train", "--reviewed", "q.db", ...SMALL_TRAINING, "--out", "model"];
    const { card } = JSON.parse(await run(...training, "--json"));
    assertEquals([card.data.name, card.data.fingerprint], ["q.db", after.fingerprint]);
    assertEquals(card.reviews.changes, { leftOut: 1, moved: 1, magnitudesChanged: 1 });
    assertEquals(Object.keys(card.reviews.authors), ["Ada", "Bo"]);
    const shown = (await run("models", "show", "model")).replace(/\s+/g, " ");
    assertStringIncludes(shown, "(reviewed events and magnitudes: 3, persons: 2)");
    const both = [...training, "--catalogue", "all.csv"];
    const refused = await runCli(both, { cwd: folder, permissions: permissionsFor(folder) });
    assertEquals(refused.code, 2);
    assertMatch(refused.stderr, /--catalogue and --reviewed at once/);
  }));

Deno.test("networks and point processes both take --reviewed", () => {
  for (const model of ["dense", "etas"]) refuseFlagsOfOthers({ reviewed: "q.db" }, model);
});
