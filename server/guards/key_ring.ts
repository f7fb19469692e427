import { ConfigurationError } from "../../engine/domain/mod.ts";
import { type ApiKeys, readApiKeys } from "../api_keys.ts";

/** How often the file is looked at, milliseconds: soon enough for a key that was lost. */
const LOOK_EVERY_MS = 2_000;

/** How a key ring is held. */
export interface KeyRingOptions {
  /** Receives a sentence when the file was changed, or cannot be read any more. */
  log: (line: string) => void;
  /** Milliseconds between two looks at the file; 2000 unless given. */
  lookEveryMs?: number;
}

/**
 * The API keys of a file, which may change while the server runs: keys that are added or removed count
 * from the next look. A file that has become unreadable or wrong leaves the keys as they were.
 */
export class KeyRing {
  readonly #path: string | undefined;
  readonly #options: Required<KeyRingOptions>;
  #keys: ApiKeys;
  #mark: string | undefined;
  /** Of the last file of which it was told that it cannot be read. */
  #toldMark: string | undefined;
  #nextLookMs = 0;
  #looking: Promise<void> | undefined;

  private constructor(path: string | undefined, keys: ApiKeys, options: Required<KeyRingOptions>) {
    this.#path = path;
    this.#keys = keys;
    this.#options = options;
  }

  /**
   * Reads the file; without one, everybody is let in. Throws ConfigurationError for a file without keys
   * or with a wrong line, and EnvironmentError where it cannot be read.
   */
  static async open(path: string | undefined, options: KeyRingOptions): Promise<KeyRing> {
    const settings = { lookEveryMs: LOOK_EVERY_MS, ...options };
    if (path === undefined) return new KeyRing(undefined, [], settings);
    const mark = await markOf(path); // before the file is read: what changes between is seen later
    const keys = await readApiKeys(path);
    if (keys.length === 0) {
      throw new ConfigurationError(`Cannot read the API keys: ${path} has none.`, "apiKeysFile");
    }
    const ring = new KeyRing(path, keys, settings);
    ring.#mark = mark;
    ring.#nextLookMs = performance.now() + settings.lookEveryMs;
    return ring;
  }

  /** Whether only who bears a key is let in. */
  get isGuarding(): boolean {
    return this.#path !== undefined;
  }

  /** The keys of now; it looks at the file where that is due. A file left without keys lets nobody in. */
  async keys(): Promise<ApiKeys> {
    if (this.#path !== undefined && performance.now() >= this.#nextLookMs) {
      this.#looking ??= this.#look(this.#path).finally(() => this.#looking = undefined);
      await this.#looking;
    }
    return this.#keys;
  }

  /** What could not be read is read again at the next look: a key that was removed must not stay for ever. */
  async #look(path: string): Promise<void> {
    const mark = await markOf(path);
    if (mark !== this.#mark) {
      try {
        this.#keys = await readApiKeys(path);
        this.#mark = mark;
        this.#options.log(`The API keys were read anew: ${this.#keys.length}.`);
      } catch (error) {
        if (error instanceof ConfigurationError) this.#mark = mark; // it stays wrong until it changes
        const line = `${(error as Error).message} The keys stay as they were.`;
        if (mark !== this.#toldMark) this.#options.log(line);
        this.#toldMark = mark;
      }
    }
    this.#nextLookMs = performance.now() + this.#options.lookEveryMs;
  }
}

/** What changes when a file does. */
async function markOf(path: string): Promise<string> {
  try {
    const { mtime, ctime, size, ino } = await Deno.stat(path);
    return [mtime?.getTime(), ctime?.getTime(), size, ino].join(" ");
  } catch (error) {
    return (error as Error).name; // reading it says what is wrong
  }
}
