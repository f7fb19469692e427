import { ConfigurationError, EnvironmentError, InputError } from "../domain/mod.ts";
import { onDisk, readFileIfThere, removeIfThere } from "./fdsn_disk.ts";
import { USGS_CSV_HEADER } from "./fdsn_event_row.ts";
import type { FdsnPiece } from "./fdsn_pieces.ts";
import { readUsgsRows } from "./fdsn_read_csv.ts";

/** What an unfinished fetch was asked to do; the same plan continues it, another is refused. */
export type FdsnPlan = Readonly<Record<string, unknown>>;

/** The pieces fetched so far, kept beside the output so that a killed fetch goes on. */
export interface FdsnJournal {
  /** Pieces of earlier runs, in their order. */
  readonly earlier: readonly FdsnPiece[];
  /** Adds a piece and waits until it is on the disk. */
  append(piece: FdsnPiece): Promise<void>;
  /** Notes the fingerprint of the file that is about to be put in place. */
  seal(sha256: string): Promise<void>;
  /** Lets go of the journal; it stays for a later run where it holds a piece. */
  close(): Promise<void>;
}

/**
 * Opens the journal of a plan: one JSON line for the plan, one for each finished piece. A last line
 * without its end is what a kill leaves behind, and is dropped.
 *
 * Throws ConfigurationError where the journal belongs to another plan, InputError where it is
 * damaged, EnvironmentError where the disk fails or another fetch holds it.
 */
export async function openFdsnJournal(
  path: string,
  plan: FdsnPlan,
  options: { restart?: boolean; sealOf: string | undefined },
): Promise<FdsnJournal> {
  const file = await onDisk(path, () => Deno.open(path, { read: true, write: true, create: true }));
  try {
    if (!await file.tryLock(true)) {
      throw new EnvironmentError(`Cannot use ${path}: another fetch is writing it.`, "disk");
    }
    const found = options.restart
      ? EMPTY
      : readJournal(await onDisk(path, () => readAll(file)), path);
    const isLeftOver = found.seal !== undefined && found.seal === options.sealOf;
    // A journal without a piece holds nothing to lose.
    const isEmpty = found.pieces.length === 0 || isLeftOver;
    if (!isEmpty) refuseOtherPlan(path, found.plan!, plan);
    await onDisk(path, () => file.truncate(isEmpty ? 0 : found.bytes));
    await file.seek(0, Deno.SeekMode.End);
    const append = (value: unknown) => onDisk(path, () => appendLine(file, value));
    if (isEmpty) await append({ quakecastFetch: 1, plan });
    let pieces = isEmpty ? 0 : found.pieces.length;
    return {
      earlier: isEmpty ? [] : found.pieces,
      append: async ({ rows, ...span }) => {
        await append({ ...span, lines: rows.map((row) => row.line) });
        pieces++;
      },
      seal: (sha256) => append({ seal: sha256 }),
      close: async () => {
        await release(file);
        if (pieces === 0) await onDisk(path, () => removeIfThere(path));
      },
    };
  } catch (error) {
    await release(file);
    throw error;
  }
}

/** Closing alone keeps the lock for a moment where a child process is just being started. */
async function release(file: Deno.FsFile): Promise<void> {
  await file.unlock();
  file.close();
}

/**
 * The span of time, UTC epoch milliseconds, of the unfinished fetch to `path`, or undefined where
 * there is none: whoever ends a query at the present moment continues with the moment of the first try.
 */
export async function readUnfinishedSpan(
  path: string,
): Promise<{ startMs: number; endMs: number } | undefined> {
  const bytes = await readFileIfThere(journalPath(path));
  if (bytes === undefined) return undefined;
  const { plan, seal } = readJournal(bytes, journalPath(path));
  if (plan === undefined || seal !== undefined) return undefined;
  return { startMs: Number(plan.startMs), endMs: Number(plan.endMs) };
}

/** Where the journal of an output file lies. */
export function journalPath(path: string): string {
  return `${path}.partial`;
}

interface FoundJournal {
  plan?: FdsnPlan;
  pieces: FdsnPiece[];
  seal?: string;
  /** Bytes of the whole lines, a seal aside. */
  bytes: number;
}

const EMPTY: FoundJournal = { pieces: [], bytes: 0 };

function readJournal(bytes: Uint8Array, path: string): FoundJournal {
  const found: FoundJournal = { pieces: [], bytes: 0 };
  let number = 0;
  for (let start = 0, end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, start)) {
    number++;
    const entry = readEntry(bytes.subarray(start, end), { path, number });
    start = end + 1;
    if (entry.seal !== undefined) {
      found.seal = entry.seal;
      break;
    }
    if (number === 1) found.plan = entry.plan;
    else found.pieces.push(pieceOf(entry, path));
    found.bytes = start;
  }
  return found;
}

// deno-lint-ignore no-explicit-any -- parsed JSON, judged right here
function readEntry(line: Uint8Array, at: { path: string; number: number }): any {
  let entry;
  try {
    entry = JSON.parse(new TextDecoder().decode(line));
  } catch {
    entry = undefined;
  }
  const isRight = at.number === 1
    ? entry?.quakecastFetch === 1 && typeof entry.plan === "object"
    : Array.isArray(entry?.lines) || typeof entry?.seal === "string";
  if (isRight) return entry;
  throw new InputError("Cannot continue an unfinished fetch", {
    source: at.path,
    line: at.number,
    expected: "the journal of a fetch; delete the file, or restart, to begin anew",
  });
}

function pieceOf(
  entry: { leg: number; startMs: number; endMs: number; lines: string[] },
  path: string,
): FdsnPiece {
  const { lines, ...span } = entry;
  return { ...span, rows: readUsgsRows([USGS_CSV_HEADER, ...lines].join("\n"), path) };
}

/** Names the first difference; the requests come last, for they only repeat what differs before. */
function refuseOtherPlan(path: string, theirs: FdsnPlan, ours: FdsnPlan): void {
  const keys = new Set([...Object.keys(theirs), ...Object.keys(ours)]);
  keys.delete("requests");
  for (const key of [...keys, "requests"]) {
    const [there, here] = [theirs[key], ours[key]].map((value) => JSON.stringify(value) ?? "none");
    if (there === here) continue;
    const why = key === "requests"
      ? "the file it updates has changed since"
      : `its ${key} is ${there}, this one's is ${here}`;
    throw new ConfigurationError(
      `Cannot continue the unfinished fetch in ${path}: ${why}. Ask for the same again, or ` +
        "restart to throw away what was fetched.",
      "restart",
    );
  }
}

async function appendLine(file: Deno.FsFile, value: unknown): Promise<void> {
  const bytes = new TextEncoder().encode(JSON.stringify(value) + "\n");
  for (let done = 0; done < bytes.length;) done += await file.write(bytes.subarray(done));
  await file.syncData();
}

async function readAll(file: Deno.FsFile): Promise<Uint8Array> {
  const bytes = new Uint8Array((await file.stat()).size);
  for (let done = 0; done < bytes.length;) {
    const read = await file.read(bytes.subarray(done));
    if (read === null) return bytes.subarray(0, done);
    done += read;
  }
  return bytes;
}
