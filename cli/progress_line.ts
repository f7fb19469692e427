import type { Progress } from "../engine/domain/mod.ts";

/** Milliseconds between two states of a line that is rewritten. */
const REWRITE_MS = 100;

/** Milliseconds between two lines where none can be rewritten, as in a log. */
const LOG_MS = 10_000;

/** Milliseconds of work before a time left is worth naming. */
const ESTIMATE_AFTER_MS = 500;

const BAR_WIDTH = 24;

/**
 * Shows progress with the time left on stderr: one rewritten line in a terminal, elsewhere a line at
 * the start of a stage and every ten seconds.
 */
export class ProgressLine {
  readonly #write: (text: string) => void;
  readonly #isTerminal: boolean;
  #stage = "";
  #startedMs = 0;
  #startedAt = 0;
  #shownMs = -Infinity;
  #isOpen = false;

  /** `write` takes text for stderr. */
  constructor(
    write: (text: string) => void,
    isTerminal: boolean = Deno.stderr.isTerminal(),
  ) {
    this.#write = write;
    this.#isTerminal = isTerminal;
  }

  /** Shows a state, unless the last was shown a moment ago. */
  show(progress: Progress): void {
    const nowMs = performance.now();
    if (progress.stage !== this.#stage) {
      this.finish();
      this.#stage = progress.stage;
      [this.#startedMs, this.#startedAt, this.#shownMs] = [nowMs, progress.done, -Infinity];
    }
    const isLast = progress.done >= progress.total;
    const pauseMs = this.#isTerminal ? REWRITE_MS : LOG_MS;
    if (nowMs - this.#shownMs < pauseMs && !(isLast && this.#isTerminal)) return;
    this.#shownMs = nowMs;
    const line = describeProgress(progress, this.#leftMs(progress, nowMs));
    if (!this.#isTerminal) return this.#write(line + "\n");
    this.#write("\r\x1b[K" + line.slice(0, terminalWidth() - 1));
    this.#isOpen = true;
  }

  /** Ends the line that is being rewritten. */
  finish(): void {
    if (this.#isOpen) this.#write("\n");
    this.#isOpen = false;
  }

  #leftMs({ done, total }: Progress, nowMs: number): number | undefined {
    const [spentMs, steps] = [nowMs - this.#startedMs, done - this.#startedAt];
    if (spentMs < ESTIMATE_AFTER_MS || steps <= 0) return undefined;
    return spentMs / steps * (total - done);
  }
}

/** A state of work in one line of text: what, a bar, per cent, a remark and the time left. */
export function describeProgress(progress: Progress, leftMs: number | undefined): string {
  const { stage, done, total, remark } = progress;
  const share = total > 0 ? Math.min(1, Math.max(0, done / total)) : 0;
  const full = Math.floor(share * BAR_WIDTH);
  const bar = "#".repeat(full) + "-".repeat(BAR_WIDTH - full);
  const parts = [`${stage} [${bar}] ${String(Math.floor(share * 100)).padStart(3)} %`];
  if (remark !== undefined) parts.push(remark);
  if (leftMs !== undefined && share < 1) parts.push(`${describeSeconds(leftMs)} left`);
  return parts.join("  ");
}

/** "8 s", "3 min 20 s" or "2 h 5 min". */
export function describeSeconds(milliseconds: number): string {
  const seconds = Math.max(1, Math.round(milliseconds / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** Columns of the terminal; 80 where there is none to measure. */
export function terminalWidth(): number {
  try {
    // A terminal of 0 columns exists, under some supervisors.
    return Deno.consoleSize().columns || 80;
  } catch {
    return 80; // No terminal to measure, as when only stdin is redirected.
  }
}
