import { assert, assertEquals } from "@std/assert";
import { openDatabase } from "../../../engine/storage/mod.ts";
import { makeEvent } from "../../engine/storage/database/database_fixture.ts";
import { type GuardedServer, withGuardedServer } from "../guards/guarded_server.ts";

/** Events that the database of the target holds. */
export const EVENT_COUNT = 3;

/** What an attack is made on. */
export interface Target extends GuardedServer {
  /** Sends bytes over a connection of its own, and gives what comes back until its end or `waitMs`. */
  sendRaw(chunks: Iterable<string | Uint8Array>, options?: { waitMs?: number }): Promise<string>;
}

/**
 * Runs an attack on a server that anybody at this machine may change, and sees that it lives on afterwards, has
 * lost nothing, and nothing in it failed in a way that was not foreseen.
 */
export function attack(
  options: Record<string, unknown>,
  body: (target: Target) => Promise<void>,
): Promise<void> {
  return withGuardedServer({ rateLimit: 0, ...options }, async (server) => {
    {
      using database = openDatabase(`${server.folder}/quakecast.db`, { mode: "write" });
      const events = Array.from(
        { length: EVENT_COUNT },
        (_, i) => makeEvent(`event${i}`, { timeMs: 1e12 + i, magnitude: 4 + i }),
      );
      database.events.put(events, { recordedMs: 1 });
    }
    const { hostname, port } = new URL(server.url);
    await body({
      ...server,
      sendRaw: (chunks, { waitMs = 10_000 } = {}) =>
        sendRaw({ hostname, port: Number(port) }, chunks, waitMs),
    });
    await assertAlive(server);
  });
}

async function assertAlive({ ask, logged }: GuardedServer): Promise<void> {
  const health = await ask("/healthz");
  assertEquals([health.status, await health.json()], [200, { status: "alive" }]);
  const events = await ask("/fdsnws/event/1/query?format=text");
  assertEquals((await events.text()).trim().split("\n").length, 1 + EVENT_COUNT);
  const faults = logged.filter((line) => !line.includes("The API keys were read anew"));
  assertEquals(faults, [], "nothing failed in a way that was not foreseen");
}

/** The status of a raw answer; 0 where the connection was closed without one. */
export function statusOf(answer: string): number {
  return Number(/^HTTP\/1\.[01] (\d{3})/.exec(answer)?.[1] ?? 0);
}

/** Sees that an answer refuses. */
export async function assertRefused(response: Response, what: string): Promise<void> {
  const text = await response.text();
  const { status } = response;
  assert(status >= 400 && status < 500, `${what.slice(0, 200)}: ${status} ${text.slice(0, 200)}`);
}

/** The same of a raw answer, or of a connection that was closed without one. */
export function assertRawRefused(answer: string, what: string): void {
  const status = statusOf(answer);
  assert(status === 0 || status >= 400 && status < 500, `${what}: ${answer.slice(0, 200)}`);
}

async function sendRaw(
  address: { hostname: string; port: number },
  chunks: Iterable<string | Uint8Array>,
  waitMs: number,
): Promise<string> {
  using connection = await Deno.connect(address);
  const answer = readToEnd(connection);
  const limit = setTimeout(() => connection.close(), waitMs);
  try {
    for (const chunk of chunks) {
      const bytes = typeof chunk === "string" ? new TextEncoder().encode(chunk) : chunk;
      for (let at = 0; at < bytes.length;) at += await connection.write(bytes.subarray(at));
    }
  } catch (error) {
    if (!isHungUp(error)) throw error;
  }
  try {
    return await answer;
  } finally {
    clearTimeout(limit);
  }
}

/** Reads until the other side closes, or this one gives up. */
async function readToEnd(connection: Deno.Conn): Promise<string> {
  const decoder = new TextDecoder();
  const buffer = new Uint8Array(65_536);
  let text = "";
  try {
    for (;;) {
      const length = await connection.read(buffer);
      if (length === null) return text;
      text += decoder.decode(buffer.subarray(0, length), { stream: true });
    }
  } catch (error) {
    if (isHungUp(error)) return text;
    throw error;
  }
}

function isHungUp(error: unknown): boolean {
  return [
    Deno.errors.BrokenPipe,
    Deno.errors.ConnectionReset,
    Deno.errors.ConnectionAborted,
    Deno.errors.BadResource,
    Deno.errors.Interrupted,
  ].some((kind) => error instanceof kind);
}
