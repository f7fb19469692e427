import { formatChannelCode } from "../../domain/mod.ts";
import type { WaveformPacket } from "./waveform_packet.ts";

/** Packets between a source and whoever takes them, in order of arrival, so many a channel at most. */
export class PacketQueue {
  readonly #most: number;
  /** Packets in order; those before `#first` are taken, undefined ones thrown away. */
  #packets: (WaveformPacket | undefined)[] = [];
  #first = 0;
  #holes = 0;
  readonly #counts = new Map<string, number>();
  #isClosed = false;
  #error: unknown;
  #wakeTaker: () => void = () => {};
  #wakeGiver: () => void = () => {};

  /** `most` packets of a channel. */
  constructor(most: number) {
    this.#most = most;
  }

  /** Whether a channel has as many packets waiting as it may. */
  isFull(channel: string): boolean {
    return (this.#counts.get(channel) ?? 0) >= this.#most;
  }

  /** Resolves once a packet was taken or the queue was closed. */
  taken(): Promise<void> {
    if (this.#isClosed) return Promise.resolve();
    return new Promise((resolve) => this.#wakeGiver = resolve);
  }

  /** Puts a packet at the end. */
  put(packet: WaveformPacket): void {
    if (this.#isClosed) return;
    const channel = formatChannelCode(packet.code);
    this.#counts.set(channel, (this.#counts.get(channel) ?? 0) + 1);
    this.#packets.push(packet);
    this.#wakeTaker();
  }

  /** Puts a packet at the end and throws the oldest of its channel away; the next one tells the gap. */
  putForOldest(packet: WaveformPacket): void {
    const channel = formatChannelCode(packet.code);
    this.put(packet);
    let dropped: WaveformPacket | undefined;
    for (let at = this.#first; at < this.#packets.length; at++) {
      const other = this.#packets[at];
      if (other === undefined || formatChannelCode(other.code) !== channel) continue;
      if (dropped !== undefined) {
        this.#packets[at] = afterLoss(other, dropped);
        break;
      }
      dropped = other;
      this.#packets[at] = undefined;
      this.#holes++;
      this.#uncount(channel);
    }
    if (this.#holes > 1024 && this.#holes * 2 > this.#packets.length) {
      this.#packets = this.#packets.filter((one) => one !== undefined);
      [this.#first, this.#holes] = [0, 0];
    }
  }

  /** The next packet; undefined after the last one of a closed queue. Throws what closed it. */
  async take(): Promise<WaveformPacket | undefined> {
    for (;;) {
      while (this.#first < this.#packets.length) {
        const packet = this.#packets[this.#first];
        this.#packets[this.#first++] = undefined;
        if (this.#first > 1024 && this.#first * 2 > this.#packets.length) {
          this.#packets = this.#packets.slice(this.#first).filter((one) => one !== undefined);
          [this.#first, this.#holes] = [0, 0];
        }
        if (packet === undefined) continue;
        this.#uncount(formatChannelCode(packet.code));
        this.#wakeGiver();
        return packet;
      }
      if (this.#isClosed && this.#error !== undefined) throw this.#error;
      if (this.#isClosed) return undefined;
      await new Promise<void>((resolve) => this.#wakeTaker = resolve);
    }
  }

  /** No more packets come; with an error, the taker is told after the last one. */
  close(error?: unknown): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#error = error;
    this.#wakeTaker();
    this.#wakeGiver();
  }

  #uncount(channel: string): void {
    this.#counts.set(channel, this.#counts.get(channel)! - 1);
  }
}

/** A packet before which another was thrown away. */
function afterLoss(packet: WaveformPacket, dropped: WaveformPacket): WaveformPacket {
  if (packet.order === "late" || dropped.order === "late") return packet;
  const { samples, samplingRateHz } = dropped.trace;
  const gapMs = packet.gapMs + dropped.gapMs + samples.length * 1000 / samplingRateHz;
  return { ...packet, order: "after gap", gapMs };
}
