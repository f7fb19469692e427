import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { readMiniseed } from "../../engine/sources/mod.ts";
import { startSeedlinkServer } from "../seedlink/seedlink_server.ts";
import { codeOf, recordsOf, syntheticTrace } from "../seedlink/synthetic_records.ts";
import { cliCommand, runCli } from "./run_cli.ts";

const TRACES = ["HHE", "HHN", "HHZ"].map((channel) =>
  syntheticTrace(codeOf("ONE", channel), { seconds: 60 })
);
const BYTES = recordsOf(TRACES);

async function inFolder(
  body: (cwd: string, permissions: string[]) => Promise<void>,
): Promise<void> {
  const cwd = await Deno.makeTempDir();
  try {
    await body(cwd, [`--allow-read=${cwd}`, `--allow-write=${cwd}`, "--allow-net=127.0.0.1"]);
  } finally {
    await Deno.remove(cwd, { recursive: true });
  }
}

/** All samples of a file, by trace. */
async function samplesOf(path: string): Promise<number[][]> {
  return readMiniseed(await Deno.readFile(path)).traces.map(({ samples }) => [...samples]);
}

const EXPECTED = TRACES.map(({ samples }) => [...samples]);

Deno.test("stream replays a file as a table and appends its records to another", () =>
  inFolder(async (cwd, permissions) => {
    await Deno.writeFile(`${cwd}/day.mseed`, BYTES);
    const run = (...args: string[]) => runCli(["stream", ...args], { cwd, permissions });
    const all = await run("replay:day.mseed?speed=max", "--out", "kept.mseed");
    assertEquals(all.code, 0, all.stderr);
    assertMatch(all.stdout, /XX\.ONE\.\.HHZ +100 +06:01:00\.000 +0\.00 +0\.00 +0\.00/);
    assertStringIncludes(all.stdout, `Appended ${BYTES.length} bytes in 1 segments to kept.mseed.`);
    assertEquals(await samplesOf(`${cwd}/kept.mseed`), EXPECTED);
    const one = await run("replay:day.mseed?speed=max", "--select", "*.*.*.HHZ", "--json");
    const { packets, channels, notes } = JSON.parse(one.stdout);
    assertEquals([channels.length, notes.length], [1, 0]);
    assertEquals([channels[0].channel, channels[0].packets], ["XX.ONE..HHZ", packets]);
    const wrong = await run("replay:none.mseed");
    assertEquals(wrong.code, 3);
    assertStringIncludes(wrong.stderr, "there is no such file");
    const refused = await run("seedlink://127.0.0.1:1", "--seconds", "2");
    assertEquals(refused.code, 4);
    assertMatch(refused.stderr, /connection: .*refused.*trying again in/i);
    assertStringIncludes(refused.stdout, "No packet has come.");
    const unknown = await run("day.mseed");
    assertEquals(unknown.code, 2);
    assertStringIncludes(unknown.stderr, "replay:FILE?speed=100");
  }));

Deno.test("stream reads miniSEED on stdin", () =>
  inFolder(async (cwd, permissions) => {
    const { code, stdout, stderr } = await runCli(
      ["stream", "-", "--out", "kept.mseed", "--json"],
      {
        ...{ cwd, permissions, stdin: BYTES },
      },
    );
    assertEquals(code, 0, stderr);
    assertEquals(JSON.parse(stdout).bytes, BYTES.length);
    assertEquals(await samplesOf(`${cwd}/kept.mseed`), EXPECTED);
  }));

Deno.test("stream follows a SeedLink server over cuts, for so long or until Ctrl-C", () =>
  inFolder(async (cwd, permissions) => {
    const fault = (number: number) =>
      number % 20 === 7 ? { kind: "cut" as const, bytes: 250 } : undefined;
    await using server = startSeedlinkServer({ version: 4, fault });
    server.add(BYTES);
    const common = ["--from", "2026-01-01", "--select", "XX.ONE.*.*", "--json"];
    const timed = await runCli(
      ["stream", server.address, ...common, "--seconds", "6", "--out", "a.mseed"],
      { cwd, permissions },
    );
    assertEquals(timed.code, 0, timed.stderr);
    const { bytes, channels } = JSON.parse(timed.stdout);
    assertEquals([bytes, channels.length], [BYTES.length, 3]);
    assert(channels[0].latencyMs.last > 0);
    assertMatch(timed.stderr, /connection: .* trying again in \d\.\d s/);
    assertEquals(await samplesOf(`${cwd}/a.mseed`), EXPECTED);

    const calm = startSeedlinkServer({ version: 3 });
    calm.add(BYTES);
    const args = ["stream", calm.address, ...common, "--out", "b.mseed"];
    const child = cliCommand(args, { cwd, permissions }).spawn();
    while (calm.sessions.length === 0) await new Promise((resolve) => setTimeout(resolve, 50));
    await new Promise((resolve) => setTimeout(resolve, 1000));
    child.kill("SIGINT");
    const { code } = await child.output();
    await calm[Symbol.asyncDispose]();
    assertEquals(code, 0);
    assertEquals(await samplesOf(`${cwd}/b.mseed`), EXPECTED);
    const names = Array.from(Deno.readDirSync(cwd), ({ name }) => name).sort();
    assertEquals(names, ["a.mseed", "b.mseed"]);
  }));
