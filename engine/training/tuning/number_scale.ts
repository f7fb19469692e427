import type { NumberDimension } from "../../domain/mod.ts";

/** Numbers of a dimension laid out between 0 and 1. */
export interface NumberScale {
  /** Place of a value. */
  place(value: number): number;
  /** The value at a place, whole where it has to be, else of four digits. */
  value(place: number): number;
}

/** Lays a dimension out, by its logarithm where factors count; whole numbers own the half around them. */
export function numberScale({ kind, low, high, log }: NumberDimension): NumberScale {
  const margin = kind === "integer" ? 0.5 : 0;
  const to = (value: number) => log ? Math.log(value) : value;
  const [start, end] = [to(low - margin), to(high + margin)];
  return {
    place: (value) => (to(value) - start) / (end - start || 1),
    value(place) {
      const laid = start + place * (end - start);
      const value = log ? Math.exp(laid) : laid;
      const rounded = kind === "integer" ? Math.round(value) : Number(value.toPrecision(4));
      return Math.min(high, Math.max(low, rounded));
    },
  };
}
