import type { RandomStream } from "../../../../engine/mathematics/mod.ts";
import type { NoiseMaker } from "../../../../engine/monitoring/simulated/simulated_scene.ts";
import { readLabelledWaveforms } from "../../../../engine/sources/mod.ts";
import { sharedFile } from "../../../shared_data.ts";

/** Samples before P that are taken of each recording, and over which one fades into the next. */
const PIECE = 2800;
const JOIN = 200;

/** Real noise: the vertical component before P of each recording, of mean 0 and level 1. [piece][sample] */
export async function readNoisePieces(): Promise<Float64Array[]> {
  const set = await readLabelledWaveforms(sharedFile("data/waveforms/ncedc"));
  const pieces: Float64Array[] = [];
  for (let index = 0; index < set.count; index++) {
    const { samples, pSample, componentsPresent } = set.traceAt(index);
    if (!componentsPresent[2] || !(pSample >= PIECE + 150)) continue;
    const piece = Float64Array.from({ length: PIECE }, (_, i) => samples[3 * i + 2]);
    const mean = piece.reduce((a, b) => a + b, 0) / PIECE;
    const level = Math.sqrt(piece.reduce((a, b) => a + (b - mean) ** 2, 0) / PIECE);
    if (level > 0) pieces.push(piece.map((value) => (value - mean) / level));
  }
  set.close();
  return pieces;
}

/** Endless noise of one station at 100 Hz: pieces drawn at random, each faded into the next. */
export class StationNoise {
  readonly #pieces: readonly Float64Array[];
  readonly #random: RandomStream;
  readonly #level: number;
  #piece: Float64Array;
  #tail: Float64Array = new Float64Array(JOIN);
  #at = 0;

  /** Of a level, metres a second. */
  constructor(pieces: readonly Float64Array[], { level, random }: {
    level: number;
    random: RandomStream;
  }) {
    this.#pieces = pieces;
    this.#random = random;
    this.#level = level;
    this.#piece = pieces[random.integer(pieces.length)];
    this.#at = JOIN + random.integer(PIECE - 2 * JOIN);
  }

  /** The next samples, metres a second. */
  next(count: number): Float64Array {
    const noise = new Float64Array(count);
    for (let i = 0; i < count; i++) noise[i] = this.#level * this.#sample();
    return noise;
  }

  #sample(): number {
    if (this.#at >= PIECE - JOIN) {
      this.#tail = this.#piece.subarray(PIECE - JOIN);
      this.#piece = this.#pieces[this.#random.integer(this.#pieces.length)];
      this.#at = 0;
    }
    const at = this.#at++;
    const share = at / JOIN;
    if (share >= 1) return this.#piece[at];
    // Noise of two pieces adds by energy.
    return Math.sqrt(share) * this.#piece[at] + Math.sqrt(1 - share) * this.#tail[at];
  }
}

/** Noise of stations out of real pieces. */
export function realNoise(pieces: readonly Float64Array[]): NoiseMaker {
  return (setting) => new StationNoise(pieces, setting);
}
