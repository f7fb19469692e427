import { EnvironmentError, InputError } from "../domain/mod.ts";
import { describeReadFailure, describeWriteFailure } from "./disk_failure.ts";
import { sha256 } from "./model_manifest.ts";
import { parentOf, syncFolder } from "./write_file_whole.ts";

/** Hexadecimal digits of a line's checksum. */
const CHECK_LENGTH = 16;

const LINE_START = '{"check":"';
const LINE_END = 0x0a;

/** What was in a journal when it was opened. */
export interface OpenedJournal {
  /** To go on with. */
  journal: JournalFile;
  /** The records, in the order in which they were written. */
  records: unknown[];
  /** Bytes of a last line that was not whole, which were cut off; 0 for none. */
  tornBytes: number;
}

/**
 * A file of JSON lines that only grows: `{"check":…,"record":…}`, the check being the first 16 digits of
 * the record's SHA-256. A record has reached the disk once its `append` is done; what a kill or a power
 * cut left of a line after that is cut off when the journal is opened again. A path has one writer at a
 * time: a second one is refused.
 *
 * Opening throws InputError, with the line, for a journal that is damaged before its last line, and
 * EnvironmentError ("disk", "permission"), as appending does.
 */
export class JournalFile implements AsyncDisposable {
  readonly #path: string;
  readonly #file: Deno.FsFile;
  #last: Promise<void> = Promise.resolve();

  private constructor(path: string, file: Deno.FsFile) {
    this.#path = path;
    this.#file = file;
  }

  /** Opens a journal, or starts one. */
  static async open(path: string): Promise<OpenedJournal> {
    const file = await openLocked(path);
    try {
      const bytes = await readWhole(file).catch((error) => {
        throw describeReadFailure(path, error);
      });
      const { records, whole } = readLines(bytes, path);
      if (whole < bytes.length) await file.truncate(whole);
      await file.seek(whole, Deno.SeekMode.Start);
      await syncFolder(parentOf(path));
      return { journal: new JournalFile(path, file), records, tornBytes: bytes.length - whole };
    } catch (error) {
      file.close();
      throw error;
    }
  }

  /** Throws a journal away, whatever is in it; refused while one writes it. */
  static async remove(path: string): Promise<void> {
    (await openLocked(path)).close();
    await Deno.remove(path).catch((error) => {
      throw describeWriteFailure("journal", path, error);
    });
  }

  /** Adds a record; done once it is on the disk. Calls are served in order. */
  append(record: unknown): Promise<void> {
    this.#last = this.#last.then(() => this.#write(record));
    return this.#last;
  }

  /** Lets the file go, once what was appended is on the disk. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#last.catch(() => {}); // whoever appended was told
    this.#file.close();
  }

  async #write(record: unknown): Promise<void> {
    const text = JSON.stringify(record);
    const line = `{"check":"${checkOf(text)}","record":${text}}\n`;
    const bytes = new TextEncoder().encode(line);
    try {
      for (let written = 0; written < bytes.length;) {
        written += await this.#file.write(bytes.subarray(written));
      }
      await this.#file.syncData();
    } catch (error) {
      throw describeWriteFailure("journal", this.#path, error);
    }
  }
}

/** Opens a file for one writer alone. */
async function openLocked(path: string): Promise<Deno.FsFile> {
  const file = await Deno.open(path, { read: true, write: true, create: true }).catch((error) => {
    throw describeWriteFailure("journal", path, error);
  });
  if (await file.tryLock(true)) return file;
  file.close();
  const message = `Cannot open journal "${path}": another process writes it.`;
  throw new EnvironmentError(message, "disk");
}

/** Reads by the handle that holds the lock: on Windows no other may. */
async function readWhole(file: Deno.FsFile): Promise<Uint8Array> {
  const bytes = new Uint8Array((await file.stat()).size);
  let read = 0;
  while (read < bytes.length) {
    const count = await file.read(bytes.subarray(read));
    if (count === null) break;
    read += count;
  }
  return bytes.subarray(0, read);
}

function readLines(bytes: Uint8Array, path: string): { records: unknown[]; whole: number } {
  refuseOtherFile(bytes, path);
  const records: unknown[] = [];
  let whole = 0;
  while (whole < bytes.length) {
    const end = bytes.indexOf(LINE_END, whole);
    const record = end < 0 ? undefined : readLine(bytes.subarray(whole, end));
    if (record === undefined) {
      if (end < 0 || end === bytes.length - 1) break; // torn: the last one
      throw new InputError("Cannot read the journal: it is damaged", {
        ...{ source: path, line: records.length + 1, byte: whole },
        expected: "a line that fits its checksum",
      });
    }
    records.push(record.value);
    whole = end + 1;
  }
  return { records, whole };
}

/** What is no journal must not be cut as if it were a torn one. */
function refuseOtherFile(bytes: Uint8Array, path: string): void {
  const start = new TextDecoder().decode(bytes.subarray(0, LINE_START.length));
  if (LINE_START.startsWith(start)) return;
  throw new InputError("Cannot read the file as a journal", {
    ...{ source: path, line: 1, expected: `a line that begins with ${LINE_START}` },
  });
}

function readLine(bytes: Uint8Array): { value: unknown } | undefined {
  const match = /^\{"check":"([0-9a-f]{16})","record":(.*)\}$/s.exec(
    new TextDecoder().decode(bytes),
  );
  if (match === null || checkOf(match[2]) !== match[1]) return undefined;
  return { value: JSON.parse(match[2]) };
}

function checkOf(text: string): string {
  return sha256(new TextEncoder().encode(text)).slice(0, CHECK_LENGTH);
}
