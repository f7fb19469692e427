import { assert, assertEquals } from "@std/assert";
import type { AlertMessage, KeptLiveMessage } from "../../engine/domain/mod.ts";
import { openDatabase } from "../../engine/storage/mod.ts";
import { testWithSharedData } from "../shared_data.ts";
import { ON, writeScene } from "./monitor_scene.ts";
import { cliCommand } from "./run_cli.ts";

const WATCH = [
  "monitor",
  "--source",
  "replay:quake.mseed?speed=max",
  ...ON,
  "--no-serve",
  "--json",
];

/** Watches until a number of alerts were told, and kills then, or to the end; gives what was told. */
async function watch(cwd: string, alerts: number): Promise<KeptLiveMessage[]> {
  const child = cliCommand(WATCH, { cwd, permissions: ["-A"] }).spawn();
  const said = new Response(child.stderr).text();
  let [text, seen] = ["", 0];
  for await (const piece of child.stdout.pipeThrough(new TextDecoderStream())) {
    text += piece;
    seen += piece.split('"kind":"alert"').length - 1;
    if (seen >= alerts) child.kill("SIGKILL");
    if (seen >= alerts) seen = -Infinity;
  }
  const { code } = await child.status;
  assertEquals(code, Number.isFinite(alerts) ? 137 : 0, await said);
  await said;
  const lines = text.split("\n").slice(0, -1); // the last one may be half written
  return lines.map((line) => JSON.parse(line)).filter(({ number }) => number !== undefined);
}

testWithSharedData(
  "killed while alerts are told: the database is whole, no number is given twice, every alert is kept",
  async () => {
    const cwd = await Deno.makeTempDir();
    try {
      await writeScene(cwd);
      await Deno.mkdir(`${cwd}/out`);
      const told: KeptLiveMessage[] = [];
      for (const alerts of [1, 3, Infinity]) {
        const before = told.at(-1)?.number ?? 0;
        const some = await watch(cwd, alerts);
        assert(some[0].number > before, "a number that was seen is not given again");
        told.push(...some);
        using database = openDatabase(`${cwd}/out/live.db`, { mode: "read" });
        assertEquals(database.check(), []);
        const kept = database.live.last(100_000);
        assertEquals(kept.map(({ number }) => number), kept.map((_, i) => i + 1));
        const asLine = (message: KeptLiveMessage) => JSON.parse(JSON.stringify(message)); // no NaN
        for (const message of some) assertEquals(asLine(kept[message.number - 1]), message);
      }
      using database = openDatabase(`${cwd}/out/live.db`, { mode: "read" });
      const known = new Set(database.alerts.query().map(({ id, revision }) => `${id} ${revision}`));
      const all = database.live.last(100_000).filter(({ kind }) => kind === "alert");
      assert(all.length >= 4);
      for (const { data } of all) {
        const { eventId, revision } = data as AlertMessage;
        assert(known.has(`${eventId} ${revision}`), `${eventId} ${revision}`);
      }
    } finally {
      await Deno.remove(cwd, { recursive: true });
    }
  },
);
