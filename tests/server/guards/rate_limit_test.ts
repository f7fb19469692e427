import { assert, assertEquals, assertMatch } from "@std/assert";
import { clientNetworkOf } from "../../../server/guards/client_address.ts";
import { TokenBuckets } from "../../../server/guards/token_buckets.ts";
import { problemOf } from "../server_fixture.ts";
import { keyLine, withGuardedServer } from "./guarded_server.ts";

Deno.test("in any time a bucket gives its burst and what time fills, and no more", () => {
  const [perSecond, burst] = [4, 10];
  const buckets = new TokenBuckets({ perSecond, burst });
  let allowed = 0;
  let nowMs = 0;
  for (let i = 0; i < 5000; i++) {
    nowMs += (i * 7919) % 13; // 30 s in uneven steps, asked far more often than is allowed
    if (buckets.take("a", nowMs).isAllowed) allowed++;
  }
  assertEquals(allowed, burst + Math.floor(nowMs / 1000 * perSecond));
});

Deno.test("the wait that is told is the wait that is needed", () => {
  const buckets = new TokenBuckets({ perSecond: 0.5, burst: 2 });
  assertEquals([1, 2, 3].map(() => buckets.take("a", 0).isAllowed), [true, true, false]);
  const { waitSeconds } = buckets.take("a", 500);
  assertEquals(waitSeconds, 1.5);
  assertEquals(buckets.take("a", 1999).isAllowed, false);
  assertEquals(buckets.take("a", 2000).isAllowed, true);
  assertEquals(buckets.take("b", 2000).isAllowed, true, "another client has its own");
  assertEquals(buckets.take("a", 0).isAllowed, false, "a clock that goes back fills nothing");
});

Deno.test("clients without number take no memory without end", () => {
  const buckets = new TokenBuckets({ perSecond: 1, burst: 1 }, 100);
  for (let i = 0; i < 1000; i++) buckets.take(`${i}`, 0);
  assertEquals(buckets.clients, 100);
  assertEquals(buckets.take("999", 0).isAllowed, false, "the latest are remembered");
});

Deno.test("one network of version 6 is one client, and version 4 within 6 is itself", () => {
  const cases = [
    ["127.0.0.1", "127.0.0.1"],
    ["::ffff:192.0.2.7", "192.0.2.7"],
    ["2001:db8:0:1::5", "2001:db8:0:1::/64"],
    ["2001:0DB8::1:ffff:0:0:5", "2001:db8:0:1::/64"],
    ["::1", "0:0:0:0::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64"],
    ["unknown", "unknown"],
  ];
  for (const [address, network] of cases) assertEquals(clientNetworkOf(address), network, address);
});

Deno.test("beyond the limit it is 429 with the time to wait, by key or else by address", async () => {
  const keys = keyLine("a", "read a") + keyLine("b", "read b");
  await withGuardedServer({ keys, rateLimit: 0.5, rateBurst: 3 }, async ({ ask, audited }) => {
    const statusOf = async (key?: string) => {
      const response = await ask("/v1/models", { key });
      await response.body?.cancel();
      return response.status;
    };
    const first = await ask("/v1/models", { key: "a" });
    await first.text();
    assertEquals(first.headers.get("ratelimit-policy"), '"client";q=3;w=6');
    assertMatch(first.headers.get("ratelimit")!, /^"client";r=2;t=0$/);
    assertEquals([await statusOf("a"), await statusOf("a"), await statusOf("a")], [200, 200, 429]);
    const refused = await ask("/v1/models", { key: "a" });
    const wait = Number(refused.headers.get("retry-after"));
    assert(wait === 1 || wait === 2, `${wait}`);
    assertEquals((await problemOf(refused)).type, "urn:quakecast:problem:too-many-requests");
    assertEquals(await statusOf("b"), 200, "another key");
    const guesses = await Promise.all(["x", "y", "z", "w", undefined].map(statusOf));
    assertEquals(guesses.toSorted(), [401, 401, 401, 429, 429], "guessing keys is one address");
    assertEquals(await statusOf("b"), 200, "who has a key is not harmed by it");
    for (let i = 0; i < 10; i++) {
      const health = await ask("/healthz");
      assertEquals([health.status, await health.json()], [200, { status: "alive" }]);
    }
    assertEquals((await audited()).filter(({ status }) => status === 429).length, 4);
  });
});

Deno.test("behind a proxy the address is the last one that was forwarded", async () => {
  const limits = { rateLimit: 0.01, rateBurst: 1 };
  const statusOf = async (
    ask: (path: string, init: RequestInit) => Promise<Response>,
    by: string,
  ) => {
    const response = await ask("/v1/models", { headers: { "x-forwarded-for": by } });
    await response.body?.cancel();
    return response.status;
  };
  await withGuardedServer({ ...limits, behindProxy: true }, async ({ ask }) => {
    assertEquals(await statusOf(ask, "192.0.2.1"), 200);
    assertEquals(
      await statusOf(ask, "198.51.100.9, 192.0.2.1"),
      429,
      "what a client adds is before it",
    );
    assertEquals(await statusOf(ask, "192.0.2.2"), 200);
  });
  await withGuardedServer(limits, async ({ ask }) => {
    assertEquals(await statusOf(ask, "192.0.2.1"), 200);
    assertEquals(await statusOf(ask, "192.0.2.2"), 429, "without one nobody is believed");
  });
});
