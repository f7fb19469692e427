import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { fileURLToPath } from "node:url";
import { makeLongCatalogue, trainTinyModel, untilReady } from "./server_fixture.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** What server/main.ts says it needs. */
const NEEDED = ["engine", "server", "links", "node_modules"].map((name) => ROOT + name).join(",");

/** Starts server/main.ts with the permissions given; the environment names a file of keys. */
function start(
  { allow, flags }: { allow: string[]; flags: string[] },
): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-prompt", "--no-check", ...allow, ROOT + "server/main.ts", ...flags],
    stdout: "piped",
    stderr: "piped",
    env: { NO_COLOR: "1", QUAKECAST_API_KEYS_FILE: "keys" },
  }).spawn();
}

async function fail(allow: string[], flags: string[]): Promise<{ code: number; text: string }> {
  const { code, stderr } = await start({ allow, flags }).output();
  return { code, text: new TextDecoder().decode(stderr) };
}

/** Runs a server with its least permissions; the body ends it. */
async function withProcess(
  flags: string[],
  body: (server: { url: string; process: Deno.ChildProcess; models: string }) => Promise<void>,
): Promise<{ code: number; stdout: string; stderr: string }> {
  const models = await Deno.makeTempDir({ prefix: "quakecast-main-" });
  await trainTinyModel(`${models}/tiny`);
  const allow = ["--allow-net=127.0.0.1", `--allow-read=${models},${NEEDED}`];
  const process = start({ allow, flags: ["--port", "0", "--models", models, ...flags] });
  const [first, rest] = process.stdout.tee();
  const stdout = new Response(rest).text();
  const stderr = new Response(process.stderr).text();
  let hasEnded = false;
  process.status.then(() => hasEnded = true);
  try {
    const url = await firstUrl(first);
    await body({ url, process, models });
  } finally {
    if (!hasEnded) process.kill("SIGKILL");
    await process.status;
    await Deno.remove(models, { recursive: true });
  }
  const { code } = await process.status;
  return { code, stdout: await stdout, stderr: await stderr };
}

async function firstUrl(stream: ReadableStream<Uint8Array>): Promise<string> {
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (;;) {
    const { value, done } = await reader.read();
    text += value ?? "";
    const url = /Listening on (\S+),/.exec(text)?.[1];
    if (url !== undefined) {
      await reader.cancel();
      return url;
    }
    if (done) throw new Error(`no address in "${text}"`);
  }
}

Deno.test("with the permissions it names it forecasts, and a signal lets it finish", async () => {
  const ended = await withProcess([], async ({ url, process }) => {
    assertMatch(url, /^http:\/\/127\.0\.0\.1:\d+$/);
    await untilReady(url);
    const answer = fetch(`${url}/v1/forecasts?model=tiny`, {
      method: "POST",
      headers: { "content-type": "application/gzip" },
      body: makeLongCatalogue(300_000),
    });
    const isAtWork = async () =>
      /quakecast_jobs_running 1\n/.test(await (await fetch(`${url}/metrics`)).text());
    while (!await isAtWork());
    process.kill("SIGTERM");
    const response = await answer;
    assertEquals(response.status, 200);
    assertEquals((await response.json()).forecast.data.events, 300_000);
    await process.status;
  });
  assertEquals([ended.code, ended.stderr], [0, ""]);
  assertMatch(
    ended.stdout,
    /^Listening on http:\/\/127\.0\.0\.1:\d+, documented at http.*\/docs\n$/,
  );
});

Deno.test("once it listens it gives back all permissions but reading and its port", async () => {
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--allow-all", "--no-check", ROOT + "tests/server/permission_probe.ts"],
  }).output();
  const [before, , after] = new TextDecoder().decode(stdout).split("\n");
  assertEquals(before, "net granted, env granted, write granted, read granted");
  assertEquals(after, "net granted, env prompt, write prompt, read granted");
});

Deno.test("an address beyond this machine without keys is refused", async () => {
  const { code, text } = await fail([], ["--host", "0.0.0.0"]);
  assertEquals(code, 2);
  assertMatch(text, /^quakecast: Cannot listen on 0\.0\.0\.0 without API keys: .*--api-keys-file/);
});

Deno.test("wrong flags and missing permissions are told in a sentence", async () => {
  const cases: [allow: string[], flags: string[], code: number, says: RegExp][] = [
    [[], ["--prt", "1"], 2, /Unknown flag "--prt"\. Did you mean "--port"\?/],
    [[], ["serve"], 2, /Unknown flag "serve"/],
    [[], ["--port"], 2, /No value for --port/],
    [
      [],
      ["--port", "70000"],
      2,
      /Cannot set port to "70000": expected a whole number from 0 to 65535/,
    ],
    [[], ["--timeout", "soon"], 2, /Cannot read timeout "soon"/],
    [
      [],
      ["--port", "8123"],
      6,
      /Cannot listen on 127\.0\.0\.1:8123.*--allow-net=127\.0\.0\.1:8123/,
    ],
    [
      [],
      ["--api-keys-file", "keys"],
      6,
      /Cannot read the API keys from keys: add --allow-read=keys/,
    ],
    [["--allow-env=QUAKECAST_API_KEYS_FILE"], [], 6, /Cannot read the API keys from keys: add/],
  ];
  for (const [allow, flags, code, says] of cases) {
    const failed = await fail(allow, flags);
    assertEquals(failed.code, code, failed.text);
    assertMatch(failed.text, says);
    assertEquals(failed.text.trimEnd().split("\n").length, 1, failed.text);
  }
});

Deno.test("a port that is taken is told of", async () => {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const port = String((listener.addr as Deno.NetAddr).port);
  const { code, text } = await fail(["--allow-net=127.0.0.1"], ["--port", port]);
  assertEquals(code, 6);
  assertMatch(text, /another program has the port/);
});

Deno.test("--help lists every flag with its default and needs no permission", async () => {
  const { code, stdout } = await start({ allow: [], flags: ["--help"] }).output();
  const text = new TextDecoder().decode(stdout);
  assertEquals(code, 0);
  for (const flag of ["host", "port", "models", "api-keys-file", "body-limit-mib", "timeout"]) {
    assertStringIncludes(text, `--${flag}`);
  }
  assert(text.includes("(127.0.0.1)") && text.includes("(8000)"));
});
