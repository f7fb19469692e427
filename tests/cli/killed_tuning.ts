import { assert, assertMatch } from "@std/assert";
import type { ModelSearch } from "../../engine/domain/mod.ts";
import { cliCommand, type CliOptions, type CliResult, runCli } from "./run_cli.ts";

/** What of a search must not depend on how it ran: all of its leader board but the seconds. */
export interface SearchOutcome {
  /** Trials, the best first. */
  board: Record<string, unknown>[];
  /** The search as the card has it. */
  search: ModelSearch;
  /** SHA-256 of the winner's weights, as the folder's checksums have it. */
  weights: string;
}

/** Reads what a search left. */
export async function readOutcome(out: string): Promise<SearchOutcome> {
  const read = async (path: string) => JSON.parse(await Deno.readTextFile(path));
  const { rows, search } = await read(`${out}.leader-board.json`);
  const board = rows.map(({ seconds: _, ...row }: Record<string, unknown>) => row);
  const checksums = await read(`${out}/checksums.json`);
  return { board, search, weights: JSON.stringify(checksums).match(/weights\.bin[^}]*/)![0] };
}

/** One end of a search on its way. */
export interface Kill {
  /** Lines of the journal at which it comes. */
  atLine: number;
  /** What ends the run. */
  signal: Deno.Signal;
  /** What the run says then. */
  stderr?: RegExp;
}

/** How a search is killed on its way. */
export interface KillOptions extends CliOptions {
  /** Journal of the search. */
  journal: string;
  /** The kills, in order. */
  kills: readonly Kill[];
  /** Whether the last line of the journal is cut short after the last kill. */
  tearLast?: boolean;
}

/** Runs a search to its end, killing it each time its journal has grown so far, and resuming it. */
export async function tuneWithKills(
  args: readonly string[],
  { journal, kills, tearLast, ...options }: KillOptions,
): Promise<CliResult> {
  for (const [i, kill] of kills.entries()) {
    const child = cliCommand([...args, ...(i === 0 ? [] : ["--resume"])], options).spawn();
    const ended = child.output();
    await waitForLines(journal, kill.atLine, ended);
    child.kill(kill.signal);
    const { code, stderr } = await ended;
    const text = new TextDecoder().decode(stderr);
    assert(code !== 0, text);
    if (kill.stderr !== undefined) assertMatch(text, kill.stderr);
  }
  if (tearLast) {
    const bytes = await Deno.readFile(journal);
    await Deno.writeFile(journal, bytes.subarray(0, bytes.length - 9));
  }
  return await runCli([...args, "--resume"], options);
}

async function waitForLines(
  path: string,
  lines: number,
  ended: Promise<Deno.CommandOutput>,
): Promise<void> {
  let isOver = false;
  void ended.then(() => isOver = true);
  for (;;) {
    const text = await Deno.readTextFile(path).catch(() => "");
    if (text.split("\n").length > lines) return;
    if (isOver) {
      const { stderr } = await ended;
      assert(false, `ended before line ${lines}: ${new TextDecoder().decode(stderr)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
