import { assertEquals } from "@std/assert";
import { EnvironmentError, InputError } from "../../../../engine/domain/mod.ts";
import { DatabaseWriter } from "../../../../engine/monitoring/live/database_writer.ts";
import { type Database, openDatabase } from "../../../../engine/storage/mod.ts";

const pickAt = (id: string, timeMs: number) => ({
  ...{ id, timeMs, phase: "P" },
  code: { network: "XX", station: "A", location: "", channel: "HHZ" },
});

async function withDatabase(body: (database: Database) => void): Promise<void> {
  const folder = await Deno.makeTempDir();
  const database = openDatabase(`${folder}/a.db`, { mode: "create" });
  try {
    body(database);
  } finally {
    database.close();
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("one thing that is refused is told, the others are written", () =>
  withDatabase((database) => {
    const faults: string[] = [];
    const writer = new DatabaseWriter(database, (message) => faults.push(message));
    for (const [id, timeMs] of [["a", 1], ["b", 2], ["a", 3], ["c", 4]] as const) {
      writer.add((to) => to.picks.add([pickAt(id, timeMs)], { recordedMs: 0 }));
    }
    writer.flush();
    assertEquals(database.picks.query().map(({ timeMs }) => timeMs), [1, 2, 4]);
    assertEquals(faults.length, 1);
    assertEquals(faults[0].startsWith("Cannot store a pick"), true, `${InputError.name}`);
  }));

Deno.test("what a database cannot take now waits, in order, and is told once", () =>
  withDatabase((database) => {
    const faults: string[] = [];
    const writer = new DatabaseWriter(database, (message) => faults.push(message));
    let isFull = true;
    for (const id of ["a", "b"]) {
      writer.add((to) => {
        if (isFull) throw new EnvironmentError("The disk is full.", "disk");
        to.picks.add([pickAt(id, 1)], { recordedMs: 0 });
      });
    }
    writer.flush();
    writer.flush();
    assertEquals(faults, ["The disk is full."]);
    assertEquals(database.picks.query(), []);
    isFull = false;
    writer.flush();
    assertEquals(database.picks.query().map(({ id }) => id), ["a", "b"]);
  }));
