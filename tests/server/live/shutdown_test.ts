import { assert, assertEquals, assertMatch } from "@std/assert";
import { dirname } from "node:path";
import { openDatabase } from "../../../engine/storage/mod.ts";
import { withFolder } from "../../engine/storage/storage_fixture.ts";
import { problemOf } from "../server_fixture.ts";
import { readSentEvents, until, withLiveServer } from "./live_fixture.ts";

interface Program {
  url: string;
  path: string;
  child: Deno.ChildProcess;
}

/** Runs the program that serves a live system; gives its exit code and what it wrote as errors. */
function withProgram(
  flags: readonly string[],
  body: (program: Program) => Promise<void>,
): Promise<void> {
  return withFolder(async (folder) => {
    const path = `${folder}/quakecast.db`;
    const program = import.meta.resolve("./live_program.ts");
    const args = ["run", "--quiet", "--no-check", "--allow-all", program, path];
    const child = new Deno.Command(Deno.execPath(), {
      args: [...args, "--port", "0", "--models", folder, ...flags],
      stdout: "piped",
      stderr: "inherit",
    }).spawn();
    try {
      let text = "";
      for await (const piece of child.stdout.pipeThrough(new TextDecoderStream())) {
        text += piece;
        if (text.includes("\n")) break;
      }
      await body({ url: /http:\S+(?=,)/.exec(text)![0], path, child });
    } finally {
      try {
        child.kill("SIGKILL");
      } catch {
        // it has ended, as it should
      }
      await child.status;
    }
  });
}

/** A raw connection that asks and reads nothing. */
async function ask(url: string, request: string): Promise<Deno.TcpConn> {
  const { hostname, port } = new URL(url);
  const connection = await Deno.connect({ hostname, port: Number(port) });
  await connection.write(new TextEncoder().encode(request));
  return connection;
}

/** A request whose body has not been sent, but is awaited: the server said so. */
async function askHalf(url: string): Promise<Deno.TcpConn> {
  const connection = await ask(
    url,
    "POST /v1/forecasts HTTP/1.1\r\nhost: x\r\ncontent-type: text/csv\r\n" +
      "content-length: 5\r\nexpect: 100-continue\r\n\r\n",
  );
  assertMatch(await read(connection), /^HTTP\/1\.1 100 Continue/);
  return connection;
}

async function read(connection: Deno.TcpConn): Promise<string> {
  const bytes = new Uint8Array(4_096);
  return new TextDecoder().decode(bytes.subarray(0, (await connection.read(bytes))!));
}

for (const signal of ["SIGTERM", "SIGINT"] as const) {
  Deno.test(`${signal}: streams are told, sockets closed, the port is free, the database whole`, () =>
    withProgram([], async ({ url, path, child }) => {
      const events = readSentEvents(await fetch(`${url}/v1/live`));
      const socket = new WebSocket(`${url.replace("http", "ws")}/v1/live/socket`);
      const frames: number[] = [];
      socket.onmessage = ({ data }) => frames.push(JSON.parse(data).number);
      const closed = new Promise<number>((resolve) => socket.onclose = ({ code }) => resolve(code));
      await until(() => frames.length >= 2, "the socket gets messages");
      const startMs = performance.now();
      child.kill(signal);
      const seen = [];
      for await (const event of events) if (event.event !== "") seen.push(event);
      assertEquals(await closed, 1001);
      assertEquals((await child.status).code, 0);
      assert(performance.now() - startMs < 2_000, "it waits for what has ended");
      assertEquals(seen.at(-1)!.event, "end");
      const ids = seen.slice(0, -1).map(({ id }) => id!);
      assertEquals(ids, ids.map((_, i) => ids[0] + i));
      using listener = Deno.listen({ hostname: "127.0.0.1", port: Number(new URL(url).port) });
      assert(listener.addr.transport === "tcp");
      const names = Array.from(Deno.readDirSync(dirname(path)), ({ name }) => name);
      assertEquals(names, ["quakecast.db"]); // no log is left to be read again
      using database = openDatabase(path, { mode: "write" });
      assert(database.live.newest >= ids.at(-1)!);
      assertEquals(database.check(), []);
    }));
}

Deno.test("a second signal ends it at once", () =>
  withProgram(["--grace", "1h"], async ({ url, child }) => {
    using _connection = await askHalf(url); // the rest never comes
    child.kill("SIGTERM");
    let hasEnded = false;
    child.status.then(() => hasEnded = true);
    await new Promise((resolve) => setTimeout(resolve, 300));
    assertEquals(hasEnded, false);
    child.kill("SIGTERM");
    assertEquals((await child.status).code, 130);
  }));

Deno.test("what is under way is answered, nothing new is taken, and what does not end is cut", () =>
  withLiveServer({ grace: "1s" }, async ({ url, server, feed }) => {
    using stuck = await ask(url, "GET /v1/live HTTP/1.1\r\nhost: x\r\n\r\n");
    await until(() => feed.listeners === 1, "it listens");
    const message = "a".repeat(10_000);
    for (let i = 0; i < 2_000; i++) {
      feed.tell("notice", { level: "warning", kind: "test", message }, i);
      if (i % 50 === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    }
    using underWay = await askHalf(url);
    const startMs = performance.now();
    const stopping = server.stop();
    const refused = await fetch(`${url}/healthz`);
    assertEquals([refused.status, refused.headers.get("retry-after")], [503, "5"]);
    assertEquals((await problemOf(refused)).detail, "The server is ending.");
    await underWay.write(new TextEncoder().encode("time\n"));
    assertMatch(await read(underWay), /^HTTP\/1\.1 400 /); // it names no model
    await stopping;
    const tookMs = performance.now() - startMs;
    assert(tookMs >= 900 && tookMs < 3_000, `${tookMs}`);
    assertEquals(feed.listeners, 0);
    assert(stuck.remoteAddr.transport === "tcp");
  }));
