import { formatChannelCode, InputError, type Samples, type Trace } from "../../domain/mod.ts";
import { STEIM2_MOST_DIFFERENCE } from "./encode_steim.ts";
import type { WriteEncoding } from "./write_encoding.ts";

/** Samples in the type of the encoding, unchanged in value. */
export interface EncodableSamples {
  /** How they are packed. */
  encoding: WriteEncoding;
  /** Whole numbers in 32 bits for all but float32 and float64. */
  samples: Samples;
}

/**
 * The encoding to write a trace in: the one asked for, or the smallest that holds its samples. Throws
 * InputError with the first sample that it cannot hold unchanged.
 */
export function findWriteEncoding(trace: Trace, asked?: WriteEncoding): EncodableSamples {
  const { samples } = trace;
  const encoding = asked ?? defaultEncoding(samples);
  const converted = convert(samples, encoding);
  const wrong = findChanged(samples, converted, encoding);
  if (wrong >= 0) {
    throw new InputError(`Cannot write ${formatChannelCode(trace.code)} as ${encoding}`, {
      ...{ field: `sample ${wrong}`, value: `${samples[wrong]}` },
      expected: encoding === "int16"
        ? "whole numbers of 16 bits"
        : encoding === "float32"
        ? "numbers that 32 bits hold exactly; float64 holds all"
        : "whole numbers of 32 bits; float64 holds all",
    });
  }
  if (encoding !== "steim2") return { encoding, samples: converted };
  const far = findFar(converted);
  if (far < 0) return { encoding, samples: converted };
  if (asked === undefined) return { encoding: "int32", samples: converted };
  throw new InputError(`Cannot write ${formatChannelCode(trace.code)} as steim2`, {
    ...{ field: `sample ${far}`, value: `${converted[far]} after ${converted[far - 1]}` },
    expected: "neighbours that differ by 30 bits at most; int32 and steim1 hold all",
  });
}

function defaultEncoding(samples: Samples): WriteEncoding {
  if (samples instanceof Int32Array) return "steim2";
  return samples instanceof Float32Array ? "float32" : "float64";
}

function convert(samples: Samples, encoding: WriteEncoding): Samples {
  const output = encoding === "float32"
    ? Float32Array
    : encoding === "float64"
    ? Float64Array
    : Int32Array;
  return samples instanceof output ? samples : output.from(samples);
}

function findChanged(samples: Samples, converted: Samples, encoding: WriteEncoding): number {
  if (encoding === "int16") {
    return samples.findIndex((value) => !(value === (value << 16 >> 16)));
  }
  if (samples === converted) return -1;
  return samples.findIndex((value: number, i: number) => {
    // Minus zero and NaN have no whole number.
    return !Object.is(value, converted[i]);
  });
}

/** The first sample too far from the one before it; the difference is not wrapped. */
function findFar(samples: Samples): number {
  for (let i = 1; i < samples.length; i++) {
    const difference = samples[i] - samples[i - 1];
    if (difference > STEIM2_MOST_DIFFERENCE || difference < -STEIM2_MOST_DIFFERENCE - 1) return i;
  }
  return -1;
}
