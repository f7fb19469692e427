import type { LiveNotice, WaveformNote } from "../../domain/mod.ts";
import { hasPassed } from "./follow_clock.ts";
import type { PacketRefusal } from "./packet_gate.ts";

/** A kind of refusal of one station, or note of one channel, is told once in so long. */
const TELL_EVERY_MS = 600_000;
/** What is usual in a stream, and only counted. */
const USUAL: ReadonlySet<string> = new Set(["late", "unknown station"]);
/** Notes of the chain that people must know; the others, such as gaps, the stream itself tells. */
const TOLD_NOTES: ReadonlySet<string> = new Set([
  "left out",
  "station fault",
  "implausible motion",
  "wrong directions",
  "wrong response",
]);
/** Most things that are remembered as told. */
const MOST_TOLD = 10_000;

/** Counts the packets that were refused, and tells of each kind and station once in a while. */
export class RefusalTally {
  readonly #tell: (notice: LiveNotice) => void;
  readonly #counts = new Map<string, number>();
  readonly #told = new Map<string, number>();

  /** Tells people who run the system. */
  constructor(tell: (notice: LiveNotice) => void) {
    this.#tell = tell;
  }

  /** Counts a refusal; gives whether it is a fault of the station. */
  add(
    { kind, message }: PacketRefusal,
    { station, nowMs }: { station: string; nowMs: number },
  ): boolean {
    this.#counts.set(kind, (this.#counts.get(kind) ?? 0) + 1);
    if (kind === "late") return false;
    this.#tellSeldom(`${kind} ${station}`, { kind, message: `${message}; left out.`, nowMs });
    return !USUAL.has(kind);
  }

  /** Tells a note of the chain where people must know it. */
  note({ kind, message, channel }: WaveformNote, nowMs: number): void {
    if (TOLD_NOTES.has(kind)) this.#tellSeldom(`${kind} ${channel}`, { kind, message, nowMs });
  }

  /** Refused packets, by reason. */
  counts(): Record<string, number> {
    return Object.fromEntries(this.#counts);
  }

  #tellSeldom(
    key: string,
    { kind, message, nowMs }: { kind: string; message: string; nowMs: number },
  ): void {
    const sinceMs = this.#told.get(key) ?? -Infinity;
    if (!hasPassed(TELL_EVERY_MS, { sinceMs, nowMs })) return;
    if (this.#told.size >= MOST_TOLD) this.#told.clear();
    this.#told.set(key, nowMs);
    this.#tell({ level: "warning", kind, message });
  }
}
