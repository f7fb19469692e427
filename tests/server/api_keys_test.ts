import { assertEquals, assertRejects, assertStringIncludes, assertThrows } from "@std/assert";
import { createHash } from "node:crypto";
import { ConfigurationError, EnvironmentError } from "@quakecast/quakecast/domain";
import { findApiKey, parseApiKeys, readApiKeys } from "../../server/api_keys.ts";
import { KeyRing } from "../../server/guards/key_ring.ts";
import { isLoopback, refuseOpenServer } from "../../server/server_options.ts";
import { CATALOGUE_CSV, problemOf, withServer } from "./server_fixture.ts";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

async function withKeysFile(text: string, body: (path: string) => Promise<void>): Promise<void> {
  const path = await Deno.makeTempFile();
  try {
    await Deno.writeTextFile(path, text);
    await body(path);
  } finally {
    await Deno.remove(path);
  }
}

const TWO_KEYS = `# keys of the tests
${sha256("first-key")}  the first
${sha256("second-key").toUpperCase()}

`;

Deno.test("with keys, only who bears one is let in", async () => {
  await withKeysFile(TWO_KEYS, (apiKeysFile) =>
    withServer({ apiKeysFile }, async ({ ask }) => {
      const post = { method: "POST", body: CATALOGUE_CSV };
      const wrong = [undefined, "Bearer ", "Bearer third-key", "Basic first-key", "first-key"];
      wrong.push(`Bearer ${sha256("first-key")}`, "Bearer first-key extra");
      for (const authorization of wrong) {
        const headers = { "content-type": "text/csv", ...(authorization && { authorization }) };
        for (const path of ["/v1/models", "/v1/models/tiny", "/metrics", "/v1/nowhere"]) {
          const response = await ask(path, { headers });
          assertStringIncludes(response.headers.get("www-authenticate")!, "Bearer");
          const problem = await problemOf(response);
          assertEquals([problem.status, problem.type], [401, "urn:quakecast:problem:unauthorized"]);
        }
        for (const path of ["forecasts?model=tiny", "picks?picker=ar", "locations", "magnitudes"]) {
          const refused = await problemOf(await ask(`/v1/${path}`, { ...post, headers }));
          assertEquals(refused.status, 401, path);
        }
      }
      for (const authorization of ["Bearer first-key", "bearer second-key"]) {
        const headers = { "content-type": "text/csv", authorization };
        const models = await ask("/v1/models", { headers });
        assertEquals((await models.json()).models.length, 1);
        const forecast = await ask("/v1/forecasts?model=tiny", { ...post, headers });
        assertEquals(forecast.status, 200);
        await forecast.text();
      }
      for (const path of ["/healthz", "/readyz", "/docs", "/openapi.json"]) {
        const response = await ask(path);
        assertEquals(response.status, 200, path);
        await response.text();
      }
      const { security } = await (await ask("/openapi.json")).json();
      assertEquals(security, [{ apiKey: [] }]);
    }));
});

Deno.test("keys are compared by their digests", () => {
  const keys = parseApiKeys(`${sha256("a")} read first\n${sha256("b")} write second`, "keys");
  const nameOf = (header: string | undefined) => findApiKey(header, keys)?.name;
  assertEquals(["Bearer a", "Bearer b", "BEARER b"].map(nameOf), ["first", "second", "second"]);
  const wrong = [
    undefined,
    "",
    "Bearer",
    "Bearer c",
    "Bearer a b",
    "a",
    `Bearer ${"a".repeat(2000)}`,
  ];
  assertEquals(wrong.map(nameOf), wrong.map(() => undefined));
  assertEquals(findApiKey("Bearer a", []), undefined);
});

Deno.test("a line tells what a key may do and whose it is", () => {
  const digest = sha256("a");
  const cases: [rest: string, name: string, mayWrite: boolean][] = [
    ["", `key-${digest.slice(0, 8)}`, false],
    ["  the first", "the first", false],
    [" read", `key-${digest.slice(0, 8)}`, false],
    [" read,write observatory-1", "observatory-1", true],
    ["\twrite\tobservatory 2", "observatory 2", true],
    [" READ,Write x", "x", true],
    [" readers of the north", "readers of the north", false],
    [" read,delete x", "read,delete x", false],
    [" a\u0000b\u001b[0m", "ab[0m", false],
  ];
  for (const [rest, name, mayWrite] of cases) {
    const [key] = parseApiKeys(digest + rest, "keys");
    assertEquals([key.name, key.mayWrite], [name, mayWrite], rest);
  }
});

Deno.test("a file without keys, or with a key itself, is refused", async () => {
  for (const text of ["", "# nothing\n", "\n\n"]) {
    await withKeysFile(text, async (path) => {
      await assertRejects(() => KeyRing.open(path, { log: () => {} }), ConfigurationError, "none");
    });
  }
  await withKeysFile(`${sha256("a")}\nmy-secret-key\n`, async (path) => {
    const error = await assertRejects(() => readApiKeys(path), ConfigurationError, "line 2");
    assertEquals(error.message.includes("my-secret-key"), false);
  });
  await assertRejects(() => readApiKeys("/nowhere/keys"), EnvironmentError, "/nowhere/keys");
});

Deno.test("only an address of this machine needs no keys", () => {
  for (const host of ["127.0.0.1", "127.1.2.3", "::1", "[::1]", "localhost"]) {
    assertEquals(isLoopback(host), true, host);
    refuseOpenServer(host, { hasKeys: false });
  }
  const open = [
    "0.0.0.0",
    "::",
    "192.168.1.2",
    "example.org",
    "127.0.0.1.example.org",
    "1270.0.0.1",
  ];
  for (const host of [...open, "localhost.example.org", ""]) {
    assertEquals(isLoopback(host), false, host);
    assertThrows(() => refuseOpenServer(host, { hasKeys: false }), ConfigurationError, "API keys");
    refuseOpenServer(host, { hasKeys: true });
  }
});
