import { BLOCKETTE_500_BYTES, type ClockException, readClockException } from "./clock_exception.ts";
import { FIXED_HEADER_2_BYTES } from "./recognise_header.ts";

const [LEAST_EXPONENT, MOST_EXPONENT] = [6, 20];
/** Most blockettes of a record: the header counts them in one byte. */
const MOST_BLOCKETTES = 255;
const STEIM1 = 10;

/** What the blockettes of a record tell. */
export interface BlocketteChain {
  encoding: number;
  wordOrder?: number;
  lengthBytes?: number;
  rateHz?: number;
  timingQuality?: number;
  microseconds: number;
  clockExceptions: ClockException[] | undefined;
  warnings: string[];
  /** Whether it leads where no blockette can be. */
  isBroken: boolean;
  /** Bytes from the record's first that would be needed to follow the chain to its end. */
  needBytes: number;
}

/** Follows the blockettes of a record of version 2 from its first on. */
export function readBlockettes(view: DataView, little: boolean): BlocketteChain {
  const warnings: string[] = [];
  const chain: BlocketteChain = {
    encoding: STEIM1,
    wordOrder: undefined,
    lengthBytes: undefined,
    rateHz: undefined,
    timingQuality: undefined,
    microseconds: 0,
    clockExceptions: undefined,
    warnings,
    isBroken: false,
    needBytes: 0,
  };
  const counted = view.getUint8(39);
  let offset = view.getUint16(46, little);
  let count = 0;
  let least = FIXED_HEADER_2_BYTES;
  while (offset !== 0 && count < MOST_BLOCKETTES) {
    if (offset < least || Math.abs(chain.lengthBytes ?? Infinity) < offset + 8) {
      warnings.push(`its blockette ${count + 1} would begin at byte ${offset}`);
      chain.isBroken = true;
      return chain;
    }
    chain.needBytes = offset + 8;
    if (chain.needBytes > view.byteLength) return chain;
    readBlockette(view, { offset, little, chain });
    count++;
    least = offset + 4;
    offset = view.getUint16(offset + 2, little);
  }
  if (count !== counted) {
    warnings.push(`its header counts ${counted} blockettes, ${count} are there`);
  }
  return chain;
}

function readBlockette(
  view: DataView,
  { offset, little, chain }: { offset: number; little: boolean; chain: BlocketteChain },
): void {
  switch (view.getUint16(offset, little)) {
    case 100: {
      const rateHz = view.getFloat32(offset + 4, little);
      if (rateHz > 0 && rateHz < Infinity) chain.rateHz = rateHz;
      else chain.warnings.push(`blockette 100 says ${rateHz} samples a second: not used`);
      break;
    }
    case 500:
      if (offset + BLOCKETTE_500_BYTES > view.byteLength) break;
      (chain.clockExceptions ??= []).push(readClockException(view, { offset, little }));
      break;
    case 1000: {
      chain.encoding = view.getUint8(offset + 4);
      chain.wordOrder = view.getUint8(offset + 5);
      const exponent = view.getUint8(offset + 6);
      const canBe = exponent >= LEAST_EXPONENT && exponent <= MOST_EXPONENT;
      chain.lengthBytes = canBe ? 2 ** exponent : -exponent || -256;
      break;
    }
    case 1001:
      chain.timingQuality = view.getUint8(offset + 4);
      chain.microseconds = view.getInt8(offset + 5);
      break;
  }
}
