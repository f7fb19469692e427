import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { EnvironmentError, InputError } from "../../../../engine/domain/mod.ts";
import { DatabaseConnection } from "../../../../engine/storage/database/database_connection.ts";
import { migrateDatabase, SCHEMA_VERSION } from "../../../../engine/storage/database/migrations.ts";
import {
  EventStore,
  openDatabase,
  REPLACED_SUFFIX,
  restoreDatabase,
} from "../../../../engine/storage/mod.ts";
import { argumentsFor, namesIn, runOnFullDisk, withFolder } from "../storage_fixture.ts";
import { makeEvent, makeGlobe, makePick, withDatabase } from "./database_fixture.ts";

Deno.test("files that are no database of ours are refused, and left as they are", () =>
  withFolder(async (folder) => {
    const path = `${folder}/other`;
    const refuse = (mode: "read" | "write" | "create", message: string) =>
      assertThrows(() => openDatabase(path, { mode }), InputError, message);
    refuse("read", "no such file");
    refuse("write", "no such file");
    await Deno.create(path).then((file) => file.close());
    for (const mode of ["read", "write"] as const) refuse(mode, "it is empty");
    assertEquals((await Deno.stat(path)).size, 0);
    await Deno.writeTextFile(path, "time,latitude,longitude\n".repeat(100));
    for (const mode of ["read", "write", "create"] as const) refuse(mode, "another kind of file");
    assert((await Deno.readTextFile(path)).startsWith("time,"));
    await Deno.remove(path);
    const foreign = new DatabaseConnection(path, { readOnly: false, busyTimeoutMs: 0 });
    foreign.execute("CREATE TABLE cats (name TEXT)");
    foreign.close();
    const before = await Deno.readFile(path);
    for (const mode of ["read", "write", "create"] as const) {
      refuse(mode, "another program made it");
    }
    assertEquals(await Deno.readFile(path), before);
    assertThrows(() => openDatabase(folder, { mode: "create" }), InputError, "a folder");
    assertThrows(
      () => openDatabase(`${folder}/none/quakecast.db`, { mode: "create" }),
      EnvironmentError,
      "is its folder there",
    );
  }));

Deno.test("an older schema is brought to ours, with all that is in it; reading alone refuses it", () =>
  withFolder((folder) => {
    const path = `${folder}/old.db`;
    const old = new DatabaseConnection(path, { readOnly: false, busyTimeoutMs: 0 });
    migrateDatabase(old, 1);
    new EventStore(old).put([makeEvent("a", { magnitude: 5 })], { recordedMs: 1 });
    old.close();
    assertThrows(() => openDatabase(path, { mode: "read" }), EnvironmentError, "its schema is 1");
    using database = openDatabase(path, { mode: "write" });
    assertEquals(database.summarise().schemaVersion, SCHEMA_VERSION);
    assertEquals(database.events.get("a")!.event.magnitudes[0].magnitude, 5);
    assertEquals(database.forecasts.query(), []);
    assertEquals(database.check(), []);
    return Promise.resolve();
  }));

Deno.test("a newer schema is refused", () =>
  withDatabase((database) => {
    const newer = new DatabaseConnection(database.path, { readOnly: false, busyTimeoutMs: 0 });
    newer.execute(`PRAGMA user_version = ${SCHEMA_VERSION + 1}`);
    newer.close();
    for (const mode of ["read", "write"] as const) {
      const open = () => openDatabase(database.path, { mode });
      assertThrows(open, EnvironmentError, "a newer Quakecast made it");
    }
  }));

Deno.test("whoever waits too long for another writer is told so, and can try again", () =>
  withDatabase((database) => {
    using other = openDatabase(database.path, { mode: "write", busyTimeoutMs: 50 });
    const put = () => other.events.put([makeEvent("b")], { recordedMs: 1 });
    database.transaction(() => assertThrows(put, EnvironmentError, "another process is writing"));
    assertEquals(put().added, 1);
  }));

Deno.test("a database that is open for reading takes nothing", () =>
  withDatabase((database) => {
    using reader = openDatabase(database.path, { mode: "read" });
    const put = () => reader.events.put([makeEvent("a")], { recordedMs: 1 });
    assertThrows(put, EnvironmentError, "reading alone");
  }));

Deno.test("a damaged file is told, not read as if it were sound", () =>
  withDatabase(async (database, folder) => {
    database.events.put(makeGlobe(500, 1), { recordedMs: 1 });
    await database.backup(`${folder}/sound.db`);
    const bytes = await Deno.readFile(`${folder}/sound.db`);
    let told = 0;
    for (let page = 1; page < 40; page += 3) {
      const damaged = bytes.slice();
      damaged.fill(0xa5, page * 4096, page * 4096 + 4096);
      await Deno.writeFile(`${folder}/damaged.db`, damaged);
      try {
        using opened = openDatabase(`${folder}/damaged.db`, { mode: "read" });
        if (opened.check().length > 0) told++;
      } catch (error) {
        assert(error instanceof InputError && error.message.includes("damaged"), `${error}`);
        told++;
      }
    }
    assertEquals(told, 13);
    await Deno.writeFile(`${folder}/damaged.db`, bytes.subarray(0, 30_000));
    const restore = () => restoreDatabase(`${folder}/damaged.db`, `${folder}/new.db`);
    await assertRejects(restore, InputError, "damaged");
    assert(!namesIn(folder).some((name) => name.startsWith("new.db")), namesIn(folder).join());
  }));

Deno.test("on a full disk a write fails as a whole, and what was committed stays", () =>
  withFolder(async (folder) => {
    const path = `${folder}/quakecast.db`;
    openDatabase(path, { mode: "create" }).close();
    const said = await runOnFullDisk("database/fill_database.ts", path);
    const { committed, error, message } = JSON.parse(said);
    assertEquals(error, "EnvironmentError", message);
    assert(committed > 0);
    assert(message.includes("free some space"), message);
    using database = openDatabase(path, { mode: "read" });
    assertEquals(database.events.count(), committed);
    assertEquals(database.check(), []);
  }));

Deno.test("a backup of a database in use restores to the same, and what was there is kept", () =>
  withDatabase(async (database, folder) => {
    database.events.put(makeGlobe(300, 1), { recordedMs: 1 });
    database.picks.add([makePick("p", 5)], { recordedMs: 1 });
    using other = openDatabase(database.path, { mode: "write" });
    other.events.put([makeEvent("late")], { recordedMs: 2 }); // in the log, not in the file
    await database.backup(`${folder}/backup.db`);
    await assertRejects(
      () => database.backup(`${folder}/backup.db`),
      EnvironmentError,
      "there already",
    );
    database.events.put([makeEvent("later")], { recordedMs: 3 });
    await database.backup(`${folder}/second.db`);
    await restoreDatabase(`${folder}/backup.db`, `${folder}/restored.db`);
    {
      using restored = openDatabase(`${folder}/restored.db`, { mode: "write" });
      assertEquals(restored.events.query().length, 301);
      assertEquals(restored.events.query({ eventIds: ["later"] }), []);
      assertEquals(restored.picks.query(), [makePick("p", 5)]);
      assertEquals(restored.check(), []);
      const replace = () =>
        restoreDatabase(`${folder}/second.db`, `${folder}/restored.db`, { replace: true });
      await assertRejects(replace, EnvironmentError, "another process");
    }
    await assertRejects(
      () => restoreDatabase(`${folder}/second.db`, `${folder}/restored.db`),
      EnvironmentError,
      "there already",
    );
    await restoreDatabase(`${folder}/second.db`, `${folder}/restored.db`, { replace: true });
    const count = (name: string) => {
      using opened = openDatabase(`${folder}/${name}`, { mode: "read" });
      return opened.events.count();
    };
    assertEquals([count("restored.db"), count(`restored.db${REPLACED_SUFFIX}`)], [302, 301]);
  }));

Deno.test("what is old goes by kind, but never what was reviewed or alerted, nor its picks", () =>
  withDatabase((database) => {
    const { events, picks, alerts, clocks } = database;
    const named = (id: string) => makeEvent(id, { picks: [makePick(`${id}/pick`, 1)] });
    for (const id of ["plain", "alerted", "new"]) {
      events.put([named(id)], { recordedMs: id === "new" ? 900 : 1 });
    }
    events.put([named("reviewed")], { recordedMs: 1, status: "reviewed" });
    events.setStatus("reviewed", { status: "automatic", recordedMs: 2 });
    picks.add(["plain", "alerted", "reviewed"].map((id) => makePick(`${id}/pick`, 1)), {
      recordedMs: 1,
    });
    picks.add([makePick("loose", 1)], { recordedMs: 1 });
    picks.add([makePick("fresh", 1)], { recordedMs: 950 });
    alerts.add({
      id: "a",
      revision: 1,
      status: "alert",
      issuedMs: 1,
      eventId: "alerted",
      document: 0,
    });
    clocks.record([{ channel: "c", wallMs: 1, packetEndMs: 1 }]);
    const ages = { picksMs: 100, eventsMs: 100, clocksMs: 100 };
    const expected = { picks: 2, events: 1, clocks: 1 };
    assertEquals(database.prune({ nowMs: 1_000, ages, dryRun: true }), expected);
    assertEquals(database.summarise().picks, 5);
    assertEquals(database.prune({ nowMs: 1_000, ages: {} }), { picks: 0, events: 0, clocks: 0 });
    assertEquals(database.prune({ nowMs: 1_000, ages }), expected);
    assertEquals(events.query().map(({ event }) => event.id).sort(), [
      "alerted",
      "new",
      "reviewed",
    ]);
    const left = picks.query().map(({ id }) => id).sort();
    assertEquals(left, ["alerted/pick", "fresh", "reviewed/pick"]);
    assertEquals(alerts.query().length, 1);
    assertEquals(database.check(), []);
  }));

Deno.test("processes read while another one writes, and none sees half of a write", () =>
  withDatabase(async (database) => {
    const readers = [1, 2].map(() =>
      new Deno.Command(Deno.execPath(), {
        args: argumentsFor("database/read_database.ts", database.path),
        stdout: "piped",
      }).spawn()
    );
    const outputs = readers.map((reader) => reader.output());
    let isReading = true;
    void Promise.all(outputs).then(() => isReading = false);
    let writes = 0;
    for (; isReading; writes++) {
      const pair = [makeEvent(`${writes}/a`), makeEvent(`${writes}/b`)];
      database.events.put(pair, { recordedMs: writes });
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    for (const { stdout } of await Promise.all(outputs)) {
      const { reads, odd, most } = JSON.parse(new TextDecoder().decode(stdout));
      assertEquals([reads, odd], [200, 0]);
      assert(most > 0 && most <= 2 * writes);
    }
  }));
