/** A filter of second order: b0, b1, b2, 1, a1, a2 of (b0 + b1/z + b2/z²) / (1 + a1/z + a2/z²). [6] */
export type FilterSection = readonly [number, number, number, number, number, number];
