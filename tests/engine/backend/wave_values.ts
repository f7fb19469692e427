/** Numbers between -1 and 1 without a pattern that a wrong index would keep. */
export function waveValues(shape: readonly number[], start: number): number[] {
  const size = shape.reduce((count, length) => count * length, 1);
  return Array.from({ length: size }, (_, i) => Math.sin(start * 12.9898 + i * 78.233) * 43758 % 1);
}
