import { DAY_MS, formatChannelCode, type LiveNotice, type Trace } from "../../domain/mod.ts";
import type { ClockAlarm, ClockReading, Database } from "../../storage/mod.ts";
import type { DatabaseWriter } from "./database_writer.ts";
import { hasPassed } from "./follow_clock.ts";

/** Each channel's clock is read once in so long. */
const READ_EVERY_MS = 60_000;
/** Readings are written down together, milliseconds. */
const WRITE_EVERY_MS = 10_000;
const HOUR_MS = 3_600_000;
/** A channel's drift over the last day is looked at so often, of so many channels at a time at most. */
const LOOK_EVERY_MS = 6 * HOUR_MS;
const MOST_LOOKED_AT = 10;
/** A drift is told from so many hours on and beyond that, until it is half of it. */
const DRIFT = { leastHours: 18, secondsPerDay: 1, endShare: 0.5 } as const;

/**
 * Compares the clocks of channels with the wall clock, once a minute, and tells of those that are wrong, and
 * of those that slowly run away before they are.
 */
export class ClockWatch {
  readonly #writer: DatabaseWriter;
  readonly #tell: (notice: LiveNotice) => void;
  readonly #readMs = new Map<string, number>();
  readonly #lookedMs = new Map<string, number>();
  readonly #drifting = new Set<string>();
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
      for (const alarm of database.clocks.record(readings)) this.#tellAlarm(alarm);
      let looked = 0;
      for (const reading of readings) {
        if (looked === MOST_LOOKED_AT) break;
        if (!this.#isDue(reading)) continue;
        this.#lookAtDrift(database, reading);
        looked++;
      }
    });
  }

  #isDue({ channel, wallMs }: ClockReading): boolean {
    if (!this.#lookedMs.has(channel)) this.#lookedMs.set(channel, wallMs);
    return wallMs - this.#lookedMs.get(channel)! >= LOOK_EVERY_MS;
  }

  #lookAtDrift(database: Database, { channel, wallMs }: ClockReading): void {
    this.#lookedMs.set(channel, wallMs);
    // Whole hours: the least delay of a few minutes is no match for that of an hour.
    const endMs = Math.floor(wallMs / HOUR_MS) * HOUR_MS - 1;
    const { leastHours } = DRIFT;
    const span = { startMs: endMs + 1 - DAY_MS, endMs, leastHours };
    const drift = database.clocks.driftSecondsPerDay(channel, span);
    if (drift === undefined) return;
    const size = Math.abs(drift);
    if (size > DRIFT.secondsPerDay && !this.#drifting.has(channel)) {
      this.#drifting.add(channel);
      const message = `The clock of ${channel} ${drift > 0 ? "loses" : "gains"} ` +
        `${size.toFixed(1)} s a day.`;
      this.#tell({ level: "warning", kind: "clock drift", message });
    } else if (size < DRIFT.secondsPerDay * DRIFT.endShare && this.#drifting.delete(channel)) {
      const message = `The clock of ${channel} keeps time again.`;
      this.#tell({ level: "information", kind: "clock drift over", message });
    }
  }

  #tellAlarm({ channel, kind, worstSeconds, endedMs }: ClockAlarm): void {
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
}
