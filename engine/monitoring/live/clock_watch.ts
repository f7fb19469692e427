import { formatChannelCode, type LiveNotice, type Trace } from "../../domain/mod.ts";
import type { ClockReading } from "../../storage/mod.ts";
import type { DatabaseWriter } from "./database_writer.ts";
import { hasPassed } from "./follow_clock.ts";

/** Each channel's clock is read once in so long. */
const READ_EVERY_MS = 60_000;
/** Readings are written down together, milliseconds. */
const WRITE_EVERY_MS = 10_000;

/** Compares the clocks of channels with the wall clock, once a minute, and tells of alarms. */
export class ClockWatch {
  readonly #writer: DatabaseWriter;
  readonly #tell: (notice: LiveNotice) => void;
  readonly #readMs = new Map<string, number>();
  #readings: ClockReading[] = [];
  #writtenMs = -Infinity;

  /** Writes through `writer`; `tell` is told of alarms. */
  constructor(writer: DatabaseWriter, tell: (notice: LiveNotice) => void) {
    this.#writer = writer;
    this.#tell = tell;
  }

  /** A packet came at a time, UTC epoch milliseconds. */
  hear(trace: Trace, receivedMs: number): void {
    const channel = formatChannelCode(trace.code);
    const sinceMs = this.#readMs.get(channel) ?? -Infinity;
    if (!hasPassed(READ_EVERY_MS, { sinceMs, nowMs: receivedMs })) return;
    this.#readMs.set(channel, receivedMs);
    const packetEndMs = trace.startTimeMs + trace.samples.length * 1000 / trace.samplingRateHz;
    this.#readings.push({ channel, wallMs: receivedMs, packetEndMs });
  }

  /** Writes readings down where it is time. */
  tick(nowMs: number): void {
    const isDue = hasPassed(WRITE_EVERY_MS, { sinceMs: this.#writtenMs, nowMs });
    if (this.#readings.length === 0 || !isDue) return;
    this.#writtenMs = nowMs;
    const readings = this.#readings;
    this.#readings = [];
    this.#writer.add((database) => {
      for (const alarm of database.clocks.record(readings)) {
        const { channel, kind, worstSeconds, endedMs } = alarm;
        const seconds = worstSeconds.toFixed(1);
        this.#tell(
          endedMs === undefined
            ? {
              ...{ level: "warning", kind: "clock drift" },
              message: `The clock of ${channel} is ${seconds} s ${kind}.`,
            }
            : {
              ...{ level: "information", kind: "clock drift over" },
              message: `The clock of ${channel} is right again; it was ${seconds} s ${kind}.`,
            },
        );
      }
    });
  }
}
