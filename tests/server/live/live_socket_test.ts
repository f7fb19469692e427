import { assertEquals, assertMatch } from "@std/assert";
import { LiveFeed } from "../../../engine/monitoring/mod.ts";
import { problemOf } from "../server_fixture.ts";
import { noticeOf, NOW_MS, until, withLiveServer } from "./live_fixture.ts";

/** Opens a WebSocket and collects what comes. */
async function open(url: string, query = "") {
  const socket = new WebSocket(`${url.replace("http", "ws")}/v1/live/socket${query}`);
  const frames: { number?: number; kind: string; timeMs?: number; data: unknown }[] = [];
  socket.onmessage = ({ data }) => frames.push(JSON.parse(data));
  const closed = new Promise<number>((resolve) => socket.onclose = ({ code }) => resolve(code));
  await new Promise((resolve, reject) => {
    socket.onopen = resolve;
    socket.onerror = reject;
  });
  return { socket, frames, closed };
}

Deno.test("a WebSocket gets the same messages, and frees its listener", () =>
  withLiveServer({}, async ({ url, feed, tell }) => {
    tell(5);
    const { socket, frames, closed } = await open(url, "?after=2");
    const fresh = await open(url, "?passing=false");
    await until(() => feed.listeners === 2, "both listen");
    tell(1);
    feed.pass("latency", { count: 1 }, NOW_MS);
    await until(() => frames.length >= 5 && fresh.frames.length >= 1, "all came");
    assertEquals(frames, [
      ...[3, 4, 5, 6].map((number) => ({
        ...{ number, kind: "notice", timeMs: NOW_MS, data: noticeOf(number) },
      })),
      { kind: "latency", timeMs: NOW_MS, data: { count: 1 } },
    ]);
    assertEquals(fresh.frames.map(({ number }) => number), [6]);
    socket.close();
    fresh.socket.close();
    await Promise.all([closed, fresh.closed]);
    await until(() => feed.listeners === 0, "the listeners are freed");
  }));

Deno.test("a lost number is said", () =>
  withLiveServer({}, async ({ url, tell, feed }) => {
    tell(250);
    const { socket, frames, closed } = await open(url, "?after=0");
    await until(() => frames.at(-1)?.number === feed.newest, "all came");
    assertEquals(frames[0], { kind: "gap", data: { missing: [1, feed.oldest - 1] } });
    assertEquals(frames.length, 1 + feed.newest - feed.oldest + 1);
    socket.close();
    await closed;
  }, () => new LiveFeed({ keep: 100 })));

Deno.test("a request that is none, a wrong option and a page of another site are refused", () =>
  withLiveServer({}, async ({ url, feed }) => {
    const path = `${url}/v1/live/socket`;
    const plain = await problemOf(await fetch(path));
    assertEquals(plain.status, 400);
    assertMatch(String(plain.detail), /Expected a WebSocket/);
    const ask = async (query: string, more: string) => {
      const { hostname, port, host } = new URL(url);
      using connection = await Deno.connect({ hostname, port: Number(port) });
      const lines = [
        `GET /v1/live/socket${query} HTTP/1.1`,
        ...[`host: ${host}`, "connection: Upgrade", "upgrade: websocket"],
        ...["sec-websocket-version: 13", "sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==", more],
      ].filter((line) => line !== "");
      await connection.write(new TextEncoder().encode(lines.join("\r\n") + "\r\n\r\n"));
      const bytes = new Uint8Array(4096);
      return new TextDecoder().decode(bytes.subarray(0, (await connection.read(bytes))!));
    };
    assertMatch(await ask("", ""), /^HTTP\/1\.1 101 /);
    assertMatch(await ask("", `origin: ${url}`), /^HTTP\/1\.1 101 /);
    assertMatch(await ask("", "origin: https://elsewhere.example"), /^HTTP\/1\.1 403 /);
    assertMatch(await ask("", "origin: null"), /^HTTP\/1\.1 403 /);
    assertMatch(await ask("?after=soon", ""), /^HTTP\/1\.1 400 /);
    await until(() => feed.listeners === 0, "no listener is left");
  }));
