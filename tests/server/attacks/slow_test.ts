import { assert, assertEquals, assertMatch } from "@std/assert";
import { serveThroughGate } from "../../../server/guards/connection_gate.ts";
import { attack, statusOf } from "./attack_target.ts";

const encoder = new TextEncoder();

interface Dribble {
  port: number;
  begin: string;
  piece: string;
  everyMs: number;
  /** Whether it hangs up itself as soon as it is answered. */
  untilAnswer?: boolean;
}

/** Sends a piece now and then, until the other side hangs up; gives what it said and after how long. */
async function dribble(
  { port, begin, piece, everyMs, untilAnswer = false }: Dribble,
): Promise<{ answer: string; afterMs: number }> {
  using connection = await Deno.connect({ hostname: "127.0.0.1", port });
  const startMs = performance.now();
  let answer = "";
  let isOver = false;
  const reading = (async () => {
    const buffer = new Uint8Array(4096);
    for (;;) {
      const length = await connection.read(buffer).catch(() => null);
      if (length === null) break;
      answer += new TextDecoder().decode(buffer.subarray(0, length));
      if (untilAnswer && answer.includes("\r\n\r\n")) break;
    }
    isOver = true;
  })();
  for (let text = begin; !isOver && performance.now() - startMs < 15_000; text = piece) {
    await connection.write(encoder.encode(text)).catch(() => {});
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
  if (!isOver) throw new Error(`not cut off: ${begin.slice(0, 80)} ${answer.slice(0, 80)}`);
  await reading;
  return { answer, afterMs: performance.now() - startMs };
}

function startGate(limits: { headMs?: number; silentMs?: number; connections?: number }) {
  return serveThroughGate(
    { hostname: "127.0.0.1", port: 0 },
    async (request, { remoteAddr }) => {
      const { pathname } = new URL(request.url);
      if (pathname === "/never") await new Promise((resolve) => setTimeout(resolve, 1_500));
      return Response.json({ from: remoteAddr.port, body: await request.text() });
    },
    { headMs: 300, silentMs: 60_000, connections: 1000, log: () => {}, ...limits },
  );
}

Deno.test("heads that dribble, or never come, are cut off while others are answered", async () => {
  const server = startGate({});
  const { port } = server.addr;
  const begins = ["", "G", "GET / HTTP/1.1\r\nHost: a\r\n", "PRI * HTTP/2.0\r\n"];
  const slow = Array.from(
    { length: 200 },
    (_, i) =>
      dribble({ port, begin: begins[i % 4], piece: i % 4 === 0 ? "" : "X: a\r\n", everyMs: 50 }),
  );
  for (let i = 0; i < 20; i++) {
    const startMs = performance.now();
    const { body } = await (await fetch(`http://127.0.0.1:${port}/`, { method: "POST", body: "x" }))
      .json();
    assertEquals(body, "x");
    assert(performance.now() - startMs < 1_000);
  }
  const ends = await Promise.all(slow);
  assert(ends.every(({ afterMs }) => afterMs < 5_000), `${ends.map(({ afterMs }) => afterMs)}`);
  assertEquals(ends.filter(({ answer }) => statusOf(answer) === 408).length, 150);
  assertEquals(
    ends.filter(({ answer }) => answer === "").length,
    50,
    "who sent nothing is told nothing",
  );
  await server.shutdown();
  await server.finished;
});

Deno.test("what passes the gate is the same, byte by byte, and its client is known", async () => {
  const server = startGate({ headMs: 5_000 });
  const { port } = server.addr;
  const body = Array.from({ length: 200_000 }, (_, i) => String.fromCharCode(33 + i * 7 % 90)).join(
    "",
  );
  const init = { method: "POST", body };
  const answers = await Promise.all(
    Array.from({ length: 20 }, async () => (await fetch(`http://127.0.0.1:${port}/`, init)).json()),
  );
  assert(answers.every((answer) => answer.body === body));
  using connection = await Deno.connect({ hostname: "127.0.0.1", port });
  const pieces = ["GET / HT", "TP/1.1\r", "\nHost: a\r\nConnection: close\r\n\r", "\n"];
  for (const piece of pieces) {
    await connection.write(encoder.encode(piece));
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const { localAddr } = connection;
  const text = await new Response(connection.readable).text();
  assertMatch(text, new RegExp(`"from":${localAddr.port},`));
  await server.shutdown();
  await server.finished;
});

Deno.test("a connection on which nothing is answered ends, and more than may be are not let in", async () => {
  const server = startGate({ silentMs: 400, connections: 3 });
  const { port } = server.addr;
  const second = "GET / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\n";
  const { answer, afterMs } = await dribble({
    port,
    begin: second,
    piece: "X: a\r\n",
    everyMs: 50,
  });
  assertEquals(statusOf(answer), 200, "the first request was answered");
  assert(afterMs < 5_000, "the second, which dribbled, was not waited for");
  const never = "GET /never HTTP/1.1\r\nHost: a\r\n\r\n";
  const waiting = [1, 2, 3].map(() => dribble({ port, begin: never, piece: "", everyMs: 50 }));
  await new Promise((resolve) => setTimeout(resolve, 100));
  const beyond = await dribble({ port, begin: never, piece: "", everyMs: 20 });
  assertEquals(beyond.answer, "");
  assert(beyond.afterMs < 300, `${beyond.afterMs}`);
  for (const { answer } of await Promise.all(waiting)) assertEquals(answer, "");
  await server.shutdown();
  await server.finished;
});

Deno.test("bodies that dribble are answered 408 in time, on a gated server as on any other", async () => {
  for (const gate of ["off", "on"]) {
    await attack({ timeout: "1s", gate }, async ({ url, ask }) => {
      const port = Number(new URL(url).port);
      const paths = [
        ["/v1/webhooks", "application/json"],
        ["/v1/events", "application/xml"],
        ["/v1/forecasts?model=none", "text/csv"],
      ];
      const slow = paths.flatMap(([path, type]) =>
        [1, 2, 3].map(() =>
          dribble({
            port,
            begin: `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: ${type}\r\n` +
              "Connection: close\r\nContent-Length: 1000\r\n\r\n",
            piece: " ",
            ...{ everyMs: 100, untilAnswer: true },
          })
        )
      );
      const health = await ask("/healthz");
      assertEquals([health.status, await health.json()], [200, { status: "alive" }]);
      for (const { answer } of await Promise.all(slow)) assertEquals(statusOf(answer), 408, answer);
    });
  }
});
