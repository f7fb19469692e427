/** The polynomial of Castagnoli, bits reversed. */
const POLYNOMIAL = 0x82f63b78;

const TABLES = makeTables();

/**
 * Cyclic redundancy check of Castagnoli over several stretches of bytes as if they were one.
 *
 * Source: RFC 3720, appendix B.4; four bytes at a time as in Kounavis and Berry (2005).
 *
 * @example
 * ```ts
 * import { crc32c } from "@quakecast/quakecast/sources";
 * console.assert(crc32c([new TextEncoder().encode("123456789")]) === 0xe3069283);
 * ```
 */
export function crc32c(stretches: readonly Uint8Array[]): number {
  let sum = -1;
  for (const bytes of stretches) sum = addBytes(sum, bytes);
  return ~sum >>> 0;
}

function addBytes(before: number, bytes: Uint8Array): number {
  const [t0, t1, t2, t3] = TABLES;
  const { length } = bytes;
  let sum = before;
  let i = 0;
  for (; i + 4 <= length; i += 4) {
    sum ^= bytes[i] | bytes[i + 1] << 8 | bytes[i + 2] << 16 | bytes[i + 3] << 24;
    sum = t3[sum & 255] ^ t2[sum >>> 8 & 255] ^ t1[sum >>> 16 & 255] ^ t0[sum >>> 24];
  }
  for (; i < length; i++) sum = t0[(sum ^ bytes[i]) & 255] ^ sum >>> 8;
  return sum;
}

/** What one byte does to the sum, followed by 0, 1, 2 and 3 bytes of zero. [4][256] */
function makeTables(): Int32Array[] {
  const first = Int32Array.from({ length: 256 }, (_, byte) => {
    let sum = byte;
    for (let bit = 0; bit < 8; bit++) sum = sum >>> 1 ^ (sum & 1 ? POLYNOMIAL : 0);
    return sum;
  });
  const tables = [first];
  for (let more = 1; more < 4; more++) {
    tables.push(tables[more - 1].map((sum) => first[sum & 255] ^ sum >>> 8));
  }
  return tables;
}
