import { ConfigurationError, InputError, type Trace } from "../../domain/mod.ts";
import { packRecords } from "./pack_records.ts";
import type { WriteEncoding } from "./write_encoding.ts";
import { findWriteEncoding } from "./find_write_encoding.ts";

/** How miniSEED is written. */
export interface WriteMiniseedOptions {
  /**
   * How samples are packed. Unless given, whole numbers as Steim2 (int32 where two neighbours differ
   * by more than 30 bits hold), fractions as they are, in 32 or 64 bits.
   */
  encoding?: WriteEncoding;
  /** Bytes of a record, a power of two from 128 to 65,536 (version 3: the most); 4096 unless given. */
  recordLengthBytes?: number;
  /** Version of the format; 2 unless given. */
  version?: 2 | 3;
}

/**
 * Writes traces as miniSEED, one after the other. Reading gives the same samples, codes, rates and
 * times to a microsecond (rates in version 2: exact where they are a fraction of two numbers up to
 * 32,767, else to 32 bits).
 *
 * Throws InputError for samples that the encoding cannot hold unchanged and for codes that are too
 * long for the version, ConfigurationError for a length of record that cannot be.
 */
export function writeMiniseed(
  traces: readonly Trace[],
  { encoding, recordLengthBytes = 4096, version = 2 }: WriteMiniseedOptions = {},
): Uint8Array<ArrayBuffer> {
  const isPower = Number.isInteger(Math.log2(recordLengthBytes));
  if (recordLengthBytes < 128 || recordLengthBytes > 65_536 || version === 2 && !isPower) {
    throw new ConfigurationError(
      `Cannot write records of ${recordLengthBytes} bytes: expected a power of two from 128 to 65536.`,
      "recordLengthBytes",
    );
  }
  const records: Uint8Array[] = [];
  for (const trace of traces) {
    if (!(trace.samplingRateHz > 0 && trace.samplingRateHz < Infinity)) {
      throw new InputError("Cannot write miniSEED", {
        ...{ field: "samplingRateHz", value: `${trace.samplingRateHz}` },
        expected: "a rate above 0",
      });
    }
    const chosen = findWriteEncoding(trace, encoding);
    for (const record of packRecords(trace, { ...chosen, recordLengthBytes, version })) {
      records.push(record);
    }
  }
  const bytes = new Uint8Array(records.reduce((sum, { length }) => sum + length, 0));
  let position = 0;
  for (const record of records) {
    bytes.set(record, position);
    position += record.length;
  }
  return bytes;
}
