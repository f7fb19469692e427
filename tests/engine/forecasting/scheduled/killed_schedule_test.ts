import { assert, assertEquals } from "@std/assert";
import { fileURLToPath } from "node:url";
import type { ScheduledForecast } from "../../../../engine/domain/mod.ts";
import { RandomStream } from "../../../../engine/mathematics/mod.ts";
import { openDatabase } from "../../../../engine/storage/mod.ts";
import { withFolder } from "../../storage/storage_fixture.ts";
import { START_MS } from "../point_catalogue.ts";
import { DAY_MS, insertEvents, simulatePointEvents } from "./scheduled_fixture.ts";

const PROGRAM = fileURLToPath(new URL("schedule_until_killed.ts", import.meta.url));
const KILLS = 4;

/** Runs the program from a day on and kills it a while after it told of one; gives the last day it told. */
async function forecastAndKill(
  path: string,
  { day, extraMs }: { day: number; extraMs: number },
): Promise<number> {
  const process = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--quiet",
      "--no-check",
      "--allow-read",
      "--allow-write",
      PROGRAM,
      path,
      `${day}`,
    ],
    stdout: "piped",
  }).spawn();
  const reader = process.stdout.pipeThrough(new TextDecoderStream()).getReader();
  let told = (await reader.read()).value ?? "";
  await new Promise((resolve) => setTimeout(resolve, extraMs));
  process.kill("SIGKILL");
  for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
    told += value;
  }
  assertEquals((await process.status).signal, "SIGKILL");
  return Number(told.trim().split("\n").at(-1));
}

Deno.test("killed at random times, a schedule goes on: no forecast and no outcome is lost or doubled", () =>
  withFolder(async (folder) => {
    const path = `${folder}/quakecast.db`;
    {
      using database = openDatabase(path, { mode: "create" });
      insertEvents(database, simulatePointEvents(200), { startMs: 0, endMs: Infinity });
    }
    const random = new RandomStream(5);
    let told = -1;
    for (let kill = 0; kill < KILLS; kill++) {
      told = await forecastAndKill(path, { day: told + 1, extraMs: 200 * random.uniform() });
    }
    using database = openDatabase(path, { mode: "read" });
    const kept = database.scheduled.list({ limit: 1_000 }).reverse();
    assert(told >= KILLS - 1 && kept.length >= told + 1, `${kept.length} kept, ${told} told`);
    assert(kept.length <= told + 2, "at most one was kept and not told");
    kept.forEach(({ id, startMs, kind }, day) => {
      assertEquals([startMs, kind], [START_MS + (100 + day) * DAY_MS, "daily"]);
      const [{ document }] = database.forecasts.query({ id });
      assertEquals((document as ScheduledForecast).missedMs, []);
      assert(database.scheduled.evidence(id) !== undefined);
      const isDue = day <= told - 3;
      const outcomes = database.forecasts.outcomes(id);
      assert(
        isDue ? outcomes.length === 1 : outcomes.length <= 1,
        `${outcomes.length} of day ${day}`,
      );
      assert(outcomes.every(({ scores }) => scores.length >= 8));
    });
    assertEquals(database.check(), []);
  }));
