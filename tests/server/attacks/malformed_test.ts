import { assertEquals } from "@std/assert";
import { gzipSync } from "node:zlib";
import { assertRawRefused, assertRefused, attack } from "./attack_target.ts";

const HOST = "Host: 127.0.0.1\r\nConnection: close\r\n";
const JSON_HEAD = `POST /v1/webhooks HTTP/1.1\r\n${HOST}Content-Type: application/json\r\n`;

Deno.test("what is no HTTP, or is two requests in one, is refused", async () => {
  await attack({}, async ({ sendRaw }) => {
    const smuggled = "GET /v1/webhooks HTTP/1.1\r\nHost: a\r\n\r\n";
    const requests: [what: string, bytes: string | Uint8Array][] = [
      ["no HTTP", "HELO there\r\n\r\n"],
      ["TLS", new Uint8Array([0x16, 3, 1, 0, 5, 1, 0, 0, 1, 0])],
      ["zeros", new Uint8Array(1000)],
      ["a zero in a header", `GET / HTTP/1.1\r\n${HOST}X: a\0b\r\n\r\n`],
      ["a space before the colon", `GET / HTTP/1.1\r\n${HOST}X : a\r\n\r\n`],
      ["another version", `GET / HTTP/9.9\r\n${HOST}\r\n`],
      ["two lengths", `${JSON_HEAD}Content-Length: 0\r\nContent-Length: 44\r\n\r\n${smuggled}`],
      [
        "a length and chunks",
        `${JSON_HEAD}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${smuggled}`,
      ],
      ["a negative length", `${JSON_HEAD}Content-Length: -1\r\n\r\n`],
      ["a length that is no number", `${JSON_HEAD}Content-Length: 1e309\r\n\r\n`],
      ["a chunk of no size", `${JSON_HEAD}Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n`],
      [
        "a chunk of too large a size",
        `${JSON_HEAD}Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n`,
      ],
      ["an unknown coding", `${JSON_HEAD}Transfer-Encoding: gzip, identity\r\n\r\n{}`],
    ];
    for (const [what, bytes] of requests) {
      const answer = await sendRaw([bytes], { waitMs: 2_000 });
      assertRawRefused(answer, what);
      assertEquals(answer.split("HTTP/1.1 ").length <= 2, true, `${what}: one answer at most`);
    }
  });
});

Deno.test("bodies that are no JSON of this route are refused, and leave no trace", async () => {
  await attack({}, async ({ ask }) => {
    const url = '"url":"https://example.org/"';
    const bodies: (string | Uint8Array<ArrayBuffer>)[] = [
      ...["", "{", "[]", "null", "1", '"a"', "{}", "\uFEFF{}", `{${url}}}`, `{${url},}`],
      ...[`{${url},"more":1}`, `{"url":1}`, `{"url":["https://example.org/"]}`, `{"url":null}`],
      ...[`{${url},"__proto__":{"mayWrite":true}}`, `{${url},"constructor":{"prototype":{}}}`],
      ...[`{${url},"minimumLevel":"none"}`, `{${url},"minimumLevel":"__proto__"}`],
      ...[`{${url},"secret":"short"}`, `{${url},"secret":${"1".repeat(400)}}`],
      ...[`{"url":1e309}`, `{"url":-1e309}`, `{"url":NaN}`, `{"url":Infinity}`],
      ...'[{"]'.split("").map((bracket) => bracket.repeat(8_000)),
      `{"url":${"[".repeat(4_000)}${"]".repeat(4_000)}}`,
      `{${Array.from({ length: 900 }, (_, i) => `"k${i}":1`).join(",")}}`,
      new Uint8Array([0xff, 0xfe, 0x7b, 0x7d]),
      new Uint8Array([0x7b, 0xc3, 0x28, 0x7d]),
    ];
    for (const body of bodies) {
      const headers = { "content-type": "application/json" };
      const response = await ask("/v1/webhooks", { method: "POST", headers, body });
      await assertRefused(response, `${body}`);
    }
    assertEquals(({} as Record<string, unknown>).mayWrite, undefined);
    assertEquals(await (await ask("/v1/webhooks")).json(), { webhooks: [] });
  });
});

Deno.test("JSON that is deep, wide or a bomb ends in a refusal by a worker that lives", async () => {
  await attack({}, async ({ ask }) => {
    const keys = Array.from({ length: 100_000 }, (_, i) => `"k${i}":1`).join(",");
    const bodies: [what: string, path: string, body: BodyInit][] = [
      ["deep lists", "locations", "[".repeat(500_000)],
      ["deep objects", "locations", '{"a":'.repeat(300_000)],
      ["deep and closed", "locations", "[".repeat(1e5) + "]".repeat(1e5)],
      ["a deep option", "impacts", `{"event":${"[".repeat(1e5)}${"]".repeat(1e5)}}`],
      ["many keys", "locations", `{${keys}}`],
      ["many keys within", "impacts", `{"event":{${keys}}}`],
      ["a prototype", "locations", '{"__proto__":{"picks":[]},"constructor":{"prototype":1}}'],
      ["odd numbers", "impacts", '{"event":{"magnitude":1e309,"latitude":-1e309}}'],
      ["no numbers", "impacts", '{"event":{"magnitude":NaN}}'],
      ["a bomb", "locations", new Uint8Array(gzipSync("[".repeat(40 * 2 ** 20)))],
      ["a damaged one", "forecasts?model=none", new Uint8Array([0x1f, 0x8b, 8, 0, 1, 2, 3])],
    ];
    for (const [what, path, body] of bodies) {
      const response = await ask(`/v1/${path}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body,
      });
      await assertRefused(response, what);
    }
  });
});

Deno.test("a packed body is not unpacked where none is awaited", async () => {
  await attack({}, async ({ ask }) => {
    const bomb = new Uint8Array(gzipSync(" ".repeat(5e6)));
    for (const [path, type] of [["events", "application/xml"], ["webhooks", "application/json"]]) {
      for (const encoding of ["gzip", "identity"]) {
        const headers = { "content-type": type, "content-encoding": encoding };
        await assertRefused(
          await ask(`/v1/${path}`, { method: "POST", headers, body: bomb }),
          path,
        );
      }
    }
  });
});
