import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { writeQuakeml } from "../../../engine/sources/mod.ts";
import { openDatabase } from "../../../engine/storage/mod.ts";
import { makeEvent } from "../../engine/storage/database/database_fixture.ts";
import { problemOf } from "../server_fixture.ts";
import { keyLine, postJson, postQuakeml, withGuardedServer } from "./guarded_server.ts";

const HOOK = { url: "https://example.org/quakes", minimumLevel: "caution" };
const READER = keyLine("reader-key", "read reader");
const WRITER = keyLine("writer-key", "read,write observatory-1");
const QUAKEML = [...writeQuakeml([makeEvent("one", { magnitude: 5, timeMs: 1e12 })])].join("");

Deno.test("no key is 401, a key without the scope 403, and both are in the audit log without the key", async () => {
  await withGuardedServer({ keys: READER + WRITER }, async ({ ask, audited, folder }) => {
    const requests: [path: string, init: RequestInit][] = [
      ["/v1/webhooks", {}],
      ["/v1/webhooks", postJson(HOOK)],
      ["/v1/webhooks/hook-1", { method: "DELETE" }],
      ["/v1/events", postQuakeml(QUAKEML)],
    ];
    for (const [key, status] of [[undefined, 401], ["reader-key", 403], ["other", 401]] as const) {
      for (const [path, init] of requests) {
        assertEquals((await problemOf(await ask(path, { ...init, key }))).status, status, path);
      }
    }
    assertEquals((await problemOf(await ask("/v1/nowhere", { key: "reader-key" }))).status, 404);
    const entries = await audited();
    assertEquals(entries.length, 12);
    const { time, requestId, ...entry } = entries[5];
    assertMatch(`${time} ${requestId}`, /^\d{4}-\d\d-\d\dT.*Z [\w-]{8,}$/);
    assertEquals(entry, {
      ...{ kind: "request", key: "reader", address: "127.0.0.1", method: "POST" },
      ...{ route: "/v1/webhooks", status: 403 },
    });
    const text = await Deno.readTextFile(`${folder}/audit.jsonl`);
    for (const secret of ["reader-key", "example.org", "quakeml"]) {
      assertEquals(text.includes(secret), false, secret);
    }
    if (Deno.build.os !== "windows") {
      assertEquals((await Deno.stat(`${folder}/audit.jsonl`)).mode! & 0o777, 0o600);
    }
  });
});

Deno.test("a webhook is added, its secret shown once, listed and removed; who did it is written down", async () => {
  await withGuardedServer({ keys: WRITER }, async ({ ask, audited }) => {
    const key = "writer-key";
    const added = await ask("/v1/webhooks", { ...postJson(HOOK), key });
    const { secret, ...webhook } = await added.json();
    assertEquals(added.status, 201);
    assertEquals(added.headers.get("location"), `/v1/webhooks/${webhook.id}`);
    assertMatch(secret, /^[0-9a-f]{64}$/);
    assertEquals([webhook.createdBy, webhook.minimumLevel], ["observatory-1", "caution"]);
    const listed = await (await ask("/v1/webhooks", { key })).text();
    assertEquals(JSON.parse(listed), { webhooks: [webhook] });
    assertEquals(listed.includes(secret), false);
    const own = { url: "https://example.org/b", secret: "a secret of both sides" };
    const second = await (await ask("/v1/webhooks", { ...postJson(own), key })).json();
    assertEquals([second.secret, second.minimumLevel], [own.secret, "information"]);
    for (const status of [204, 404]) {
      const init = { method: "DELETE", key };
      const removed = await ask(`/v1/webhooks/${webhook.id}`, init);
      assertEquals([removed.status, await removed.text() === ""], [status, status === 204]);
    }
    const rest = await (await ask("/v1/webhooks", { key })).json();
    assertEquals(rest.webhooks.map(({ id }: { id: string }) => id), [second.id]);
    assertEquals(
      (await audited()).map(({ key, method, route, status }) => [key, method, route, status]),
      [
        ["observatory-1", "POST", "/v1/webhooks", 201],
        ["observatory-1", "POST", "/v1/webhooks", 201],
        ["observatory-1", "DELETE", "/v1/webhooks/:id", 204],
        ["observatory-1", "DELETE", "/v1/webhooks/:id", 404],
      ],
    );
  });
});

Deno.test("events that are sent become revisions", async () => {
  await withGuardedServer({ keys: WRITER }, async ({ ask, folder }) => {
    const send = async (magnitude: number) => {
      const event = makeEvent("one", { magnitude, timeMs: 1e12, latitude: 35 });
      const body = [...writeQuakeml([event])].join("");
      return await (await ask("/v1/events", { ...postQuakeml(body), key: "writer-key" })).json();
    };
    const { events: [first], ...report } = await send(5);
    assertEquals([report, first.revision], [{ added: 1, revised: 0, unchanged: 0 }, 1]);
    assertEquals((await send(5)).unchanged, 1);
    assertEquals((await send(5.5)).events, [{ id: first.id, revision: 2 }]);
    using database = openDatabase(`${folder}/quakecast.db`, { mode: "read" });
    const stored = database.events.revisions(first.id);
    assertEquals(stored.map(({ event }) => event.magnitudes[0].magnitude), [5, 5.5]);
    assertEquals(stored[1].reason, "sent by observatory-1");
    assertEquals(stored[1].status, "automatic");
  });
});

Deno.test("a server that was not started to be changed is not", async () => {
  await withGuardedServer({ keys: WRITER, writable: false }, async ({ ask }) => {
    const key = "writer-key";
    const refused = await problemOf(await ask("/v1/webhooks", { ...postJson(HOOK), key }));
    assertEquals(refused.status, 403);
    assertStringIncludes(String(refused.detail), "--writable");
    assertEquals(await (await ask("/v1/webhooks", { key })).json(), { webhooks: [] });
  });
});

Deno.test("without keys no page of another origin changes anything, whatever name it goes by", async () => {
  await withGuardedServer({}, async ({ ask, url }) => {
    const { host, port } = new URL(url);
    const statusOf = async (headers: Record<string, string>) => {
      const init = postJson(HOOK);
      const response = await ask("/v1/webhooks", {
        ...init,
        headers: { ...init.headers as Record<string, string>, ...headers },
      });
      await response.body?.cancel();
      return response.status;
    };
    assertEquals(await statusOf({}), 201);
    assertEquals(await statusOf({ origin: `http://${host}` }), 201);
    for (const origin of ["https://evil.example", "null", `http://evil.example:${port}`]) {
      assertEquals(await statusOf({ origin }), 403, origin);
    }
    assertEquals(await statusOf({ "content-type": "text/plain" }), 415);
    using connection = await Deno.connect({ hostname: "127.0.0.1", port: Number(port) });
    const body = JSON.stringify(HOOK);
    await connection.write(new TextEncoder().encode(
      `POST /v1/webhooks HTTP/1.1\r\nHost: evil.example:${port}\r\nConnection: close\r\n` +
        `Origin: http://evil.example:${port}\r\nContent-Type: application/json\r\n` +
        `Content-Length: ${body.length}\r\n\r\n${body}`,
    ));
    assertMatch(await new Response(connection.readable).text(), /^HTTP\/1\.1 403 /);
  });
});
