import { type ByteSpan, textOfSpan } from "./byte_span.ts";

/** Powers of ten that a double holds exactly. */
const EXACT_POWERS_OF_TEN = Float64Array.from({ length: 23 }, (_, power) => Number(`1e${power}`));

/** Texts that stand for a number that is not known. */
export const MISSING_NUMBER: RegExp = /^(|nan|null|none)$/i;

const DECIMAL_NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

/**
 * Reads a decimal number from bytes, equal to what `Number` makes of the text; NaN where it is none.
 * Unlike `Number` it takes no hexadecimal, no "Infinity", and the empty text as unreadable.
 *
 * Source: Clinger, "How to read floating point numbers accurately" (1990): an integer of at most 15
 * digits divided by a power of ten up to 22 rounds once, hence correctly.
 *
 * @example
 * ```ts
 * import { parseNumber, spanOfText } from "@quakecast/quakecast/sources";
 * console.assert(parseNumber(spanOfText("-117.25")) === -117.25);
 * console.assert(Number.isNaN(parseNumber(spanOfText("M5"))));
 * ```
 */
export function parseNumber(span: ByteSpan): number {
  const { bytes, end } = span;
  let position = span.start;
  const sign = bytes[position];
  if (position < end && (sign === 45 || sign === 43)) position++;
  let mantissa = 0;
  let digits = 0;
  let decimals = -1;
  for (; position < end; position++) {
    const digit = bytes[position] - 48;
    if (digit >= 0 && digit <= 9) {
      mantissa = mantissa * 10 + digit;
      if (mantissa !== 0) digits++;
      if (decimals >= 0) decimals++;
    } else if (bytes[position] === 46 && decimals < 0) {
      decimals = 0;
    } else {
      return parseSlowly(span);
    }
  }
  const isPlain = digits <= 15 && decimals <= 22 && hasDigit(span);
  if (!isPlain) return parseSlowly(span);
  const size = decimals > 0 ? mantissa / EXACT_POWERS_OF_TEN[decimals] : mantissa;
  return sign === 45 ? -size : size;
}

/** Whether there is a digit beside the sign and the point, of which there are at most two. */
function hasDigit(span: ByteSpan): boolean {
  for (let position = span.start; position < span.end && position < span.start + 3; position++) {
    const byte = span.bytes[position];
    if (byte >= 48 && byte <= 57) return true;
  }
  return false;
}

/** As `parseNumber`, of a text without blanks at its ends. */
export function parseNumberText(text: string): number {
  const number = DECIMAL_NUMBER.test(text) ? Number(text) : NaN;
  return Number.isFinite(number) ? number : NaN;
}

function parseSlowly(span: ByteSpan): number {
  return parseNumberText(textOfSpan(span));
}
