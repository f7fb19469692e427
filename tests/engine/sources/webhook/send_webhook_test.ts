import { assert, assertEquals, assertRejects } from "@std/assert";
import { ConfigurationError, EnvironmentError } from "../../../../engine/domain/mod.ts";
import {
  isPublicAddress,
  sendWebhook,
  signWebhook,
  verifyWebhook,
} from "../../../../engine/sources/mod.ts";

const SECRET = "a secret of both sides";

/** A receiver on loopback that answers with these statuses in turn, the last for ever. */
async function receive(
  statuses: readonly number[],
  work: (
    url: string,
    got: { body: string; headers: Headers }[],
  ) => Promise<void>,
): Promise<void> {
  const got: { body: string; headers: Headers }[] = [];
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    async (request) => {
      got.push({ body: await request.text(), headers: request.headers });
      const status = statuses[Math.min(got.length, statuses.length) - 1];
      const headers = { location: "http://127.0.0.1:9/elsewhere" };
      return new Response("x".repeat(100_000), { status, headers });
    },
  );
  try {
    await work(`http://127.0.0.1:${server.addr.port}/hook?x=1`, got);
  } finally {
    await server.shutdown();
  }
}

const local = (url: string) => ({
  ...{ url, secret: SECRET, allowPrivate: true, firstDelayMs: 5, now: () => 1_000_000 },
});

Deno.test("a webhook arrives signed, and its signature holds for nothing else", async () => {
  await receive([200], async (url, got) => {
    const value = { text: "Erdbeben – 地震", level: "warning" };
    const delivery = await sendWebhook({ id: "event/1", value }, local(url));
    assertEquals(delivery, { delivered: true, attempts: [200] });
    const [{ body, headers }] = got;
    assertEquals(JSON.parse(body), value);
    assertEquals(headers.get("x-quakecast-delivery"), "event/1");
    const signature = headers.get("x-quakecast-signature")!;
    assert(verifyWebhook({ body, signature, nowMs: 1_000_500 }, SECRET));
    assert(!verifyWebhook({ body: body + " ", signature, nowMs: 1_000_500 }, SECRET));
    assert(!verifyWebhook({ body, signature, nowMs: 1_000_500 }, "another secret of theirs"));
    assert(!verifyWebhook({ body, signature, nowMs: 9_000_000 }, SECRET));
  });
});

Deno.test("a signature is the HMAC-SHA256 that openssl gives", () => {
  // printf '5.{}' | openssl dgst -sha256 -hmac key
  assertEquals(
    signWebhook({ body: "{}", signedMs: 5 }, "key"),
    "t=5,v1=9be615aec64f0d044b5ad6854ab1d893ec88617fb728d2149dcd3a3428e8c45d",
  );
});

Deno.test("failures that may pass are tried again, others are not, redirects are not followed", async () => {
  await receive([503, 429, 201], async (url, got) => {
    const delivery = await sendWebhook({ id: "a", value: 1 }, local(url));
    assertEquals(delivery, { delivered: true, attempts: [503, 429, 201] });
    assertEquals(got.length, 3);
  });
  for (const status of [400, 302]) {
    await receive([status], async (url, got) => {
      const delivery = await sendWebhook({ id: "a", value: 1 }, local(url));
      assertEquals(delivery, { delivered: false, attempts: [status] });
      assertEquals(got.length, 1);
    });
  }
  await receive([500], async (url) => {
    const delivery = await sendWebhook({ id: "a", value: 1 }, { ...local(url), attempts: 3 });
    assertEquals(delivery.attempts, [500, 500, 500]);
  });
});

Deno.test("a receiver that is not there, or silent, or a signal ends it", async () => {
  const gone = await sendWebhook({ id: "a", value: 1 }, {
    ...local("http://127.0.0.1:9/"),
    attempts: 2,
  });
  assertEquals([gone.delivered, gone.attempts.length], [false, 2]);
  const silent = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const url = `http://127.0.0.1:${silent.addr.port}/`;
  const late = await sendWebhook({ id: "a", value: 1 }, {
    ...{ ...local(url), attempts: 1, timeoutMs: 50 },
  });
  assertEquals(late.attempts, ["timed out"]);
  silent.close();
  const controller = new AbortController();
  await receive([500], async (url) => {
    const sending = sendWebhook({ id: "a", value: 1 }, {
      ...{ ...local(url), firstDelayMs: 60_000, signal: controller.signal },
    });
    setTimeout(() => controller.abort(), 50);
    await assertRejects(() => sending, EnvironmentError);
  });
});

Deno.test("private addresses are refused, written in any way and behind a name", async () => {
  for (
    const url of [
      ...["http://example.org/", "https://127.0.0.1/", "https://2130706433/", "https://0x7f.1/"],
      ...["https://[::1]/", "https://[::ffff:10.0.0.1]/", "https://169.254.169.254/latest"],
      ...["https://user:word@example.org/", "file:///etc/passwd", "nonsense"],
    ]
  ) {
    await assertRejects(
      () => sendWebhook({ id: "a", value: 1 }, { url, secret: SECRET }),
      ConfigurationError,
    );
  }
  const byName = await sendWebhook({ id: "a", value: 1 }, {
    ...{ url: "https://localhost:9/", secret: SECRET, firstDelayMs: 1 },
  });
  assertEquals(byName, {
    delivered: false,
    attempts: ["refused: the address is not public"],
  });
});

Deno.test("public addresses are told from the others", () => {
  for (const address of ["8.8.8.8", "100.63.0.1", "172.32.0.1", "2606:4700::1111"]) {
    assert(isPublicAddress(address), address);
  }
  for (
    const address of [
      ...["127.0.0.1", "10.1.2.3", "100.64.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254"],
      ...["0.0.0.0", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fc00::1"],
      ...["::ffff:8.8.8.8", "64:ff9b::a00:1", "2002:a00:1::", "2001:db8::1", "ff02::1", "name"],
    ]
  ) {
    assert(!isPublicAddress(address), address);
  }
});
