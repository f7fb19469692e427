import { assert, assertEquals } from "@std/assert";
import { makeGlobe } from "../../engine/storage/database/database_fixture.ts";
import { followInCrowd } from "./live_crowd.ts";
import { NOW_MS, until, withLiveServer } from "./live_fixture.ts";
import { readInOpenLoop } from "./open_loop.ts";

Deno.test("clients that break their connections again and again miss nothing (20 of them, 2 s)", () =>
  withLiveServer({}, async ({ url, feed, tell }) => {
    const timer = setInterval(() => tell(4), 20);
    const options = { url, clients: 20, seconds: 2, stayingSeconds: 0.3, seed: 1 };
    const facts = await followInCrowd(options).finally(() => clearInterval(timer));
    assertEquals([facts.missed, facts.doubled], [0, 0]);
    assert(facts.newest > 100 && facts.reconnects > 40, JSON.stringify(facts));
    assert(facts.messages >= 20 * facts.newest, JSON.stringify(facts));
    await until(() => feed.listeners === 0, "all have left");
  }));

Deno.test("reads at a fixed rate are all answered while the database changes (200 a second, 2 s)", () =>
  withLiveServer({}, async ({ url, database, tell }) => {
    database.events.put(makeGlobe(500, 1), { recordedMs: NOW_MS });
    const timer = setInterval(() => tell(1), 100);
    const options = { url: `${url}/v1/events?limit=100`, perSecond: 200, seconds: 2 };
    const facts = await readInOpenLoop(options).finally(() => clearInterval(timer));
    assertEquals(facts.answered, facts.requests);
    assert(facts.bytes > 10_000 && facts.medianMs < 2_000, JSON.stringify(facts));
  }));
