/** What seems to begin at a byte of a source. */
export type HeaderKind = "version 2" | "version 3" | "control header" | "noise record" | "other";

/** Length of the fixed header of version 2. */
export const FIXED_HEADER_2_BYTES = 48;
/** Length of the fixed header of version 3. */
export const FIXED_HEADER_3_BYTES = 40;

const [BLANK, ZERO, NINE] = [32, 48, 57];
const [LETTER_D, LETTER_R, LETTER_Q, LETTER_M, LETTER_S] = [68, 82, 81, 77, 83];
/** Volume, abbreviation, station and time span headers of full SEED: V, A, S, T. */
const CONTROL_LETTERS = [86, 65, 83, 84];

/**
 * Tells from the first 48 bytes (40 of version 3) what begins at `at`; "other" too where there are
 * too few bytes.
 *
 * Source: SEED manual 2.4, chapter 8, and FDSN miniSEED 3; the tests of libmseed.
 */
export function recogniseHeader(bytes: Uint8Array, at: number): HeaderKind {
  const left = bytes.length - at;
  if (left < FIXED_HEADER_3_BYTES) return "other";
  if (bytes[at] === LETTER_M && bytes[at + 1] === LETTER_S && bytes[at + 2] === 3) {
    return isTimeOfDay(bytes, at + 12) ? "version 3" : "other";
  }
  if (left < FIXED_HEADER_2_BYTES) return "other";
  const letter = bytes[at + 6];
  const isData = isQuality(letter);
  if (!isData && letter !== BLANK && !CONTROL_LETTERS.includes(letter)) return "other";
  if (!isSequence(bytes, at)) return "other";
  if (isData) {
    if (bytes[at + 7] !== BLANK && bytes[at + 7] !== 0) return "other";
    return isTimeOfDay(bytes, at + 24) ? "version 2" : "other";
  }
  if (bytes[at] < ZERO) return "other";
  if (letter !== BLANK) {
    return bytes[at + 7] === BLANK || bytes[at + 7] === 42 ? "control header" : "other";
  }
  for (let i = at + 7; i < at + FIXED_HEADER_2_BYTES; i++) {
    if (bytes[i] !== BLANK && bytes[i] !== 0) return "other";
  }
  return "noise record";
}

/** Whether a letter is a data quality of version 2, the quickest sign of a header. */
export function isQuality(letter: number): boolean {
  return letter === LETTER_D || letter === LETTER_M || letter === LETTER_Q || letter === LETTER_R;
}

function isSequence(bytes: Uint8Array, at: number): boolean {
  for (let i = at; i < at + 6; i++) {
    const byte = bytes[i];
    if ((byte < ZERO || byte > NINE) && byte !== BLANK && byte !== 0) return false;
  }
  return true;
}

function isTimeOfDay(bytes: Uint8Array, at: number): boolean {
  return bytes[at] < 24 && bytes[at + 1] < 60 && bytes[at + 2] <= 60;
}
