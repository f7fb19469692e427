import { ConfigurationError } from "../../domain/mod.ts";

/**
 * Degrees east and north out of a text such as "-116.5,33.5". Throws ConfigurationError for anything
 * else.
 */
export function parsePlace(text: string): [longitude: number, latitude: number] {
  const numbers = text.split(",").map((part) => part.trim() === "" ? NaN : Number(part));
  if (numbers.length === 2 && numbers.every(Number.isFinite)) return [numbers[0], numbers[1]];
  throw new ConfigurationError(
    `Cannot read the place "${text.slice(0, 80)}": expected degrees east and north, such as ` +
      "-116.5,33.5.",
    "at",
  );
}
