import { formatChannelCode, InputError, type Trace } from "../../domain/mod.ts";
import { nominalRateHz } from "./read_header_2.ts";
import type { HeaderLayout } from "./header_layout.ts";
import { splitTime } from "../split_time.ts";

const FIXED_BYTES = 48;
const [BLOCKETTE_1000, BLOCKETTE_1001, BLOCKETTE_100] = [48, 56, 64];
const MOST_PART = 32_767;
const CORRECTED = 0x02;

/**
 * The header of version 2, big-endian, with blockettes 1000 and 1001, and 100 where the rate is no
 * fraction of two small numbers. Throws InputError for codes that are too long for it.
 *
 * Source: SEED manual 2.4, chapter 8.
 */
export function packHeader2(trace: Trace, isSteim: boolean): HeaderLayout {
  const rate = findFraction(trace.samplingRateHz);
  const codes = fixedCodes(trace);
  const payloadAt = rate.isExact ? 64 : isSteim ? 128 : 80;
  return {
    ...{ payloadAt, isCut: false, isLittleEndian: false },
    fill(record, { sequence, encoding, startMicroseconds, sampleCount, lengthBytes }) {
      const view = new DataView(record.buffer, record.byteOffset, record.length);
      const text = `${sequence % 1_000_000}`.padStart(6, "0") + "D " + codes;
      for (let i = 0; i < text.length; i++) record[i] = text.charCodeAt(i);
      const ticks = Math.floor((startMicroseconds + 50) / 100);
      const time = splitTime(ticks * 100);
      view.setUint16(20, time.year);
      view.setUint16(22, time.dayOfYear);
      record.set([time.hour, time.minute, time.second], 24);
      view.setUint16(28, time.microseconds / 100);
      view.setUint16(30, sampleCount);
      view.setInt16(32, rate.factor);
      view.setInt16(34, rate.multiplier);
      record[36] = CORRECTED;
      record[39] = rate.isExact ? 2 : 3;
      view.setUint16(44, payloadAt);
      view.setUint16(46, FIXED_BYTES);
      view.setUint16(BLOCKETTE_1000, 1000);
      view.setUint16(BLOCKETTE_1000 + 2, BLOCKETTE_1001);
      record.set([encoding, 1, Math.log2(lengthBytes)], BLOCKETTE_1000 + 4);
      view.setUint16(BLOCKETTE_1001, 1001);
      view.setUint16(BLOCKETTE_1001 + 2, rate.isExact ? 0 : BLOCKETTE_100);
      view.setInt8(BLOCKETTE_1001 + 5, startMicroseconds - ticks * 100);
      if (rate.isExact) return;
      view.setUint16(BLOCKETTE_100, 100);
      view.setFloat32(BLOCKETTE_100 + 4, trace.samplingRateHz);
    },
  };
}

/** Station, location, channel and network in their fixed places. */
function fixedCodes({ code }: Trace): string {
  const fields = [
    ["station", code.station, 5],
    ["location", code.location, 2],
    ["channel", code.channel, 3],
    ["network", code.network, 2],
  ] as const;
  return fields.map(([field, text, length]) => {
    if (text.length > length || !/^[ -~]*$/.test(text)) {
      throw new InputError(`Cannot write ${formatChannelCode(code)} as miniSEED 2`, {
        ...{ field, value: text },
        expected: `at most ${length} ASCII letters; version 3 takes longer ones`,
      });
    }
    return text.padEnd(length, " ");
  }).join("");
}

interface RateFraction {
  factor: number;
  multiplier: number;
  isExact: boolean;
}

/**
 * The two numbers of the header for a rate, that give it exactly as a reader computes it; the nearest
 * whole rate or period where there are none.
 */
function findFraction(rateHz: number): RateFraction {
  for (let part = 1; part <= MOST_PART; part++) {
    // A quotient, a product, and one over a product.
    const numerators = [
      { factor: Math.round(rateHz * part), multiplier: -part },
      { factor: Math.round(rateHz / part), multiplier: part },
      { factor: -Math.round(1 / (rateHz * part)), multiplier: -part },
    ];
    const found = numerators.find(({ factor, multiplier }) =>
      factor !== 0 && Math.abs(factor) <= MOST_PART && nominalRateHz(factor, multiplier) === rateHz
    );
    if (found !== undefined) return { ...found, isExact: true };
  }
  const factor = rateHz >= 1 ? Math.round(rateHz) : -Math.round(1 / rateHz);
  return {
    factor: Math.max(-MOST_PART, Math.min(MOST_PART, factor)),
    ...{ multiplier: 1, isExact: false },
  };
}
