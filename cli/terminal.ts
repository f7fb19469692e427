import type { Progress } from "../engine/domain/mod.ts";
import { ProgressLine } from "./progress_line.ts";
import { wrapLines } from "./wrap_lines.ts";

const encoder = new TextEncoder();

/** How a run speaks to its user. */
export interface TerminalOptions {
  /** One JSON document on stdout and nothing else there. */
  json: boolean;
  /** No messages and no progress on stderr. */
  quiet: boolean;
}

/** The two streams of a run: the answer on stdout, messages and progress on stderr. */
export class Terminal {
  /** Whether the answer is one JSON document. */
  readonly json: boolean;
  readonly #quiet: boolean;
  readonly #progress: ProgressLine | undefined;

  /** Opens no stream yet. */
  constructor({ json, quiet }: TerminalOptions) {
    this.json = json;
    this.#quiet = quiet;
    this.#progress = quiet ? undefined : new ProgressLine(writeError);
  }

  /** Whether neither messages nor progress are shown. */
  get isQuiet(): boolean {
    return this.#quiet;
  }

  /** Writes the answer: the text for a person, long lines broken, or the document where JSON was asked for. */
  answer({ document, text }: { document: () => unknown; text: () => string }): void {
    this.writeOut(this.json ? JSON.stringify(document(), null, 2) : wrapLines(text()));
  }

  /** Writes text to stdout as it is, ending in one newline. */
  writeOut(text: string): void {
    this.finishProgress();
    writeAll(Deno.stdout, encoder.encode(text.endsWith("\n") ? text : text + "\n"));
  }

  /** Writes bytes to stdout as they are. */
  writeBytes(bytes: Uint8Array): void {
    this.finishProgress();
    writeAll(Deno.stdout, bytes);
  }

  /** Tells something beside the answer, unless the run is quiet. */
  say(text: string): void {
    this.finishProgress();
    if (!this.#quiet) writeError(text + "\n");
  }

  /** Shows how far the work has come, unless the run is quiet; an own function, to be passed on. */
  readonly progress = (progress: Progress): void => {
    this.#progress?.show(progress);
  };

  /** Ends a progress line, so that what follows starts on a line of its own. */
  finishProgress(): void {
    this.#progress?.finish();
  }
}

/** Writes to stderr, quiet or not: errors are always told. Work goes on where whoever read it has gone. */
export function writeError(text: string): void {
  try {
    writeAll(Deno.stderr, encoder.encode(text));
  } catch (error) {
    if (!(error instanceof Deno.errors.BrokenPipe)) throw error;
  }
}

function writeAll(stream: { writeSync(bytes: Uint8Array): number }, bytes: Uint8Array): void {
  let written = 0;
  while (written < bytes.length) written += stream.writeSync(bytes.subarray(written));
}
