import { assertEquals, assertThrows } from "@std/assert";
import { ConfigurationError, type LiveMessage } from "../../../../engine/domain/mod.ts";
import { LiveFeed } from "../../../../engine/monitoring/mod.ts";

const notice = (message: string) => ({ level: "information", kind: "test", message } as const);

Deno.test("A live feed numbers what it keeps without gaps, and forgets the oldest", () => {
  const feed = new LiveFeed({ keep: 5 });
  assertEquals([feed.oldest, feed.newest], [1, 0]);
  assertEquals(feed.after(0), []);
  for (let i = 1; i <= 23; i++) {
    assertEquals(feed.tell("notice", notice(`${i}`), i).number, i);
    const all = feed.after(0).map(({ number }) => number);
    assertEquals(all, Array.from({ length: all.length }, (_, k) => feed.oldest + k));
    assertEquals(all.at(-1), feed.newest);
    assertEquals(all.length >= Math.min(i, 5) && all.length < 10, true);
  }
  assertEquals(feed.after(21).map(({ number }) => number), [22, 23]);
  assertEquals(feed.after(23), []);
  assertEquals(feed.after(99), []);
});

Deno.test("A live feed of long messages keeps fewer, and always the newest", () => {
  const feed = new LiveFeed({ keep: 1000, keepCharacters: 10_000 });
  for (let i = 1; i <= 500; i++) {
    feed.tell("notice", notice("x".repeat(i % 100 === 99 ? 20_000 : 500)), i);
    const kept = feed.after(0);
    assertEquals(kept.at(-1)?.number, i);
    assertEquals(kept.map(({ number }) => number), kept.map((_, k) => feed.oldest + k));
    const characters = JSON.stringify(kept.map(({ data }) => data)).length;
    assertEquals(kept.length === 1 || characters < 12_000, true, `${characters} after ${i}`);
  }
  assertEquals(feed.after(0).length >= 10, false, "the last message but one is longer than all");
  for (let i = 501; i <= 550; i++) feed.tell("notice", notice("x".repeat(500)), i);
  assertEquals(feed.after(0).length >= 15, true);
  const later = { firstNumber: feed.newest + 1, earlier: feed.after(0), keepCharacters: 3000 };
  assertEquals(new LiveFeed(later).after(0).length, 5);
});

Deno.test("A live feed goes on where an earlier process left off", () => {
  const before = new LiveFeed();
  for (let i = 0; i < 4; i++) before.tell("notice", notice("before"), i);
  const feed = new LiveFeed({ firstNumber: before.newest + 1, earlier: before.after(0) });
  feed.tell("notice", notice("after"), 9);
  assertEquals(feed.after(3).map(({ number }) => number), [4, 5]);
});

Deno.test("Whoever listens to a live feed hears what is kept and what passes, until it leaves", () => {
  const feed = new LiveFeed();
  const heard: LiveMessage[] = [];
  const leave = feed.listen((message) => heard.push(message));
  feed.tell("notice", notice("one"), 1);
  feed.pass("latency", { count: 0 }, 2);
  assertEquals(feed.listeners, 1);
  leave();
  feed.tell("notice", notice("two"), 3);
  assertEquals(heard.map(({ kind, timeMs }) => [kind, timeMs]), [["notice", 1], ["latency", 2]]);
  assertEquals([feed.listeners, feed.after(0).length], [0, 2]);
});

Deno.test("A live feed that keeps nothing is refused", () => {
  assertThrows(() => new LiveFeed({ keep: 0 }), ConfigurationError, "Cannot keep 0 messages");
});
