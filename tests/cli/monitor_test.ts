import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { ForecastNotice, KeptLiveMessage } from "../../engine/domain/mod.ts";
import { openDatabase } from "../../engine/storage/mod.ts";
import { testWithSharedData } from "../shared_data.ts";
import { ON, writeScene } from "./monitor_scene.ts";
import { cliCommand, PROJECT, runCli } from "./run_cli.ts";

const FORECAST = [
  ...["--no-serve", "--forecast", "simple", "--forecast-box=-125,32,-113,42"],
  ...["--forecast-min-magnitude", "3"],
];

testWithSharedData(
  "monitor warns, picks, locates and keeps, from a replay to the end",
  async () => {
    const cwd = await Deno.makeTempDir();
    try {
      await writeScene(cwd);
      await Deno.mkdir(`${cwd}/out`);
      const least = [
        `--allow-read=stations.xml,sites.csv,quake.mseed,out,${PROJECT}/engine,${PROJECT}/cli`,
        `--allow-read=${PROJECT}/links,${PROJECT}/node_modules`,
        "--allow-write=out",
      ];
      const { code, stdout, stderr } = await runCli(
        ["monitor", "--source", "replay:quake.mseed?speed=max", ...ON, ...FORECAST, "--json"],
        { cwd, permissions: least },
      );
      assertEquals(code, 0, stderr);
      const lines = stdout.trim().split("\n").map((line) => JSON.parse(line));
      const kept = lines.slice(0, -1) as KeptLiveMessage[];
      assertEquals(kept.map(({ number }) => number), kept.map((_, i) => i + 1));
      const alerts = kept.filter(({ kind }) => kind === "alert");
      const events = kept.filter(({ kind }) => kind === "event");
      assert(alerts.length >= 3 && events.length >= 3, stdout.slice(0, 2000));
      assertEquals(lines.at(-1).kind, "end");
      assertEquals(lines.at(-1).data.alerts, alerts.length);
      const left = [...Deno.readDirSync(`${cwd}/out`)].map(({ name }) => name).sort();
      assertEquals(
        left,
        ["live.db", "live.db.lock"],
        "one file, no journal beside it, where forecasts were made too",
      );
      using database = openDatabase(`${cwd}/out/live.db`, { mode: "read" });
      const [{ event, revision }] = database.events.query();
      assertEquals(
        new Set(database.alerts.query().map(({ eventId }) => eventId)),
        new Set([event.id]),
      );
      assertEquals(database.alerts.query().length, alerts.length);
      assertEquals(database.events.revisions(event.id).length, revision);
      assertEquals(
        database.picks.query().length,
        kept.filter(({ kind }) => kind === "pick").length,
      );
      assert(event.origins[0].method!.includes("ak135"), "located after the warning");
      const [forecast] = kept.filter(({ kind }) => kind === "forecast");
      assertEquals(database.scheduled.list({ limit: 9 }).length, 1, "aftershocks, by the formula");
      assertEquals((forecast.data as ForecastNotice).isPublished, false, "it has no record yet");
      const wrong = await runCli(["monitor", "--source", "x", "--stations", "stations.xml"], {
        cwd,
      });
      assertEquals(wrong.code, 2);
      assertStringIncludes(wrong.stderr, "replay:FILE?speed=100");
    } finally {
      await Deno.remove(cwd, { recursive: true });
    }
  },
);

testWithSharedData(
  "monitor refuses forecasts, receivers and buildings that cannot be, before it watches",
  async () => {
    const cwd = await Deno.makeTempDir();
    const refuse = async (flags: string[], code: number, message: string) => {
      const on = ["monitor", "--source", "replay:quake.mseed?speed=max", ...ON, "--no-serve"];
      const { stderr, ...answer } = await runCli([...on, ...flags], { cwd, permissions: ["-A"] });
      assertEquals(answer.code, code, stderr);
      assertStringIncludes(stderr, message);
    };
    try {
      await writeScene(cwd, 2);
      await Deno.mkdir(`${cwd}/out`);
      await Deno.writeTextFile(`${cwd}/secret`, "a secret of enough letters\n");
      await refuse(["--forecast", "nothing"], 5, 'Cannot read model "nothing"');
      await refuse(["--forecast", "simple"], 2, "give --forecast-box and --forecast-min");
      await Deno.writeTextFile(
        `${cwd}/buildings.csv`,
        "id,latitude,longitude,class\nSchool,38,-122,C1M\n",
      );
      await refuse(["--buildings", "buildings.csv"], 2, 'no class "C1M"; those of HAZUS');
      await refuse(["--select", "ZZ.*.*.*"], 4, "No packet came");
      await refuse(["--webhook", "https://example.org/"], 2, "--webhook-secret-file");
      const local = ["--webhook", "http://127.0.0.1:9/", "--webhook-secret-file", "secret"];
      await refuse(local, 2, "Cannot send to http://127.0.0.1:9: the URL must begin with https");
    } finally {
      await Deno.remove(cwd, { recursive: true });
    }
  },
);

testWithSharedData("monitor serves while it watches, and Ctrl-C ends both", async () => {
  const cwd = await Deno.makeTempDir();
  try {
    await writeScene(cwd, 40);
    await Deno.mkdir(`${cwd}/out`);
    const child = cliCommand(
      ["monitor", "--source", "replay:quake.mseed?speed=4", ...ON, "--port", "0"],
      { cwd, permissions: ["-A"] },
    ).spawn();
    const stderr = followText(child.stderr);
    const stdout = followText(child.stdout);
    const url = (await stderr.until(/Listening on (\S+)\n/))[1];
    const response = await fetch(`${url}/fdsnws/event/1/version`);
    assertEquals(response.status, 200);
    await response.body?.cancel();
    await stdout.until(/notice +information: (\d+) of \1 stations are heard/);
    const second = await runCli(
      ["monitor", "--source", "replay:quake.mseed?speed=max", ...ON, "--no-serve"],
      { cwd, permissions: ["-A"] },
    );
    assertEquals(second.code, 6, second.stderr);
    assertStringIncludes(second.stderr, "another live system keeps its numbers there");
    child.kill("SIGINT");
    await stderr.until(/Ending the monitor\./);
    await stdout.until(
      /[1-9]\d* packets?: 0 picks, 0 events, 0 alert messages; kept in out\/live/,
    );
    assertEquals((await child.status).code, 0);
    await Promise.all([stderr.end(), stdout.end()]);
    using database = openDatabase(`${cwd}/out/live.db`, { mode: "read" });
    assertEquals(database.check(), []);
  } finally {
    await Deno.remove(cwd, { recursive: true });
  }
});

/** Reads a stream of text until something has been said. */
function followText(stream: ReadableStream<Uint8Array>) {
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  return {
    async until(pattern: RegExp): Promise<RegExpExecArray> {
      for (;;) {
        const match = pattern.exec(text);
        if (match !== null) return match;
        const { value, done } = await reader.read();
        assert(!done, `no ${pattern} in: ${text}`);
        text += value;
      }
    },
    async end(): Promise<void> {
      while (!(await reader.read()).done);
    },
  };
}
