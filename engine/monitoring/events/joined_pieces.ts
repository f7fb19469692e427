import type { Trace } from "../../domain/mod.ts";

/** Samples that there is room for at first. */
const FIRST_ROOM = 4096;
const NOTHING = new Float64Array(0);

/** What came in one packet, but for its samples. */
interface Piece {
  readonly header: Trace;
  readonly count: number;
  readonly endMs: number;
}

/**
 * Pieces of one channel, one after the other in one block of memory, so that no packet is held on to and
 * those that follow each other are read as one trace without copying.
 */
export class JoinedPieces {
  #samples = new Float64Array(FIRST_ROOM);
  #count = 0;
  #pieces: Piece[] = [];

  /** Time of the last sample, UTC epoch milliseconds; −Infinity where there is none. */
  get endMs(): number {
    return this.#pieces.at(-1)?.endMs ?? -Infinity;
  }

  /** Takes a piece, which is not empty and begins after all others. */
  push(trace: Trace): void {
    const { samples, startTimeMs, samplingRateHz } = trace;
    const count = samples.length;
    this.#makeRoom(count);
    this.#samples.set(samples, this.#count);
    this.#count += count;
    const endMs = startTimeMs + (count - 1) * 1000 / samplingRateHz;
    this.#pieces.push({ header: { ...trace, samples: NOTHING }, count, endMs });
  }

  /** Lets go of the pieces that end before a time; gives whether any are left. */
  forget(beforeMs: number): boolean {
    const { length } = this.#pieces;
    let [gone, samples] = [0, 0];
    while (gone < length && this.#pieces[gone].endMs < beforeMs) {
      samples += this.#pieces[gone++].count;
    }
    if (gone > 0) {
      this.#pieces = this.#pieces.slice(gone);
      this.#samples.copyWithin(0, samples, this.#count);
      this.#count -= samples;
    }
    return this.#pieces.length > 0;
  }

  /** What there is, pieces that follow each other as one trace; views that the next call spoils. */
  read(): Trace[] {
    const traces: { header: Trace; from: number; to: number }[] = [];
    let at = 0;
    let last: Piece | undefined;
    for (const piece of this.#pieces) {
      const to = at + piece.count;
      if (last !== undefined && follows(piece, last)) traces.at(-1)!.to = to;
      else traces.push({ header: piece.header, from: at, to });
      at = to;
      last = piece;
    }
    return traces.map(({ header, from, to }) => ({
      ...header,
      samples: this.#samples.subarray(from, to),
    }));
  }

  #makeRoom(count: number): void {
    if (this.#count + count <= this.#samples.length) return;
    const roomy = new Float64Array(2 * (this.#count + count));
    roomy.set(this.#samples.subarray(0, this.#count));
    this.#samples = roomy;
  }
}

/** Whether a piece goes on where another ended, within half a sample, so that no filter begins anew. */
function follows({ header: { samplingRateHz, startTimeMs } }: Piece, last: Piece): boolean {
  return last.header.samplingRateHz === samplingRateHz &&
    Math.abs(startTimeMs - last.endMs - 1000 / samplingRateHz) < 500 / samplingRateHz;
}
