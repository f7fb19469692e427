import type { RandomStream } from "../../../../engine/mathematics/mod.ts";

/** Bytes that matter to readers of binary files: small counts, signs, extremes. */
const TELLING = [0, 1, 2, 3, 7, 32, 48, 64, 127, 128, 254, 255];

/**
 * One to four changes of bytes that are not written to: a bit or a byte, four bytes at once, a
 * stretch removed, doubled, moved or zeroed, the end cut off. Half of them are in the first 64 bytes
 * of some stretch of 512, where headers are.
 */
export function damageBytes(original: Uint8Array, random: RandomStream): Uint8Array {
  let bytes: Uint8Array = original.slice();
  for (let changes = 1 + random.integer(4); changes > 0 && bytes.length > 0; changes--) {
    const at = choosePlace(bytes.length, random);
    const length = 1 + random.integer(random.uniform() < 0.5 ? 16 : 700);
    const end = Math.min(bytes.length, at + length);
    switch (random.integer(8)) {
      case 0:
        bytes[at] ^= 1 << random.integer(8);
        break;
      case 1:
        bytes[at] = random.integer(256);
        break;
      case 2:
        bytes[at] = TELLING[random.integer(TELLING.length)];
        break;
      case 3:
        for (let i = at; i < Math.min(bytes.length, at + 4); i++) bytes[i] = random.integer(256);
        break;
      case 4:
        bytes = join(bytes.subarray(0, at), bytes.subarray(end));
        break;
      case 5:
        bytes = join(bytes.subarray(0, end), bytes.subarray(at));
        break;
      case 6:
        bytes.fill(TELLING[random.integer(TELLING.length)], at, end);
        break;
      case 7:
        bytes = bytes.slice(0, random.uniform() < 0.5 ? at : bytes.length - random.integer(64));
        break;
    }
  }
  return bytes;
}

function choosePlace(length: number, random: RandomStream): number {
  if (random.uniform() < 0.5) return random.integer(length);
  return Math.min(length - 1, 512 * random.integer(Math.ceil(length / 512)) + random.integer(64));
}

function join(head: Uint8Array, tail: Uint8Array): Uint8Array {
  const joined = new Uint8Array(head.length + tail.length);
  joined.set(head);
  joined.set(tail, head.length);
  return joined;
}
