import {
  ConfigurationError,
  formatChannelCode,
  type Pick,
  type Trace,
  traceEndMs,
} from "../../domain/mod.ts";
import { cutTrace } from "../../preprocessing/mod.ts";
import { classicalTracePicker } from "../classical_trace_picker.ts";
import type { PickedPart } from "../picking/instrument_picker.ts";
import type { InstrumentStream } from "./instrument_stream.ts";
import { JoinedPieces } from "./joined_pieces.ts";

/** Seconds before what is told, which S needs its P in and the long average its noise. */
const BEFORE_SECONDS = 50;
/** Seconds after it: S comes at most 25 s after its P, and its window closes behind it. */
const AFTER_SECONDS = 30;
/** Times of a picker's onset may move a little from look to look; nearer ones of a phase are the same. */
const SAME_MS = 500;

/**
 * A classical picker on one instrument as its packets come: each `stepSeconds` of absolute time it looks
 * at the record around those seconds, and tells what lies in them, half a minute after.
 *
 * Throws ConfigurationError for a name that is not listed or a step that is not positive.
 */
export function classicalInstrumentStream(
  name: string,
  { stepSeconds = 10 }: { stepSeconds?: number } = {},
): InstrumentStream {
  if (!(stepSeconds > 0 && stepSeconds <= 600)) {
    throw new ConfigurationError(
      `Cannot set step to ${stepSeconds}: expected a number from 0 to 600.`,
      "step",
    );
  }
  return new ClassicalInstrumentStream(name, 1000 * stepSeconds);
}

class ClassicalInstrumentStream implements InstrumentStream {
  readonly #picker: ReturnType<typeof classicalTracePicker>;
  readonly #stepMs: number;
  readonly #channels = new Map<string, JoinedPieces>();
  /** End of the newest sample, and up to where picks were told, UTC epoch milliseconds. */
  #newestMs = -Infinity;
  #toldMs = -Infinity;
  readonly #last = new Map<string, number>();

  constructor(name: string, stepMs: number) {
    this.#picker = classicalTracePicker(name);
    this.#stepMs = stepMs;
  }

  push(traces: readonly Trace[]): PickedPart {
    for (const trace of traces) {
      if (trace.samples.length === 0) continue;
      const name = formatChannelCode(trace.code);
      const kept = this.#channels.get(name) ?? new JoinedPieces(trace.code);
      if (trace.startTimeMs <= kept.endMs) continue; // came before
      kept.push(trace);
      this.#channels.set(name, kept);
      this.#newestMs = Math.max(this.#newestMs, traceEndMs(trace));
    }
    const certainMs = this.#newestMs - 1000 * AFTER_SECONDS;
    const untilMs = Math.floor(certainMs / this.#stepMs) * this.#stepMs;
    return this.#tell(untilMs);
  }

  preview(): Pick[] {
    return []; // looking again each second would cost as much as all else
  }

  finish(): PickedPart {
    return this.#tell(Infinity);
  }

  #tell(untilMs: number): PickedPart {
    const part: PickedPart = { picks: [], notes: [] };
    if (!(untilMs > this.#toldMs)) return part;
    const fromMs = this.#toldMs;
    this.#toldMs = untilMs;
    const span = { fromMs: fromMs - 1000 * BEFORE_SECONDS, toMs: Infinity };
    const traces = [...this.#channels.values()].flatMap((pieces) => pieces.read())
      .map((trace) => cutTrace(trace, span)).filter(({ samples }) => samples.length > 0);
    const found = this.#picker.pick(traces) as PickedPart;
    this.#forget(untilMs - 1000 * BEFORE_SECONDS);
    for (const pick of found.picks) {
      const lastMs = this.#last.get(pick.phase) ?? -Infinity;
      if (pick.timeMs < fromMs - SAME_MS || pick.timeMs >= untilMs) continue;
      if (pick.timeMs - lastMs < SAME_MS) continue;
      this.#last.set(pick.phase, pick.timeMs);
      part.picks.push(pick);
    }
    return part;
  }

  #forget(beforeMs: number): void {
    for (const [name, pieces] of this.#channels) {
      if (!pieces.forget(beforeMs)) this.#channels.delete(name);
    }
  }
}
