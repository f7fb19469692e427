import { EnvironmentError } from "../domain/mod.ts";
import { describeReadFailure, describeWriteFailure } from "./disk_failure.ts";
import { parentOf, syncFolder, writeFileWhole } from "./write_file_whole.ts";

/** Ending of the name of the small file that tells how much of a file is whole. */
export const WHOLE_SUFFIX = ".whole";

/**
 * A file that grows by segments, each of which is in it whole or not at all: a segment is written,
 * reaches the disk, and only then a small file beside it (`path` + ".whole") tells the new length.
 * What an interrupted run left beyond that length is cut off when the file is opened again; closing
 * removes the small file. A path may have one writer at a time.
 *
 * Opening, appending and closing throw EnvironmentError ("disk" or "permission"); after a failed
 * append the file ends with the segment before.
 */
export class SegmentFile implements AsyncDisposable {
  readonly #path: string;
  readonly #file: Deno.FsFile;
  #bytes: number;
  #isOpen = true;

  private constructor(path: string, { file, bytes }: { file: Deno.FsFile; bytes: number }) {
    this.#path = path;
    this.#file = file;
    this.#bytes = bytes;
  }

  /** Opens a file to append to, or a new one. */
  static async open(path: string): Promise<SegmentFile> {
    const told = await readTold(path);
    let file: Deno.FsFile | undefined;
    try {
      file = await Deno.open(path, { read: true, write: true, create: true });
      const { size } = await file.stat();
      if (told !== undefined && size < told) {
        throw new EnvironmentError(
          `Cannot append to "${path}": it has ${size} bytes, but ${told} had been written; ` +
            `choose another path, or remove ${path}${WHOLE_SUFFIX} to take it as it is.`,
          "disk",
        );
      }
      const bytes = told ?? size;
      await writeFileWhole(path + WHOLE_SUFFIX, new TextEncoder().encode(String(bytes)));
      if (size > bytes) await file.truncate(bytes);
      await syncFolder(parentOf(path));
      return new SegmentFile(path, { file, bytes });
    } catch (error) {
      file?.close();
      throw error instanceof EnvironmentError ? error : describeWriteFailure("file", path, error);
    }
  }

  /** Bytes that are whole. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Appends one segment. */
  async append(segment: Uint8Array): Promise<void> {
    if (segment.length === 0) return;
    try {
      await this.#file.seek(this.#bytes, Deno.SeekMode.Start);
      for (let written = 0; written < segment.length;) {
        written += await this.#file.write(segment.subarray(written));
      }
      await this.#file.syncData();
      const bytes = this.#bytes + segment.length;
      await writeFileWhole(this.#path + WHOLE_SUFFIX, new TextEncoder().encode(String(bytes)));
      this.#bytes = bytes;
    } catch (error) {
      await this.#file.truncate(this.#bytes).catch(() => undefined);
      throw error instanceof EnvironmentError
        ? error
        : describeWriteFailure("file", this.#path, error);
    }
  }

  /** Ends the work on the file; it holds whole segments and nothing lies beside it. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#file.close();
    try {
      await Deno.remove(this.#path + WHOLE_SUFFIX);
    } catch (error) {
      throw describeWriteFailure("file", this.#path, error);
    }
  }
}

/** The length that an interrupted run told; undefined where there was none. */
async function readTold(path: string): Promise<number | undefined> {
  let text: string;
  try {
    text = await Deno.readTextFile(path + WHOLE_SUFFIX);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw describeReadFailure(path + WHOLE_SUFFIX, error);
  }
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new EnvironmentError(
    `Cannot append to "${path}": ${path}${WHOLE_SUFFIX} is none of ours; choose another path.`,
    "disk",
  );
}
