import {
  activationGradient,
  type KernelCall,
  softmax,
  softmaxGradient,
} from "../../../kernels/mod.ts";
import type { LayerActivation } from "../read_options.ts";

/** Rows of numbers that an activation is applied to. */
export interface ActivatedRows {
  /** Address of the results of the activation. [rows, n] */
  y: number;
  /** How many rows. */
  rows: number;
  /** Numbers of a row. */
  n: number;
}

/** The softmax that follows a kernel, in place; nothing for other activations. */
export function followWithSoftmax(
  { isSoftmax }: LayerActivation,
  { y, rows, n }: ActivatedRows,
): KernelCall[] {
  return isSoftmax ? [softmax({ y, x: y, rows, n })] : [];
}

/** From slopes by results to slopes by arguments, in place; nothing where they are the same. */
export function activationSlopes(
  { fused, isSoftmax }: LayerActivation,
  { y, rows, n, slopes }: ActivatedRows & { slopes: number },
): KernelCall[] {
  if (isSoftmax) return [softmaxGradient({ dx: slopes, y, dy: slopes, rows, n })];
  if (fused === "linear") return [];
  return [activationGradient({ dx: slopes, y, dy: slopes, n: rows * n, activation: fused })];
}
