import { assertEquals } from "@std/assert";
import { assertRawRefused, assertRefused, attack } from "./attack_target.ts";

const HEAD = "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n";

Deno.test("headers and addresses without end are refused", async () => {
  await attack({}, async ({ sendRaw }) => {
    const heads: [what: string, head: string][] = [
      ["a long header", `${HEAD}X-Long: ${"a".repeat(1_000_000)}\r\n\r\n`],
      ["many headers", `${HEAD}${"X-Many: a\r\n".repeat(10_000)}\r\n`],
      ["a long name", `${HEAD}${"X".repeat(1_000_000)}: a\r\n\r\n`],
      ["a long path", `GET /${"a".repeat(1_000_000)} HTTP/1.1\r\nHost: a\r\n\r\n`],
      ["a long query", `GET /v1/models?${"a=b&".repeat(250_000)} HTTP/1.1\r\nHost: a\r\n\r\n`],
      ["a long method", `${"G".repeat(1_000_000)} / HTTP/1.1\r\nHost: a\r\n\r\n`],
      ["a head that never ends", HEAD + "X-A: b\r\n".repeat(200_000)],
    ];
    for (const [what, head] of heads) assertRawRefused(await sendRaw([head]), what);
  });
});

Deno.test("a query string near the limit is answered or refused, not choked on", async () => {
  await attack({}, async ({ ask }) => {
    for (const name of ["a", "eventid", "start", "minmagnitude", "__proto__"]) {
      const startMs = performance.now();
      const query = `${name}=1&`.repeat(Math.floor(60_000 / (name.length + 3)));
      await assertRefused(await ask(`/fdsnws/event/1/query?${query}`), name);
      assertEquals(performance.now() - startMs < 2_000, true, name);
    }
    const list = Array.from({ length: 8_000 }, (_, i) => `e${i}`).join(",");
    const none = await ask(`/fdsnws/event/1/query?eventid=${list}`);
    assertEquals([none.status, await none.text()], [204, ""]);
  });
});

Deno.test("bodies beyond what a route needs are refused before they are read", async () => {
  await attack({}, async ({ ask, sendRaw }) => {
    const routes: [path: string, type: string, bytes: number][] = [
      ["/v1/webhooks", "application/json", 8193],
      ["/v1/events", "application/xml", 2 ** 20 + 1],
      ["/v1/forecasts?model=none", "text/csv", 64 * 2 ** 20 + 1],
    ];
    for (const [path, type, bytes] of routes) {
      const head = `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: ${type}\r\n` +
        `Connection: close\r\n`;
      const told = await sendRaw([`${head}Content-Length: ${bytes}\r\n\r\n`], { waitMs: 500 });
      assertEquals(told.slice(0, 12), "HTTP/1.1 413", path);
      if (bytes > 2 ** 21) continue;
      const sent = await ask(path, {
        method: "POST",
        headers: { "content-type": type },
        body: " ".repeat(bytes),
      });
      assertEquals(sent.status, 413, path);
      await sent.body?.cancel();
    }
  });
});
