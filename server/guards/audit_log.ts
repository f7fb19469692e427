import { EnvironmentError } from "../../engine/domain/mod.ts";

/** A request as the audit log has it: who did what, and what came of it. No key and no body. */
export interface AuditedRequest {
  /** What it tells of. */
  readonly kind: "request";
  /** Name of the key; null where there was none. */
  readonly key: string | null;
  /** Where it came from. */
  readonly address: string;
  /** Method of HTTP. */
  readonly method: string;
  /** Route, as in the documentation, or "unmatched". */
  readonly route: string;
  /** Status of the answer. */
  readonly status: number;
  /** Identifier, as in the answer. */
  readonly requestId: string;
}

/** A webhook that could not be delivered. */
export interface AuditedWebhook {
  /** What it tells of. */
  readonly kind: "webhook";
  /** A sentence. */
  readonly message: string;
}

/** How an audit log is kept. */
export interface AuditLogOptions {
  /** Receives a sentence where the file cannot be written. */
  log: (line: string) => void;
  /** Bytes from which a new file is begun; 10 MiB unless given. */
  limitBytes?: number;
  /** Older files that are kept, as PATH.1 (the newest) and so on; 9 unless given, 1 at least. */
  keep?: number;
}

/** One JSON object a line, with its time, appended to a file that is rotated by its size. */
export class AuditLog {
  readonly #path: string;
  readonly #options: Required<AuditLogOptions>;
  #file: Deno.FsFile;
  #size: number;

  /** Opens the file, at its end. Throws EnvironmentError where it cannot be written. */
  constructor(path: string, options: AuditLogOptions) {
    this.#path = path;
    this.#options = { limitBytes: 10 * 2 ** 20, keep: 9, ...options };
    try {
      this.#file = openAtEnd(path);
      this.#size = this.#file.statSync().size;
    } catch (cause) {
      const why = cause instanceof Deno.errors.NotCapable
        ? `add --allow-write=${path}`
        : (cause as Error).message;
      throw new EnvironmentError(`Cannot write the audit log ${path}: ${why}`, "disk", { cause });
    }
  }

  /** Writes an entry down, at a time, UTC epoch milliseconds. A failure is told and harms no request. */
  record(entry: AuditedRequest | AuditedWebhook, timeMs: number): void {
    const line = JSON.stringify({ time: new Date(timeMs).toISOString(), ...entry }) + "\n";
    const bytes = new TextEncoder().encode(line);
    try {
      this.#rotateWhereDue(bytes.length);
      for (let at = 0; at < bytes.length;) at += this.#file.writeSync(bytes.subarray(at));
      this.#size += bytes.length;
    } catch (error) {
      this.#options.log(
        `Cannot write the audit log ${this.#path}: ${(error as Error).message} ${line}`.trimEnd(),
      );
    }
  }

  /** Ends it. */
  close(): void {
    this.#file.close();
  }

  /** Where a new file cannot be begun, the old one grows on. */
  #rotateWhereDue(more: number): void {
    if (this.#size === 0 || this.#size + more <= this.#options.limitBytes) return;
    try {
      this.#rotate();
    } catch (error) {
      this.#options.log(`Cannot begin a new audit log: ${(error as Error).message}`);
    }
  }

  /** The new file is open before the old one is let go: a failure leaves a file to write to. */
  #rotate(): void {
    const { keep } = this.#options;
    for (let age = keep - 1; age >= 1; age--) {
      renameWhereThere(`${this.#path}.${age}`, `${this.#path}.${age + 1}`);
    }
    renameWhereThere(this.#path, `${this.#path}.1`);
    const file = openAtEnd(this.#path);
    this.#file.close();
    this.#file = file;
    this.#size = 0;
  }
}

/** Only its owner may read it: it tells who did what. */
function openAtEnd(path: string): Deno.FsFile {
  return Deno.openSync(path, { append: true, create: true, mode: 0o600 });
}

function renameWhereThere(from: string, to: string): void {
  try {
    Deno.renameSync(from, to);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
