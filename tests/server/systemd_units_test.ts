import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { withFolder } from "../engine/storage/storage_fixture.ts";
import { writeScene } from "../cli/monitor_scene.ts";
import { PROJECT } from "../cli/run_cli.ts";
import { testWithSharedData } from "../shared_data.ts";

/** Directives that the unit of the server must have, so that a fault reaches little. */
const HARDENING = [
  ...["NoNewPrivileges=yes", "CapabilityBoundingSet=", "ProtectSystem=strict", "ProtectHome=yes"],
  ...["PrivateDevices=yes", "SystemCallFilter=@system-service", "RestrictSUIDSGID=yes"],
  ...["User=quakecast", "MemoryMax=2G"],
];

async function readUnit(name: string): Promise<string> {
  return await Deno.readTextFile(`${PROJECT}/deploy/${name}`);
}

/** The commands of a unit, with its state and the project where they are here. */
function commandsOf(unit: string, state: string): { key: string; command: string[] }[] {
  return [...unit.matchAll(/^(ExecStartPre|ExecStart)=(.*)$/gm)].map(([, key, line]) => ({
    key,
    command: line.replaceAll("/var/lib/quakecast", state).replaceAll(
      "/usr/local/bin/deno",
      Deno.execPath(),
    )
      .replaceAll(/127\.0\.0\.1:8000/g, "127.0.0.1").replace("--port 8000", "--port 0").split(" "),
  }));
}

function start([program, ...args]: string[]): Deno.Command {
  const env = { NO_COLOR: "1" };
  return new Deno.Command(program, { args, cwd: PROJECT, env, stdout: "piped", stderr: "piped" });
}

async function untilListening(stderr: ReadableStream<Uint8Array>): Promise<string> {
  let text = "";
  for await (const chunk of stderr.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    const url = /Listening on (\S+)\n/.exec(text)?.[1];
    if (url !== undefined) return url;
  }
  throw new Error(`It ended: ${text}`);
}

const name = "the units start what they name, with the permissions they give";

Deno.test(name, { ignore: Deno.build.os !== "linux" }, () =>
  withFolder(async (folder) => {
    const state = await Deno.realPath(folder);
    const unit = await readUnit("quakecast.service");
    for (const { key, command } of commandsOf(unit, state)) {
      if (key === "ExecStartPre") {
        const { code, stderr } = await start(command).output();
        assertEquals(code, 0, new TextDecoder().decode(stderr));
        continue;
      }
      const process = start(command).spawn();
      let text = "";
      for await (const chunk of process.stdout.pipeThrough(new TextDecoderStream())) {
        text += chunk;
        const url = /Listening on (\S+),/.exec(text)?.[1];
        if (url === undefined) continue;
        const response = await fetch(`${url}/fdsnws/event/1/query`);
        assertEquals(response.status, 204);
        process.kill("SIGTERM"); // as systemd does
        break;
      }
      assertStringIncludes(text, "Listening on");
      await process.stderr.cancel();
      assertEquals((await process.status).code, 0);
    }
    const [{ command }] = commandsOf(await readUnit("quakecast-backup.service"), state);
    for (let run = 0; run < 2; run++) {
      const { code, stderr } = await start(command).output();
      assertEquals(code, 0, new TextDecoder().decode(stderr));
    }
    assert((await Deno.stat(`${state}/quakecast.backup`)).size > 0);
  }));

testWithSharedData(
  "the unit of the monitor watches and serves with its permissions, and ends",
  () =>
    withFolder(async (folder) => {
      const state = await Deno.realPath(folder);
      await writeScene(state);
      const commands = commandsOf(await readUnit("quakecast-monitor.service"), state);
      const [, { command }] = commands.map(({ command }) => ({
        command: command.map((word) =>
          word.replace("${SOURCE_HOST}", "127.0.0.1:9")
            .replace("${SOURCE}", `replay:${state}/quake.mseed?speed=4`)
        ),
      }));
      await Deno.mkdir(`${state}/models`);
      const process = start(command).spawn();
      const stdout = new Response(process.stdout).text();
      const url = await untilListening(process.stderr); // and its stderr is closed, as by a lost journal
      const nowMs = async () => (await (await fetch(`${url}/v1/live/state`)).json()).nowMs;
      while (await nowMs() === null) await new Promise((resolve) => setTimeout(resolve, 50));
      process.kill("SIGTERM"); // as systemd does
      assertEquals((await process.status).code, 0, await stdout);
      assertEquals((await Deno.stat(`${state}/audit.jsonl`)).size, 0);
    }),
);

Deno.test("the units of the server and of the monitor are hardened, and say how they are installed", async () => {
  const unit = await readUnit("quakecast.service");
  const monitor = await readUnit("quakecast-monitor.service");
  for (const directive of HARDENING) {
    for (const text of [unit, monitor]) assertStringIncludes(text, `\n${directive}\n`);
  }
  const [rest, ofMonitor] = [unit, monitor].map((text) => /# What it may use[^]*/.exec(text)?.[0]);
  assertEquals(ofMonitor, rest, "one may do what the other may");
  assertStringIncludes(unit, "systemctl enable --now quakecast.service");
  assert(!/^MemoryDenyWriteExecute=yes/m.test(unit), "V8 cannot run so");
});
