/** Encodings that can be written. */
export const WRITE_ENCODINGS = [
  "steim2",
  "steim1",
  "int32",
  "int16",
  "float32",
  "float64",
] as const;

/** Name of an encoding that can be written. */
export type WriteEncoding = (typeof WRITE_ENCODINGS)[number];
