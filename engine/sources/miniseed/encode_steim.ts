const FRAME_BYTES = 64;
const WORDS = 16;

/** One way to fill a word: so many differences of so many bits, and what marks it. */
interface Filling {
  count: number;
  bits: number;
  /** Code in the first word of the frame. */
  code: number;
  /** Code in the two highest bits of the word itself, in Steim2. */
  inner?: number;
}

/** Fullest first. Source: SEED manual 2.4, appendix B. */
const FILLINGS: Readonly<Record<1 | 2, readonly Filling[]>> = {
  1: [
    { count: 4, bits: 8, code: 1 },
    { count: 2, bits: 16, code: 2 },
    { count: 1, bits: 32, code: 3 },
  ],
  2: [
    { count: 7, bits: 4, code: 3, inner: 2 },
    { count: 6, bits: 5, code: 3, inner: 1 },
    { count: 5, bits: 6, code: 3, inner: 0 },
    { count: 4, bits: 8, code: 1 },
    { count: 3, bits: 10, code: 2, inner: 3 },
    { count: 2, bits: 15, code: 2, inner: 2 },
    { count: 1, bits: 30, code: 2, inner: 1 },
  ],
};

/** The largest difference that Steim2 can hold; the smallest is one below its negative. */
export const STEIM2_MOST_DIFFERENCE: number = 2 ** 29 - 1;

/** Which samples are packed, and how. */
export interface EncodeSteimOptions {
  /** Index of the first sample to pack. */
  from: number;
  /** Most samples to pack. */
  most: number;
  /** Which of the two schemes. */
  level: 1 | 2;
}

/**
 * Packs samples as frames of differences, big-endian, into `out`, whose bytes are zero, until it is
 * full or none are left; gives how many were packed and the frames used. In Steim2 no difference may
 * be beyond STEIM2_MOST_DIFFERENCE.
 */
export function encodeSteim(
  samples: Int32Array,
  out: Uint8Array,
  { from, most, level }: EncodeSteimOptions,
): { count: number; frames: number } {
  const view = new DataView(out.buffer, out.byteOffset, out.length);
  const frames = Math.floor(out.length / FRAME_BYTES);
  const end = Math.min(samples.length, from + most);
  const fillings = FILLINGS[level];
  let i = from;
  let frame = 0;
  for (; frame < frames && i < end; frame++) {
    const at = frame * FRAME_BYTES;
    let codes = 0;
    for (let word = frame === 0 ? 3 : 1; word < WORDS && i < end; word++) {
      const filling = fillings.find((filling) => fits(samples, i, { filling, end }))!;
      view.setInt32(at + 4 * word, packWord(samples, i, filling));
      codes |= filling.code << 30 - 2 * word;
      i += filling.count;
    }
    view.setInt32(at, codes);
  }
  if (frames > 0 && i > from) {
    view.setInt32(4, samples[from]);
    view.setInt32(8, samples[i - 1]);
  }
  return { count: i - from, frames: frame };
}

/** Difference to the sample before, wrapped to 32 bits as decoders wrap; 0 for the first of all. */
function differenceAt(samples: Int32Array, i: number): number {
  return i === 0 ? 0 : samples[i] - samples[i - 1] | 0;
}

function fits(
  samples: Int32Array,
  from: number,
  { filling: { count, bits }, end }: { filling: Filling; end: number },
): boolean {
  if (from + count > end) return false;
  const shift = 32 - bits;
  for (let i = from; i < from + count; i++) {
    const difference = differenceAt(samples, i);
    if (difference << shift >> shift !== difference) return false;
  }
  return true;
}

function packWord(samples: Int32Array, from: number, { count, bits, inner }: Filling): number {
  let word = 0;
  for (let i = from; i < from + count; i++) {
    const difference = differenceAt(samples, i);
    word = count === 1 ? difference : word << bits | difference & (1 << bits) - 1;
  }
  return inner === undefined ? word : inner << 30 | word & 0x3fffffff;
}
