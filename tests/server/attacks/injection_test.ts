import { assert, assertEquals } from "@std/assert";
import { EVENT_PARAMETERS } from "../../../server/fdsn/event_parameters.ts";
import { postJson } from "../guards/guarded_server.ts";
import { assertRawRefused, assertRefused, attack, EVENT_COUNT } from "./attack_target.ts";

const SQL = [
  ...[
    "' OR '1'='1",
    "1 OR 1=1",
    "1; DROP TABLE events; --",
    "' UNION SELECT secret FROM webhooks --",
  ],
  ...["1) OR (1=1", "' --", "%", "_", "none\0", "\\", "randomblob(1000000000)"],
];

/** Query routes and their parameters; a route that a server lacks refuses as well. */
const QUERIES: readonly (readonly [path: string, parameters: readonly string[]])[] = [
  ["/fdsnws/event/1/query", Object.keys(EVENT_PARAMETERS)],
  ["/v1/events", ["start", "end", "minmagnitude", "maxmagnitude", "limit", "orderby"]],
  ["/v1/picks", ["start", "end", "station"]],
  ["/v1/alerts", ["start", "limit"]],
  ["/v1/scheduled-forecasts", ["model", "limit"]],
  ["/v1/skill", ["model"]],
];

/** Sees that an answer refuses, or has nothing: text that only matches itself finds nobody. */
async function assertNothingFound(response: Response, what: string): Promise<void> {
  const text = await response.text();
  const isEmpty = response.status === 204 ||
    response.status === 200 && /^\s*\{"\w+":\s*\[\]/.test(text);
  assert(isEmpty || response.status >= 400 && response.status < 500, `${what}: ${text}`);
  assertEquals(/event[012]|sqlite|syntax error/i.test(text), false, text);
}

Deno.test("SQL in any parameter of any query finds nothing and changes nothing", async () => {
  await attack({}, async ({ ask }) => {
    await (await ask("/v1/webhooks", postJson({ url: "https://example.org/" }))).body?.cancel();
    for (const [path, names] of QUERIES) {
      for (const name of names) {
        for (const sql of SQL) {
          const query = `${name}=${encodeURIComponent(sql)}`;
          const what = `${path}?${query}`;
          await assertNothingFound(await ask(what), what);
        }
      }
    }
    for (const sql of SQL) {
      const path = `/v1/webhooks/${encodeURIComponent(sql)}`;
      await assertRefused(await ask(path, { method: "DELETE" }), path);
      for (const route of ["events", "alerts", "scheduled-forecasts", "models"]) {
        const path = `/v1/${route}/${encodeURIComponent(sql)}`;
        await assertNothingFound(await ask(path), path);
      }
    }
    const { webhooks } = await (await ask("/v1/webhooks")).json();
    assertEquals(webhooks.length, 1);
  });
});

Deno.test("numbers that are none, or beyond all bounds, are refused", async () => {
  await attack({}, async ({ ask }) => {
    const kinds = Object.entries(EVENT_PARAMETERS).filter(([, { kind }]) => kind !== "text");
    for (const [name] of kinds) {
      for (const value of ["NaN", "Infinity", "-1e309", "1e309", "0x10", "1,5", "", "٣", "--1"]) {
        const query = `${name}=${encodeURIComponent(value)}`;
        await assertRefused(await ask(`/fdsnws/event/1/query?${query}`), query);
      }
    }
    for (const name of ["limit", "offset"]) {
      for (const value of ["-1", "0", "1.5", "99999999999999999999"]) {
        await assertRefused(
          await ask(`/fdsnws/event/1/query?${name}=${value}`),
          `${name}=${value}`,
        );
      }
    }
  });
});

Deno.test("nothing that is echoed begins a header or a line of its own", async () => {
  await attack({ corsOrigin: ["https://example.org"] }, async ({ sendRaw, folder }) => {
    const lines = ["%0d%0aX-Injected:%201", "%0aX-Injected:%201", "\u560d\u560aX-Injected: 1"];
    for (const line of lines) {
      for (
        const path of ["/", "/docs/", "/v1/models/", "/fdsnws/event/1/query?a", "/v1/nowhere?"]
      ) {
        const target = encodeURI(`${path}${line}`).replaceAll("%25", "%");
        const headers = ["X-Request-Id", "Origin", "Access-Control-Request-Headers", "Accept"]
          .map((name) => `${name}: a${line}\r\n`).join("");
        for (const method of ["GET", "DELETE", "OPTIONS"]) {
          const answer = await sendRaw([
            `${method} ${target} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n${headers}\r\n`,
          ]);
          assert(answer.startsWith("HTTP/1.1 "), answer);
          const [head] = answer.split("\r\n\r\n");
          assertEquals(/^x-injected/im.test(head), false, head);
        }
      }
    }
    const log = await Deno.readTextFile(`${folder}/audit.jsonl`);
    for (const line of log.trim().split("\n")) assertEquals(JSON.parse(line).kind, "request");
    assertEquals(log.includes("Injected"), false);
  });
});

Deno.test("a name that looks alike, or turns its direction, is another name", async () => {
  await attack({}, async ({ ask }) => {
    const names = [
      ...["ｅｖｅｎｔ0", "event0\u200b", "\u202eevent0", "EVENT0", "event٠", "еvent0"],
      ...["\ud800", "event\ufeff0", "e\u0301vent0", "event0\u0000.xml", "\u{1f30d}".repeat(500)],
    ];
    for (const name of names) {
      const encoded = encodeURIComponent(name.toWellFormed());
      const found = await ask(`/fdsnws/event/1/query?eventid=${encoded}`);
      assertEquals([found.status, await found.text()], [204, ""], name);
      for (const route of ["events", "alerts", "models"]) {
        await assertRefused(await ask(`/v1/${route}/${encoded}`), name);
      }
    }
    for (const broken of ["%ff%fe", "%c0%80", "%e0%80%80", "%", "%zz"]) {
      await assertRefused(await ask(`/v1/models/${broken}`), broken);
    }
  });
});

Deno.test("no header and no parameter turns a reading request into a changing one", async () => {
  await attack({}, async ({ ask, sendRaw }) => {
    const added = await ask("/v1/webhooks", postJson({ url: "https://example.org/" }));
    const { id } = await added.json();
    const path = `/v1/webhooks/${id}`;
    for (const name of ["x-http-method-override", "x-http-method", "x-method-override"]) {
      for (const method of ["GET", "POST"]) {
        const response = await ask(`${path}?_method=DELETE`, {
          method,
          headers: { [name]: "DELETE" },
        });
        assertEquals(response.status, 405, name);
        await response.body?.cancel();
      }
    }
    for (const method of ["TRACE", "CONNECT", "delete", "PATCH", "PUT", "GEТ", "PROPFIND"]) {
      const answer = await sendRaw([
        `${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`,
      ], { waitMs: 2_000 });
      assertRawRefused(answer, method);
    }
    assertEquals((await (await ask("/v1/webhooks")).json()).webhooks.length, 1);
    const events = await ask("/fdsnws/event/1/query?format=geojson");
    assertEquals((await events.json()).features.length, EVENT_COUNT);
  });
});
