import { type Trace, traceEndMs } from "../../domain/mod.ts";
import type { PacketOrder, StreamRecord } from "./waveform_packet.ts";

/** A record and its samples. */
export interface Arrival {
  /** The record. */
  readonly record: StreamRecord;
  /** All of its samples; at least one. */
  readonly trace: Trace;
  /** Time of the first sample of the record, UTC epoch milliseconds. */
  readonly recordStartMs: number;
}

/** A packet in its place: the samples that are new, and how it lies to those before. */
export interface PlacedArrival extends Arrival {
  /** Its new samples. */
  readonly trace: Trace;
  /** How it lies to those before. */
  readonly order: PacketOrder;
  /** Milliseconds missing before it. */
  readonly gapMs: number;
  /** Whether it overtook older ones, for which it waited. */
  readonly hasOvertaken: boolean;
  /** Samples that were cut off because they had been given. */
  readonly cutSamples: number;
}

/** Bounds of patience and memory. */
export interface OrderLimits {
  /** Longest wait for a missing packet, milliseconds between arrivals. */
  readonly reorderMs: number;
  /** Most packets that wait. */
  readonly heldPackets: number;
}

interface Span {
  fromMs: number;
  toMs: number;
}

/** Gaps that are remembered, so that late packets are told from duplicates. */
const MOST_GAPS = 64;

/**
 * Puts the packets of one channel in order of time. A packet beyond a gap is held until the gap is
 * filled, `reorderMs` have passed or too many are held; then the gap is given up. Samples that were
 * given are never given again; samples of a gap that was given up are given as "late".
 */
export class ChannelOrder {
  readonly #limits: OrderLimits;
  /** Packets beyond a gap, by time. */
  #held: Arrival[] = [];
  /** Spans that were given up, by time; all before the first packet is one of them. */
  readonly #gaps: Span[] = [];
  #nextMs = NaN;

  /** Nothing is known yet. */
  constructor(limits: OrderLimits) {
    this.#limits = limits;
  }

  /** Packets that wait for an older one. */
  get heldCount(): number {
    return this.#held.length;
  }

  /** Whether all samples of a stretch were given or are held, so that it need not be unpacked. */
  isKnown(startTimeMs: number, sampleCount: number, samplingRateHz: number): boolean {
    const periodMs = 1000 / samplingRateHz;
    const toMs = startTimeMs + sampleCount * periodMs;
    const isHeld = this.#held.some(({ trace }) =>
      Math.abs(trace.startTimeMs - startTimeMs) < periodMs / 2 &&
      trace.samples.length === sampleCount
    );
    const isPast = toMs <= this.#nextMs + periodMs / 2 &&
      this.#gapFor({ fromMs: startTimeMs, toMs }, periodMs) === undefined;
    return isHeld || isPast;
  }

  /** Takes a packet, and gives those whose place is certain now. */
  push(arrival: Arrival): PlacedArrival[] {
    const { trace } = arrival;
    if (Number.isNaN(this.#nextMs)) {
      this.#gaps.push({ fromMs: -Infinity, toMs: trace.startTimeMs });
      return [this.#give(arrival)];
    }
    const given: PlacedArrival[] = [];
    let isGivenUp = false;
    if (this.#samplesAhead(trace) > 0.5) {
      const after = this.#held.findIndex((held) => held.trace.startTimeMs > trace.startTimeMs);
      this.#held.splice(after < 0 ? this.#held.length : after, 0, arrival);
      if (this.#held.length > this.#limits.heldPackets) {
        given.push(this.#give(this.#held.shift()!));
        isGivenUp = true;
      }
    } else {
      given.push(...this.#place(arrival));
    }
    return [...given, ...this.#drain({ isGivenUp })];
  }

  /** Gives what has waited long enough by now. */
  release(nowMs: number): PlacedArrival[] {
    const given: PlacedArrival[] = [];
    const waitedFrom = () => Math.min(...this.#held.map(({ record }) => record.receivedMs));
    while (this.#held.length > 0 && nowMs - waitedFrom() >= this.#limits.reorderMs) {
      given.push(this.#give(this.#held.shift()!), ...this.#drain({ isGivenUp: true }));
    }
    return given;
  }

  /** Gives all that is held: nothing more will come. */
  finish(): PlacedArrival[] {
    return this.release(Infinity);
  }

  /** Gives the held packets that follow without a gap now: it was filled, or given up. */
  #drain({ isGivenUp }: { isGivenUp: boolean }): PlacedArrival[] {
    const given: PlacedArrival[] = [];
    while (this.#held.length > 0 && this.#samplesAhead(this.#held[0].trace) <= 0.5) {
      const placed = this.#place(this.#held.shift()!);
      given.push(...placed.map((one) => ({ ...one, hasOvertaken: !isGivenUp })));
    }
    return given;
  }

  /** A packet that begins where the last one ended or before. */
  #place(arrival: Arrival): PlacedArrival[] {
    const { trace } = arrival;
    const ahead = this.#samplesAhead(trace);
    if (ahead >= -0.5) return [this.#give(arrival)];
    const periodMs = 1000 / trace.samplingRateHz;
    const span = { fromMs: trace.startTimeMs, toMs: endMs(trace) };
    const placed: PlacedArrival[] = [];
    for (let gap = this.#gapFor(span, periodMs); gap !== undefined;) {
      const from = Math.max(0, Math.round((gap.fromMs - span.fromMs) / periodMs));
      const to = Math.min(trace.samples.length, Math.round((gap.toMs - span.fromMs) / periodMs));
      const part = cut(trace, from, to);
      this.#fill(gap, { fromMs: part.startTimeMs, toMs: endMs(part) }, periodMs);
      const cutSamples = trace.samples.length - part.samples.length;
      if (part.samples.length > 0) {
        const late = { trace: part, order: "late" as const, gapMs: 0, hasOvertaken: false };
        placed.push({ ...arrival, ...late, cutSamples });
      }
      gap = this.#gapFor(span, periodMs);
    }
    const known = Math.round(-ahead);
    if (known < trace.samples.length) {
      const fresh = { ...arrival, trace: cut(trace, known, trace.samples.length) };
      placed.push(this.#give(fresh, known));
    }
    return placed;
  }

  /** Gives a packet at or beyond the end of the last one. */
  #give(arrival: Arrival, cutSamples = 0): PlacedArrival {
    const { trace } = arrival;
    const isAfterGap = this.#samplesAhead(trace) > 0.5;
    const gapMs = isAfterGap ? trace.startTimeMs - this.#nextMs : 0;
    if (isAfterGap) {
      this.#gaps.push({ fromMs: this.#nextMs, toMs: trace.startTimeMs });
      if (this.#gaps.length > MOST_GAPS) this.#gaps.splice(1, 1);
    }
    this.#nextMs = endMs(trace);
    const order = isAfterGap ? "after gap" : "next";
    return { ...arrival, order, gapMs, hasOvertaken: false, cutSamples };
  }

  #samplesAhead(trace: Trace): number {
    return (trace.startTimeMs - this.#nextMs) * trace.samplingRateHz / 1000;
  }

  /** The first gap that a span fills by more than half a sample. */
  #gapFor({ fromMs, toMs }: Span, periodMs: number): Span | undefined {
    return this.#gaps.find((gap) =>
      Math.min(gap.toMs, toMs) - Math.max(gap.fromMs, fromMs) > periodMs / 2
    );
  }

  /** Takes a span out of a gap; what is left of it stays. */
  #fill(gap: Span, { fromMs, toMs }: Span, periodMs: number): void {
    const at = this.#gaps.indexOf(gap);
    const rest = [{ fromMs: gap.fromMs, toMs: fromMs }, { fromMs: toMs, toMs: gap.toMs }]
      .filter((one) => one.toMs - one.fromMs > periodMs / 2);
    this.#gaps.splice(at, 1, ...rest);
    if (this.#gaps.length > MOST_GAPS) this.#gaps.splice(1, 1);
  }
}

/** Time one sample behind the last, UTC epoch milliseconds. */
function endMs(trace: Trace): number {
  return traceEndMs(trace) + 1000 / trace.samplingRateHz;
}

function cut(trace: Trace, from: number, to: number): Trace {
  return {
    ...trace,
    startTimeMs: trace.startTimeMs + from * 1000 / trace.samplingRateHz,
    samples: trace.samples.subarray(from, to),
  };
}
