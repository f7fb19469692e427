/** Number of differences in a word, and the bits of each, by code and inner code. */
const FILLINGS: readonly (readonly [count: number, bits: number])[] = [
  ...[[0, 0], [0, 0], [0, 0], [0, 0]] as const,
  ...[[4, 8], [4, 8], [4, 8], [4, 8]] as const,
  ...[[0, 0], [1, 30], [2, 15], [3, 10]] as const,
  ...[[5, 6], [6, 5], [7, 4], [0, 0]] as const,
];

/**
 * Unpacks records of Steim2, big-endian, that follow each other, as a text book would: a table, a loop
 * over the words, a loop over the differences. Nothing is checked.
 */
export function decodeByPlainLoops(bytes: Uint8Array, count: number): Int32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const samples = new Int32Array(count);
  let position = 0;
  for (let at = 0; at < bytes.length;) {
    const isYoung = bytes[at] === 77;
    const payloadAt = isYoung
      ? at + 40 + bytes[at + 33] + view.getUint16(at + 34, true)
      : at + view.getUint16(at + 44);
    const end = isYoung ? payloadAt + view.getUint32(at + 36, true) : at + 2 ** bytes[at + 54];
    const last = position + (isYoung ? view.getUint32(at + 24, true) : view.getUint16(at + 30));
    decodeRecord(view, { samples, payloadAt, end, position, last });
    [position, at] = [last, end];
  }
  return samples;
}

interface Stretch {
  samples: Int32Array;
  payloadAt: number;
  end: number;
  position: number;
  last: number;
}

function decodeRecord(view: DataView, stretch: Stretch): void {
  const { samples, payloadAt, end, last } = stretch;
  let { position } = stretch;
  const differences: number[] = [];
  for (let frame = payloadAt; frame < end; frame += 64) {
    const codes = view.getUint32(frame);
    for (let word = 1; word < 16; word++) {
      const bits = view.getInt32(frame + 4 * word);
      const code = codes >>> 30 - 2 * word & 3;
      const [count, width] = FILLINGS[code << 2 | bits >>> 30];
      for (let i = count - 1; i >= 0; i--) {
        differences.push(bits << 32 - width * (i + 1) >> 32 - width);
      }
    }
  }
  let value = view.getInt32(payloadAt + 4);
  for (let i = 0; position < last; i++) {
    if (i > 0) value += differences[i];
    samples[position++] = value;
  }
}
