import { assert, assertEquals, assertMatch, assertThrows } from "@std/assert";
import { DatabaseWriter } from "../../../../engine/monitoring/live/database_writer.ts";
import { openLiveFeed } from "../../../../engine/monitoring/mod.ts";
import { type Database, openDatabase } from "../../../../engine/storage/mod.ts";
import { makePick, withDatabase } from "../../storage/database/database_fixture.ts";
import { argumentsFor, withFolder } from "../../storage/storage_fixture.ts";

const onFailure = (error: Error) => {
  throw error;
};

function open(database: Database, keep?: number) {
  return openLiveFeed(database, { keep, onFailure });
}

const notice = (message: string) => ({ level: "warning", kind: "test", message }) as const;

Deno.test("numbers and messages go on in the next process", () =>
  withDatabase((database) => {
    const first = open(database);
    const pick = { ...makePick("a", 5), timeErrorSeconds: NaN };
    first.tell("pick", pick, 6);
    first.tell("notice", notice("two"), 7);
    const second = open(database);
    assertEquals([second.oldest, second.newest], [1, 2]);
    assertEquals(second.after(0), [
      { number: 1, kind: "pick", timeMs: 6, data: pick },
      { number: 2, kind: "notice", timeMs: 7, data: notice("two") },
    ]);
    assertEquals(second.tell("notice", notice("three"), 8).number, 3);
    assertEquals(open(database).after(1).map(({ number }) => number), [2, 3]);
    assertEquals(database.check(), []);
  }));

Deno.test("a message is in the file before anybody is told", () =>
  withDatabase((database) => {
    const feed = open(database);
    using other = openDatabase(database.path, { mode: "read" });
    const seen: [told: number, stored: number][] = [];
    feed.listen((message) => "number" in message && seen.push([message.number, other.live.newest]));
    for (let i = 0; i < 5; i++) feed.tell("notice", notice(`${i}`), i);
    assertEquals(seen, [1, 2, 3, 4, 5].map((number) => [number, number]));
  }));

Deno.test("what is kept is bounded, in memory and in the file", () =>
  withDatabase((database) => {
    const feed = open(database, 100);
    for (let i = 1; i <= 2_000; i++) feed.tell("notice", notice(`${i}`), i);
    const kept = database.live.last(1_000_000);
    assertEquals(kept.at(-1)!.number, 2_000);
    assert(kept.length >= 100 && kept.length <= 600, `${kept.length}`);
    const next = open(database, 100);
    assertEquals([next.oldest, next.newest], [1_901, 2_000]);
  }));

Deno.test("what a transaction took back is written with the next message", () =>
  withDatabase((database) => {
    const feed = open(database);
    assertThrows(() =>
      database.transaction(() => {
        feed.tell("notice", notice("one"), 1);
        throw new RangeError("taken back");
      }), RangeError);
    assertEquals(database.live.newest, 0);
    feed.tell("notice", notice("two"), 2);
    assertEquals(database.live.last(9).map(({ number }) => number), [1, 2]);
  }));

Deno.test("a file that cannot be written is told of, the feed goes on, and it is caught up with", () =>
  withDatabase((database) => {
    using writer = openDatabase(database.path, { mode: "write", busyTimeoutMs: 0 });
    const failures: string[] = [];
    const feed = openLiveFeed(writer, { onFailure: ({ message }) => failures.push(message) });
    database.transaction(() => { // holds the lock
      assertEquals(feed.tell("notice", notice("one"), 1).number, 1);
    });
    assertEquals(failures.length, 1);
    assertMatch(failures[0], /another process is writing/);
    feed.tell("notice", notice("two"), 2);
    assertEquals(database.live.last(9).map(({ number }) => number), [1, 2]);
    assertEquals(failures.length, 1);
  }));

Deno.test("nobody who is to be told waits for another process that writes for long", () =>
  withDatabase((database) => {
    using other = openDatabase(database.path, { mode: "write" });
    const failures: string[] = [];
    const feed = openLiveFeed(database, { onFailure: ({ message }) => failures.push(message) });
    const writer = new DatabaseWriter(database, (message) => failures.push(message));
    writer.add(({ picks }) => picks.add([makePick("a", 1)], { recordedMs: 1 }));
    const startMs = performance.now();
    other.transaction(() => { // holds the lock
      other.picks.add([makePick("b", 1)], { recordedMs: 1 });
      feed.tell("notice", notice("one"), 1);
      writer.flush();
    });
    assert(performance.now() - startMs < 3_000, "5 s is what others wait");
    assertEquals(failures.map((it) => /another process is writing/.test(it)), [true, true]);
    feed.tell("notice", notice("two"), 2);
    writer.flush();
    assertEquals(database.live.last(9).map(({ number }) => number), [1, 2]);
    assertEquals(database.picks.query().map(({ id }) => id).sort(), ["a", "b"]);
  }));

Deno.test("killed while telling, no number that was seen is given again", () =>
  withFolder(async (folder) => {
    const path = `${folder}/quakecast.db`;
    let last = 0;
    for (let round = 0; round < 3; round++) {
      const numbers = await tellAndKill(path, 100 + 50 * round);
      assert(numbers.length > 10, `${numbers.length} messages before the kill`);
      assert(numbers[0] > last, `${numbers[0]} after ${last}`);
      assertEquals(numbers.at(-1)! - numbers[0], numbers.length - 1);
      last = numbers.at(-1)!;
      using database = openDatabase(path, { mode: "write" });
      assert(database.live.newest >= last, `${database.live.newest} in the file, ${last} seen`);
      assertEquals(database.check(), []);
    }
  }));

/** Numbers that a process told before it was killed, so long after the first. */
async function tellAndKill(path: string, extraMs: number): Promise<number[]> {
  const child = new Deno.Command(Deno.execPath(), {
    args: argumentsFor(import.meta.resolve("./tell_until_killed.ts"), path),
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  let text = "";
  for await (const piece of child.stdout.pipeThrough(new TextDecoderStream())) {
    if (text === "") setTimeout(() => child.kill("SIGKILL"), extraMs);
    text += piece;
  }
  assertEquals((await child.status).signal, "SIGKILL");
  return text.split("\n").slice(0, -1).map(Number);
}

Deno.test("messages leave the state of the database as it is, all else changes it", () =>
  withDatabase((database) => {
    const [feed, { state }] = [open(database), database];
    feed.tell("notice", notice("one"), 1);
    database.transaction(() => feed.tell("notice", notice("two"), 2));
    assertEquals(database.state, state);
    database.picks.add([makePick("a", 1)], { recordedMs: 1 });
    const next = database.state;
    assert(next !== state);
    using other = openDatabase(database.path, { mode: "write" });
    other.picks.add([makePick("b", 1)], { recordedMs: 1 });
    assert(database.state !== next);
  }));
