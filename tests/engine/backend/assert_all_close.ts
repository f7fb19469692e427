import { assertEquals, assertLessOrEqual } from "@std/assert";

/** How near is near enough. */
export interface Closeness {
  /** What is compared. */
  of: string;
  /** Largest difference, as a share of the expected value. */
  relative: number;
  /** Largest difference for values near 0, as a share of the largest expected value. */
  nearZero?: number;
}

/** Compares two lists value by value, and says where they differ most. */
export function assertAllClose(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  { of, relative, nearZero = relative / 50 }: Closeness,
): void {
  assertEquals(actual.length, expected.length, `number of values of ${of}`);
  const largest = Array.from(expected, Math.abs).reduce((a, b) => Math.max(a, b), 0);
  for (let i = 0; i < expected.length; i++) {
    const allowed = relative * Math.abs(expected[i]) + nearZero * largest;
    const difference = Math.abs(actual[i] - expected[i]);
    assertLessOrEqual(difference, allowed, `${of}[${i}]: ${actual[i]}, expected ${expected[i]}`);
  }
}
