import type { SampleRoom } from "./sample_room.ts";

const FRAME_BYTES = 64;
/** Most samples that a frame adds: 15 words of 4 or 7 differences. */
const MOST_IN_FRAME = { 1: 60, 2: 105 } as const;

/** Samples of one record, or why there are none. */
export type SteimResult =
  | { readonly samples: Int32Array; readonly warning?: string }
  | { readonly fault: string };

/** How a record is packed. */
export interface SteimOptions {
  /** Number of samples that the header promises. */
  count: number;
  /** Which of the two schemes. */
  level: 1 | 2;
  /** Whether the least significant byte of a word comes first. */
  isLittleEndian: boolean;
  /** Where the samples are put; an array of their own unless given. */
  room?: SampleRoom;
}

/** A word may hold so many samples more than are wanted. */
const SPILL = 7;

/**
 * Unpacks frames of differences, Steim1 or Steim2. A last sample that differs from the frame's
 * constant of reverse integration is told as a warning.
 *
 * Source: SEED manual 2.4, appendix B.
 */
export function decodeSteim(payload: Uint8Array, options: SteimOptions): SteimResult {
  const { count, level, isLittleEndian: little, room } = options;
  if (count === 0) return { samples: new Int32Array(0) };
  const frames = Math.floor(payload.length / FRAME_BYTES);
  if (count > frames * MOST_IN_FRAME[level]) {
    return { fault: `its ${frames} frames cannot hold ${count} samples` };
  }
  room?.reserve(count + SPILL);
  const out = room?.samples ?? new Int32Array(count + SPILL);
  const from = room?.position ?? 0;
  const view = new DataView(payload.buffer, payload.byteOffset, frames * FRAME_BYTES);
  const unpack = level === 1 ? unpackSteim1 : unpackSteim2;
  const first = view.getInt32(4, little);
  // The first difference leads to the first sample from the record before, which is not at hand.
  unpack(view, out, { from, to: from + 1, sum: 0, little });
  const sum = first - out[from] | 0;
  const end = unpack(view, out, { from, to: from + count, sum, little });
  if (end < 0) return { fault: `frame ${-end} has a word that the encoding does not know` };
  if (end < from + count) return { fault: `its data end after ${end - from} of ${count} samples` };
  const samples = room?.take(count) ?? out.slice(0, count);
  const last = view.getInt32(8, little);
  const found = out[from + count - 1];
  if (found === last) return { samples };
  return { samples, warning: `its last sample is ${found}, its first frame says ${last}` };
}

interface Unpacking {
  from: number;
  to: number;
  sum: number;
  little: boolean;
}

/** Adds up the differences from `sum` on, until `to` is reached or none are left; gives where. */
function unpackSteim1(view: DataView, out: Int32Array, options: Unpacking): number {
  const { from, to, little } = options;
  let sum = options.sum;
  let i = from;
  for (let frame = 0; frame < view.byteLength && i < to; frame += FRAME_BYTES) {
    const codes = view.getInt32(frame, little);
    for (let word = frame === 0 ? 3 : 1; word < 16 && i < to; word++) {
      const at = frame + 4 * word;
      switch (codes >>> 30 - 2 * word & 3) {
        case 1:
          out[i++] = sum = sum + view.getInt8(at) | 0;
          out[i++] = sum = sum + view.getInt8(at + 1) | 0;
          out[i++] = sum = sum + view.getInt8(at + 2) | 0;
          out[i++] = sum = sum + view.getInt8(at + 3) | 0;
          break;
        case 2:
          out[i++] = sum = sum + view.getInt16(at, little) | 0;
          out[i++] = sum = sum + view.getInt16(at + 2, little) | 0;
          break;
        case 3:
          out[i++] = sum = sum + view.getInt32(at, little) | 0;
          break;
      }
    }
  }
  return i;
}

/** The same; minus the number of the frame, from 1 on, that has a word of no meaning. */
function unpackSteim2(view: DataView, out: Int32Array, options: Unpacking): number {
  const { from, to, little } = options;
  let sum = options.sum;
  let i = from;
  for (let frame = 0; frame < view.byteLength && i < to; frame += FRAME_BYTES) {
    const codes = view.getInt32(frame, little);
    for (let word = frame === 0 ? 3 : 1; word < 16 && i < to; word++) {
      const code = codes >>> 30 - 2 * word & 3;
      if (code === 0) continue;
      const at = frame + 4 * word;
      if (code === 1) {
        out[i++] = sum = sum + view.getInt8(at) | 0;
        out[i++] = sum = sum + view.getInt8(at + 1) | 0;
        out[i++] = sum = sum + view.getInt8(at + 2) | 0;
        out[i++] = sum = sum + view.getInt8(at + 3) | 0;
        continue;
      }
      const bits = view.getInt32(at, little);
      switch (code << 2 | bits >>> 30) {
        case 9:
          out[i++] = sum = sum + (bits << 2 >> 2) | 0;
          break;
        case 10:
          out[i++] = sum = sum + (bits << 2 >> 17) | 0;
          out[i++] = sum = sum + (bits << 17 >> 17) | 0;
          break;
        case 11:
          out[i++] = sum = sum + (bits << 2 >> 22) | 0;
          out[i++] = sum = sum + (bits << 12 >> 22) | 0;
          out[i++] = sum = sum + (bits << 22 >> 22) | 0;
          break;
        case 12:
          out[i++] = sum = sum + (bits << 2 >> 26) | 0;
          out[i++] = sum = sum + (bits << 8 >> 26) | 0;
          out[i++] = sum = sum + (bits << 14 >> 26) | 0;
          out[i++] = sum = sum + (bits << 20 >> 26) | 0;
          out[i++] = sum = sum + (bits << 26 >> 26) | 0;
          break;
        case 13:
          for (let shift = 2; shift < 32; shift += 5) {
            out[i++] = sum = sum + (bits << shift >> 27) | 0;
          }
          break;
        case 14:
          for (let shift = 4; shift < 32; shift += 4) {
            out[i++] = sum = sum + (bits << shift >> 28) | 0;
          }
          break;
        default:
          return -(frame / FRAME_BYTES + 1);
      }
    }
  }
  return i;
}
