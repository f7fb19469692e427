import { assert, assertEquals, assertMatch } from "@std/assert";
import type { WaveformEnvelope } from "../../../engine/domain/mod.ts";
import { LiveFeed } from "../../../engine/monitoring/mod.ts";
import type { LiveItem } from "../../../server/live/live_client.ts";
import { LiveClients } from "../../../server/live/live_clients.ts";
import { problemOf } from "../server_fixture.ts";
import {
  type LiveServer,
  noticeOf,
  NOW_MS,
  readSentEvents,
  take,
  until,
  withLiveServer,
} from "./live_fixture.ts";

/** Follows the feed; gives what comes, and a way to leave. */
async function follow({ url }: LiveServer, query = "", headers: Record<string, string> = {}) {
  const leaving = new AbortController();
  const response = await fetch(`${url}/v1/live${query}`, { headers, signal: leaving.signal });
  assertEquals(response.headers.get("content-type"), "text/event-stream");
  return { events: readSentEvents(response), leave: () => leaving.abort() };
}

const idsOf = (events: readonly { id?: number }[]) => events.map(({ id }) => id);

function envelope(channel: string): WaveformEnvelope {
  return { channel, startMs: NOW_MS, binSeconds: 0.1, least: [1], largest: [2] };
}

Deno.test("new messages come with their numbers, earlier ones when asked for", () =>
  withLiveServer({}, async (live) => {
    live.tell(3);
    const fresh = await follow(live);
    const [comment, retry] = [await fresh.events.next(), await follow(live, "?after=1")];
    assertEquals(comment.value?.data, "live, newest message 3");
    live.tell(1);
    assertEquals(await take(fresh.events, 1), [{
      event: "notice",
      id: 4,
      data: JSON.stringify({ number: 4, kind: "notice", timeMs: NOW_MS, data: noticeOf(4) }),
    }]);
    assertEquals(idsOf(await take(retry.events, 3)), [2, 3, 4]);
    const back = await follow(live, "?after=0", { "last-event-id": "2" });
    assertEquals(idsOf(await take(back.events, 2)), [3, 4]);
    for (const { leave } of [fresh, retry, back]) leave();
    await until(() => live.feed.listeners === 0, "all listeners are freed");
  }));

Deno.test("what is gone is said first, as is a feed that began anew", () =>
  withLiveServer({}, async (live) => {
    live.tell(250);
    const { oldest } = live.feed;
    assert(oldest > 100, `${oldest}`);
    const late = await follow(live, "?after=7");
    const [gap, first] = await take(late.events, 2);
    assertEquals(gap, { event: "gap", data: JSON.stringify({ missing: [8, oldest - 1] }) });
    assertEquals(first.id, oldest);
    const strange = await follow(live, "?after=99999");
    const [anew, next] = await take(strange.events, 2);
    assertEquals([anew.data, next.id], ['{"missing":null}', oldest]);
    const rest = await take(strange.events, live.feed.newest - oldest);
    assertEquals(rest.at(-1)!.id, live.feed.newest);
    late.leave();
    strange.leave();
  }, () => new LiveFeed({ keep: 100 })));

Deno.test("passing messages have no number; waveforms are those that were asked for", () =>
  withLiveServer({}, async (live) => {
    const some = await follow(live, "?waveforms=XX.A..HHZ,XX.B..HHZ");
    const all = await follow(live, "?waveforms=all");
    const kept = await follow(live, "?passing=false&waveforms=all");
    const none = await follow(live);
    await until(() => live.feed.listeners === 4, "all listen");
    live.feed.pass("latency", { count: 5, medianMs: 20 }, NOW_MS);
    live.feed.pass("waveforms", [envelope("XX.C..HHZ")], NOW_MS);
    live.feed.pass("waveforms", [envelope("XX.A..HHZ"), envelope("XX.C..HHZ")], NOW_MS);
    live.tell(1);
    const channels = ({ data }: { data: string }) =>
      JSON.parse(data).data.map(({ channel }: WaveformEnvelope) => channel);
    const found = await take(some.events, 3);
    assertEquals(found.map(({ event }) => event).sort(), ["latency", "notice", "waveforms"]);
    const waves = found.find(({ event }) => event === "waveforms")!;
    assertEquals([waves.id, channels(waves)], [undefined, ["XX.A..HHZ"]]);
    assertEquals(JSON.parse(waves.data), {
      ...{ kind: "waveforms", timeMs: NOW_MS, data: [envelope("XX.A..HHZ")] },
    });
    const more = (await take(all.events, 4)).filter(({ event }) => event === "waveforms");
    assertEquals(more.map(channels), [["XX.C..HHZ"], ["XX.A..HHZ", "XX.C..HHZ"]]);
    assertEquals(idsOf(await take(kept.events, 1)), [1]);
    assertEquals((await take(none.events, 2)).map(({ event }) => event).sort(), [
      "latency",
      "notice",
    ]);
    for (const { leave } of [some, all, kept, none]) leave();
  }));

Deno.test("wrong questions are refused in a sentence", () =>
  withLiveServer({}, async ({ url, feed }) => {
    const cases: [query: string, headers: Record<string, string>, says: RegExp][] = [
      ["?after=-1", {}, /Cannot set after to "-1"/],
      ["?after=x", {}, /expected a whole number/],
      ["?befor=1", {}, /Unknown option "befor"/],
      ["?passing=maybe", {}, /expected true or false/],
      ["", { "last-event-id": "1e3" }, /Last-Event-ID "1e3"/],
    ];
    for (const [query, headers, says] of cases) {
      const problem = await problemOf(await fetch(`${url}/v1/live${query}`, { headers }));
      assertEquals(problem.status, 400);
      assertMatch(String(problem.detail), says);
    }
    assertEquals(feed.listeners, 0);
  }));

Deno.test("who asks for the head alone takes no place", () =>
  withLiveServer({ liveClients: 1 }, async ({ url, feed }) => {
    for (let i = 0; i < 3; i++) {
      const { status, headers } = await fetch(`${url}/v1/live`, { method: "HEAD" });
      assertEquals([status, headers.get("content-type")], [200, "text/event-stream"]);
    }
    assertEquals(feed.listeners, 0);
  }));

Deno.test("more than so many are refused until one leaves", () =>
  withLiveServer({ liveClients: 2 }, async (live) => {
    const [first] = [await follow(live), await follow(live)];
    const refused = await problemOf(await fetch(`${live.url}/v1/live`));
    const metrics = await (await fetch(`${live.url}/metrics`)).text();
    assertMatch(metrics, /^quakecast_live_clients 2$/m);
    assertEquals([refused.status, refused.type], [503, "urn:quakecast:problem:unavailable"]);
    first.leave();
    await until(() => live.feed.listeners === 1, "one has left");
    const next = await follow(live);
    live.tell(1);
    assertEquals(idsOf(await take(next.events, 1)), [1]);
  }));

Deno.test("one that takes nothing is cut, costs nothing, and misses nothing when it comes back", () =>
  withLiveServer({ livePatience: "1s" }, async (live) => {
    const { hostname, port } = new URL(live.url);
    using stuck = await Deno.connect({ hostname, port: Number(port) });
    await stuck.write(new TextEncoder().encode("GET /v1/live HTTP/1.1\r\nhost: x\r\n\r\n"));
    await until(() => live.feed.listeners === 1, "it listens");
    const message = "a".repeat(20_000);
    for (let i = 0; i < 900; i++) {
      live.feed.tell("notice", { level: "warning", kind: "test", message }, NOW_MS);
      if (i % 10 === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    }
    await until(() => live.feed.listeners === 0, "it is cut");
    const back = await follow(live, "?after=5");
    assertEquals(
      idsOf(await take(back.events, 895)),
      Array.from({ length: 895 }, (_, i) => 6 + i),
    );
    back.leave();
  }, () => new LiveFeed({ keepCharacters: 1e8 })));

Deno.test("silence is broken by heartbeats, and the timer ends with the last client", async () => {
  const feed = new LiveFeed();
  const clients = new LiveClients(feed, { limit: 1, heartbeatMs: 20 });
  const client = clients.open({ passing: true, waveforms: "all" }, { cut: () => {} });
  const kinds: string[] = [];
  const run = client.run((items: readonly LiveItem[]) => {
    kinds.push(...items.map(({ kind }) => kind));
    return Promise.resolve();
  });
  await until(() => kinds.length >= 3, "two heartbeats");
  feed.tell("notice", noticeOf(1), 0);
  clients.end();
  assertEquals(await run, true);
  assertEquals([kinds[0], kinds.at(-1)], ["opening", "notice"]);
  assert(kinds.slice(1, -1).every((kind) => kind === "heartbeat"));
  assertEquals([clients.count, feed.listeners], [0, 0]);
});
