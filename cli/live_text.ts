import { terminalWidth } from "./progress_line.ts";
import { writeError } from "./terminal.ts";

/** Several lines on stderr that are rewritten; nothing where stderr is no terminal. */
export class LiveText {
  readonly #isShown: boolean;
  #lines = 0;

  /** Shown in a terminal, unless the run is quiet. */
  constructor({ quiet }: { quiet: boolean }) {
    this.#isShown = !quiet && Deno.stderr.isTerminal();
  }

  /** Shows a text in place of the last one. */
  show(text: string): void {
    if (!this.#isShown) return;
    // A line that the terminal would break is cut: it counts as one when it is erased.
    const width = terminalWidth() - 1;
    const lines = text.split("\n").map((line) => line.slice(0, width));
    writeError(this.#erasure() + lines.join("\n") + "\n");
    this.#lines = lines.length;
  }

  /** Takes the last text away, so that what follows starts on a line of its own. */
  clear(): void {
    if (this.#lines > 0) writeError(this.#erasure());
    this.#lines = 0;
  }

  /** Up by the lines that are there, then all below is erased. */
  #erasure(): string {
    return this.#lines === 0 ? "" : `\x1b[${this.#lines}A\x1b[J`;
  }
}
