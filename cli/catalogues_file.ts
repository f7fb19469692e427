import { EnvironmentError, type PointEvents } from "../engine/domain/mod.ts";

/** Rows that are gathered before they are written. */
const CHUNK_ROWS = 10_000;

/**
 * A CSV of simulated catalogues, in the columns that pyCSEP reads: lon, lat, mag, time, depth,
 * catalog_id, event_id. Depths are not simulated. It takes its name when it is whole.
 */
export class CataloguesFile {
  readonly #path: string;
  readonly #partial: string;
  readonly #file: Deno.FsFile;
  #rows: string[] = ["lon,lat,mag,time,depth,catalog_id,event_id"];

  private constructor(path: string, file: Deno.FsFile) {
    this.#path = path;
    this.#partial = `${path}.partial`;
    this.#file = file;
  }

  /** Opens a file. Throws EnvironmentError where that is not possible. */
  static async open(path: string): Promise<CataloguesFile> {
    try {
      const file = await Deno.open(`${path}.partial`, {
        write: true,
        create: true,
        truncate: true,
      });
      return new CataloguesFile(path, file);
    } catch (cause) {
      throw failure(path, cause);
    }
  }

  /** Adds a catalogue. Throws EnvironmentError where the disk refuses. */
  add({ timeMs, magnitude, places, size }: PointEvents, catalogue: number): void {
    if (places.kind === "plane") throw new RangeError("Cannot write a plane as degrees");
    for (let i = 0; i < size; i++) {
      const time = new Date(timeMs[i]).toISOString().slice(0, -1);
      const place = `${places.longitude[i].toFixed(6)},${places.latitude[i].toFixed(6)}`;
      this.#rows.push(`${place},${magnitude[i]},${time},nan,${catalogue},${i}`);
    }
    if (this.#rows.length >= CHUNK_ROWS) this.#write();
  }

  /** Ends the file and gives it its name. Throws EnvironmentError where the disk refuses. */
  async finish(): Promise<void> {
    this.#write();
    try {
      await this.#file.sync();
      this.#file.close();
      await Deno.rename(this.#partial, this.#path);
    } catch (cause) {
      throw failure(this.#path, cause);
    }
  }

  /** Removes what was written of a file that will not be whole. */
  async abandon(): Promise<void> {
    try {
      this.#file.close();
    } catch {
      // It was closed before its name could be given.
    }
    await Deno.remove(this.#partial).catch(() => undefined); // the first failure is the one to tell
  }

  #write(): void {
    if (this.#rows.length === 0) return;
    const bytes = new TextEncoder().encode(this.#rows.join("\n") + "\n");
    this.#rows = [];
    try {
      for (let written = 0; written < bytes.length;) {
        written += this.#file.writeSync(bytes.subarray(written));
      }
    } catch (cause) {
      throw failure(this.#path, cause);
    }
  }
}

function failure(path: string, cause: unknown): unknown {
  if (cause instanceof Deno.errors.NotCapable) return cause;
  return new EnvironmentError(
    `Cannot write the catalogues "${path}": ${(cause as Error).message}`,
    "disk",
    { cause },
  );
}
