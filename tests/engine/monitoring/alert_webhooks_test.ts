import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import {
  type AlertMessage,
  ConfigurationError,
  WEBHOOK_NOTICE,
} from "../../../engine/domain/mod.ts";
import { LiveFeed, startWebhooks } from "../../../engine/monitoring/mod.ts";
import { verifyWebhook } from "../../../engine/sources/mod.ts";
import { withDatabase } from "../storage/database/database_fixture.ts";
import { exampleAlert } from "./early_warning/example_alert.ts";

const SECRET = "a secret of both sides";

interface Receiver {
  url: string;
  /** Messages it took, "EVENT/REVISION". */
  taken: string[];
  /** What it answers next; the body is read first. */
  answer: (body: string) => Response | Promise<Response>;
  stop(): Promise<void>;
}

function startReceiver(): Receiver {
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, async (request) => {
    const body = await request.text();
    const signature = request.headers.get("x-quakecast-signature")!;
    assert(verifyWebhook({ body, signature, nowMs: Date.now() }, SECRET));
    const response = await receiver.answer(body);
    const { eventId, revision } = JSON.parse(body) as AlertMessage;
    if (response.ok) receiver.taken.push(`${eventId}/${revision}`);
    return response;
  });
  const receiver: Receiver = {
    url: `http://127.0.0.1:${server.addr.port}/`,
    taken: [],
    answer: () => new Response(),
    stop: () => server.shutdown(),
  };
  return receiver;
}

/** The notices of a feed. */
function noticesOf(feed: LiveFeed): string[] {
  return feed.after(0).flatMap(({ kind, data }) => kind === "notice" ? [data.message] : []);
}

const SOON = { allowPrivate: true, firstDelayMs: 2, attempts: 3 };

function tell(feed: LiveFeed, change: Partial<AlertMessage>): void {
  feed.tell("alert", exampleAlert({ eventId: "e", ...change }), 0);
}

Deno.test("alerts come signed and in order, though attempts fail between", async () => {
  const receiver = startReceiver();
  const feed = new LiveFeed();
  let asked = 0;
  receiver.answer = () => new Response(null, { status: ++asked % 2 === 1 ? 503 : 200 });
  const webhooks = startWebhooks(feed, {
    ...SOON,
    receivers: [{ url: receiver.url, secret: SECRET }],
  });
  for (let revision = 1; revision <= 8; revision++) tell(feed, { revision });
  assertEquals(asked, 0, "the alert does not wait");
  await webhooks.idle();
  assertEquals(receiver.taken, [1, 2, 3, 4, 5, 6, 7, 8].map((revision) => `e/${revision}`));
  assertEquals([asked, noticesOf(feed)], [16, []]);
  await webhooks.stop();
  assertEquals(feed.listeners, 0);
  await receiver.stop();
});

Deno.test("who was told of an event is told how it ends, and nobody below their level", async () => {
  const receiver = startReceiver();
  const feed = new LiveFeed();
  const one = { url: receiver.url, secret: SECRET, minimumLevel: "caution" as const };
  const webhooks = startWebhooks(feed, { ...SOON, receivers: [one] });
  tell(feed, { eventId: "small", level: "information" });
  tell(feed, { eventId: "small", level: "none", revision: 2, status: "cancel" });
  tell(feed, { eventId: "large", level: "information" });
  tell(feed, { eventId: "large", level: "warning", revision: 2 });
  tell(feed, { eventId: "large", level: "none", revision: 3, status: "cancel" });
  await webhooks.idle();
  assertEquals(receiver.taken, ["large/2", "large/3"]);
  await webhooks.stop();
  await receiver.stop();
});

Deno.test("one that hangs delays no other; what it loses is told", async () => {
  const [slow, quick] = [startReceiver(), startReceiver()];
  const feed = new LiveFeed();
  const hold = Promise.withResolvers<Response>();
  slow.answer = () => hold.promise.then(() => new Response(null, { status: 400 }));
  const receivers = [slow, quick].map(({ url }) => ({ url, secret: SECRET }));
  const webhooks = startWebhooks(feed, { ...SOON, receivers, queueLength: 3 });
  for (let revision = 1; revision <= 6; revision++) {
    tell(feed, { revision });
    while (quick.taken.length < revision) await new Promise((resolve) => setTimeout(resolve, 2));
  }
  assertEquals(slow.taken, []);
  hold.resolve(new Response());
  await webhooks.idle();
  const notices = noticesOf(feed);
  const { host } = new URL(slow.url);
  assertEquals(notices.length, 4, "1, and the last three: 2 and 3 were let go");
  assertEquals(
    notices[0],
    `Message 1 of e did not reach ${host}: 400. 2 messages before it were let go.`,
  );
  assertEquals(notices[3], `Message 6 of e did not reach ${host}: 400.`);
  assert(
    feed.after(0).every(({ kind, data }) => kind !== "notice" || data.kind === WEBHOOK_NOTICE),
  );
  await webhooks.stop();
  await Promise.all([slow.stop(), quick.stop()]);
});

Deno.test("receivers of the database come and go", () =>
  withDatabase(async (database) => {
    const receiver = startReceiver();
    const feed = new LiveFeed();
    const webhooks = startWebhooks(feed, { ...SOON, database });
    tell(feed, { revision: 1 });
    database.webhooks.add({
      ...{ id: "h", url: receiver.url, secret: SECRET, minimumLevel: "information" },
      ...{ createdBy: "a", createdMs: 1 },
    });
    tell(feed, { revision: 2 });
    await webhooks.idle();
    assertEquals([database.webhooks.remove("h"), database.webhooks.remove("h")], [true, false]);
    tell(feed, { revision: 3 });
    await webhooks.idle();
    assertEquals(receiver.taken, ["e/2"]);
    await webhooks.stop();
    await receiver.stop();
  }));

Deno.test("an end breaks off what is under way", async () => {
  const receiver = startReceiver();
  const feed = new LiveFeed();
  const asked = Promise.withResolvers<void>();
  const hold = Promise.withResolvers<Response>();
  receiver.answer = () => {
    asked.resolve();
    return hold.promise;
  };
  const webhooks = startWebhooks(feed, {
    ...SOON,
    receivers: [{ url: receiver.url, secret: SECRET }],
  });
  tell(feed, { revision: 1 });
  tell(feed, { revision: 2 });
  await asked.promise;
  await webhooks.stop();
  tell(feed, { revision: 3 });
  await webhooks.idle();
  assertEquals([receiver.taken, noticesOf(feed)], [[], []]);
  hold.resolve(new Response());
  await receiver.stop();
});

Deno.test("private addresses are refused, where a name leads there as well", async () => {
  const feed = new LiveFeed();
  const refuse = (url: string) =>
    assertThrows(
      () => startWebhooks(feed, { receivers: [{ url, secret: SECRET }] }),
      ConfigurationError,
    );
  for (const url of ["https://127.0.0.1/", "https://169.254.169.254/", "http://example.org/"]) {
    refuse(url);
  }
  const named = [{ url: "https://localhost:9/", secret: SECRET }];
  const webhooks = startWebhooks(feed, { receivers: named, firstDelayMs: 1 });
  tell(feed, { revision: 1 });
  await webhooks.idle();
  assertStringIncludes(noticesOf(feed)[0], "did not reach localhost:9: refused");
  await webhooks.stop();
});
