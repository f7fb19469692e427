import type { KernelCall } from "./kernel_call.ts";

const PANEL = 8;
const FLOAT_BYTES = 4;

/**
 * Numbers in a row of interleaved gates: four units of every gate side by side, padded to whole
 * groups of four and whole panels of eight.
 */
export function gateColumns({ units, gates }: { units: number; gates: number }): number {
  return Math.ceil(Math.ceil(units / 4) * 4 * gates / PANEL) * PANEL;
}

/** Weights of gates, where they lie and how many. */
export interface PackGatesOptions {
  /** Address of the packed weights. */
  packed: number;
  /** Address of the weights. [k, gate × unit] */
  weights: number;
  /** Address of the biases; 0 for none. [gate × unit] */
  bias?: number;
  /** Rows of the weights: inputs, or units for recurrent ones. */
  k: number;
  /** Units of the layer. */
  units: number;
  /** Gates of the layer. */
  gates: number;
  /** For single rows, which then read the weights in one run. */
  wide?: boolean;
}

/** Bytes of weights packed by `packGates`. */
export function packedGatesBytes(
  { k, units, gates }: { k: number; units: number; gates: number },
): number {
  return gateColumns({ units, gates }) * (k + 1) * FLOAT_BYTES;
}

/** Packs weights of gates, with their biases, for the way forward. */
export function packGates(options: PackGatesOptions): KernelCall {
  const { packed, weights, bias = 0, k, units, gates, wide = false } = options;
  return {
    kernel: "packGates",
    args: [packed, weights, bias, k, units, gates, Number(wide)],
    units: gateColumns({ units, gates }) / PANEL,
    multiplyAdds: k * units * gates / 4,
  };
}

/** Bytes of weights packed by `packGatesTransposed`. */
export function packedTransposedGatesBytes(
  { k, units, gates }: { k: number; units: number; gates: number },
): number {
  const rows = gateColumns({ units, gates }) + 1;
  return Math.ceil(k / PANEL) * PANEL * rows * FLOAT_BYTES;
}

/** Packs the transpose of weights of gates, for the way back. */
export function packGatesTransposed(
  { packed, weights, k, units, gates }: Omit<PackGatesOptions, "bias" | "wide">,
): KernelCall {
  return {
    kernel: "packGatesTransposed",
    args: [packed, weights, k, units, gates],
    units: Math.ceil(k / PANEL),
    multiplyAdds: k * units * gates / 4,
  };
}

/** Brings rows of interleaved gates into the order of the weights, [rows, gate × unit]. */
export function unpackGates(
  { out, interleaved, rows, units, gates }: {
    out: number;
    interleaved: number;
    rows: number;
    units: number;
    gates: number;
  },
): KernelCall {
  return {
    kernel: "unpackGates",
    args: [out, interleaved, units, gates],
    units: rows,
    multiplyAdds: rows * units * gates / 4,
  };
}
