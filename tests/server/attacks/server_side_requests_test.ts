import { assert, assertEquals } from "@std/assert";
import { LiveFeed, startWebhooks } from "../../../engine/monitoring/mod.ts";
import { openDatabase } from "../../../engine/storage/mod.ts";
import { exampleAlert } from "../../engine/monitoring/early_warning/example_alert.ts";
import { postJson } from "../guards/guarded_server.ts";
import { assertRefused, attack } from "./attack_target.ts";

/** Ways to write an address of this machine or network, `PORT` standing for an open port of it. */
const INWARDS = [
  ...["https://127.0.0.1:PORT/", "http://127.0.0.1:PORT/", "https://localhost:PORT/"],
  ...["https://LOCALHOST:PORT/", "https://localhost.:PORT/", "https://a.localhost:PORT/"],
  ...["https://127.1:PORT/", "https://2130706433:PORT/", "https://0x7f000001:PORT/"],
  ...["https://0177.0.0.1:PORT/", "https://0:PORT/", "https://[::1]:PORT/", "https://[::]:PORT/"],
  ...["https://[::ffff:127.0.0.1]:PORT/", "https://[::ffff:7f00:1]/", "https://[64:ff9b::7f00:1]/"],
  ...["https://[2002:7f00:1::]/", "https://[fe80::1]/", "https://[fd00::1]/", "https://10.0.0.1/"],
  ...["https://172.16.0.1/", "https://192.168.1.1/", "https://100.64.0.1/", "https://0.0.0.0/"],
  ...["https://169.254.169.254/latest/meta-data/", "https://metadata.google.internal/"],
  ...[
    "https://router.local/",
    "https://intranet/",
    "https://①②⑦.⓪.⓪.①:PORT/",
    "https://127。0。0。1/",
  ],
  ...[
    "https://example.org@127.0.0.1:PORT/",
    "https://user:word@example.org/",
    "https://%31%32%37.1/",
  ],
  ...["file:///etc/passwd", "ftp://example.org/", "gopher://127.0.0.1:PORT/_x", "data:,x"],
  ...["javascript:alert(1)", "//127.0.0.1:PORT/", "http://example.org/", "https://", "x", ""],
  ...["https:\\\\127.0.0.1:PORT\\", "https://127.0.0.1:PORT#@example.org/", "\thttps://127.0.0.1/"],
];

/** Listens on loopback and counts who comes. */
function startCanary(): { port: number; visits: () => number; stop(): void } {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  let visits = 0;
  (async () => {
    for await (const connection of listener) {
      visits++;
      connection.close();
    }
  })();
  return { port: listener.addr.port, visits: () => visits, stop: () => listener.close() };
}

Deno.test("a webhook that leads inwards is refused, however it is written", async () => {
  const canary = startCanary();
  await attack({}, async ({ ask }) => {
    for (const written of INWARDS) {
      const url = written.replace("PORT", `${canary.port}`);
      await assertRefused(await ask("/v1/webhooks", postJson({ url })), url);
    }
    assertEquals(await (await ask("/v1/webhooks")).json(), { webhooks: [] });
  });
  assertEquals(canary.visits(), 0);
  canary.stop();
});

Deno.test("one that got into the database all the same is not sent to", async () => {
  const canary = startCanary();
  await attack({}, async ({ folder }) => {
    using database = openDatabase(`${folder}/quakecast.db`, { mode: "write" });
    const urls = [
      "https://127.0.0.1:PORT/",
      "https://localhost:PORT/",
      "https://[::ffff:127.0.0.1]:PORT/",
    ]
      .map((written) => written.replace("PORT", `${canary.port}`));
    urls.forEach((url, i) =>
      database.webhooks.add({
        ...{ id: `${i}`, url, secret: "a secret of both sides", minimumLevel: "information" },
        ...{ createdBy: "", createdMs: i },
      })
    );
    const feed = new LiveFeed();
    const webhooks = startWebhooks(feed, { database, firstDelayMs: 1 });
    feed.tell("alert", exampleAlert(), 0);
    await webhooks.idle();
    const notices = feed.after(0).flatMap(({ kind, data }) =>
      kind === "notice" ? [data.message] : []
    );
    assertEquals(notices.length, urls.length);
    assert(notices.every((notice) => notice.includes("not public")), `${notices}`);
    await webhooks.stop();
  });
  assertEquals(canary.visits(), 0);
  canary.stop();
});

Deno.test("no parameter makes the server ask another one", async () => {
  const canary = startCanary();
  const url = `http://127.0.0.1:${canary.port}/catalogue.csv`;
  await attack({}, async ({ ask }) => {
    const posts: [path: string, value: unknown][] = [
      [`/v1/forecasts?model=${encodeURIComponent(url)}`, [{ time: "2020-01-01" }]],
      ["/v1/forecasts", { model: "none", catalogue: url }],
      ["/v1/forecasts", { model: "none", catalogue: { type: "FeatureCollection", features: url } }],
      ["/v1/locations", { picks: url, stations: url }],
      ["/v1/impacts", { event: url, population: url, sites: url }],
    ];
    for (const [path, value] of posts) await assertRefused(await ask(path, postJson(value)), path);
    await assertRefused(await ask(`/v1/models/${encodeURIComponent(url)}`), "a model");
    await assertRefused(
      await ask(`/fdsnws/event/1/query?catalog=${url}&nodata=404`),
      "a catalogue",
    );
  });
  assertEquals(canary.visits(), 0);
  canary.stop();
});
