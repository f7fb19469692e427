import { assert, assertEquals } from "@std/assert";
import { RandomStream } from "../../../../engine/mathematics/mod.ts";
import { openDatabase } from "../../../../engine/storage/mod.ts";
import { argumentsFor, withFolder } from "../storage_fixture.ts";

/** What kills did to a database. */
export interface KillReport {
  /** Kills. */
  kills: number;
  /** Steps of which the writer said that they are committed. */
  told: number;
  /** Steps that are there. */
  kept: number;
  /** Backups that were there after a kill, all of them sound. */
  backups: number;
}

/**
 * Kills (SIGKILL) a process that writes to one database, at seeded moments after its start or its first
 * commit, and opens the database after each: it must be sound, hold every step that was told, and no
 * step by halves.
 */
export async function killWhileWriting(
  { kills, seed, mostMs, report = () => {} }: {
    kills: number;
    seed: number;
    mostMs: number;
    report?: (line: string) => void;
  },
): Promise<KillReport> {
  const stream = new RandomStream(seed);
  const totals: KillReport = { kills, told: 0, kept: 0, backups: 0 };
  await withFolder(async (folder) => {
    const path = `${folder}/quakecast.db`;
    for (let kill = 0; kill < kills; kill++) {
      const told = await writeAndKill(path, {
        waitsForCommit: stream.uniform() < 0.8,
        extraMs: stream.uniform() * mostMs,
      });
      totals.told = Math.max(totals.told, told);
      totals.kept = checkSteps(path, totals.told);
      if (isThere(`${path}.backup`)) {
        checkSteps(`${path}.backup`, 0);
        totals.backups++;
      }
      if (kill % 10 === 9) report(`${kill + 1} of ${kills} kills, ${totals.kept} steps`);
    }
  });
  return totals;
}

/** Gives how many steps the process said that it committed, those of earlier processes included. */
async function writeAndKill(
  path: string,
  { waitsForCommit, extraMs }: { waitsForCommit: boolean; extraMs: number },
): Promise<number> {
  const process = new Deno.Command(Deno.execPath(), {
    args: argumentsFor("database/write_database.ts", path),
    stdout: "piped",
  }).spawn();
  let text = "";
  const decoder = new TextDecoder();
  const committed = Promise.withResolvers<void>();
  const reading = (async () => {
    for await (const chunk of process.stdout) {
      text += decoder.decode(chunk, { stream: true });
      committed.resolve();
    }
    committed.resolve();
  })();
  if (waitsForCommit) await committed.promise;
  await new Promise((resolve) => setTimeout(resolve, extraMs));
  process.kill("SIGKILL");
  await reading;
  assertEquals((await process.status).signal, "SIGKILL", "the writing process ended by itself");
  const lines = text.split("\n").slice(0, -1); // a line that was cut is not told
  return lines.length === 0 ? 0 : Number(lines.at(-1)) + 1;
}

/** Checks a database that was killed; gives how many steps it holds. */
function checkSteps(path: string, told: number): number {
  using database = openDatabase(path, { mode: "create" });
  assertEquals(database.check(), []);
  const { events, revisions, picks, alerts } = database.summarise();
  assert(alerts >= told, `${told} steps were committed, ${alerts} are there`);
  const expected = alerts === 0 ? [0, 0, 0] : [alerts + 1, 2 * alerts, alerts];
  assertEquals([events, revisions, picks], expected);
  assertEquals(database.events.get("same")?.revision ?? 0, alerts);
  return alerts;
}

function isThere(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
