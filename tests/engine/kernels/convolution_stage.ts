import { assertEquals } from "@std/assert";
import {
  convolution,
  convolutionBiasGradient,
  convolutionFilterGradient,
  convolutionInputGradient,
  type ConvolutionShape,
  type KernelCall,
  packConvolution,
  packedConvolutionBytes,
  packedTransposedBytes,
  packTransposedConvolution,
  windowSizes,
} from "../../../engine/kernels/mod.ts";
import { assertAllClose } from "../backend/assert_all_close.ts";
import { type KernelStage, randomValues } from "./kernel_stage.ts";

/** Values that a convolution and its gradients start from. */
export interface ConvolutionValues {
  x: ArrayLike<number>;
  weights: ArrayLike<number>;
  bias: ArrayLike<number>;
  slope: ArrayLike<number>;
}

/** What a convolution and its gradients give. */
export interface ConvolutionResults {
  output: ArrayLike<number>;
  x: ArrayLike<number>;
  weights: ArrayLike<number>;
  bias: ArrayLike<number>;
}

/** Compares all results, one by one. */
export function assertResults(
  actual: ConvolutionResults,
  expected: ConvolutionResults,
  { of, ...close }: { of: string; relative: number; nearZero?: number },
): void {
  for (const key of ["output", "x", "weights", "bias"] as const) {
    assertAllClose(actual[key], expected[key], { of: `${key} of ${of}`, ...close });
  }
}

/** How many numbers each value has. */
export function sizesOf(shape: ConvolutionShape): Record<keyof ConvolutionValues, number> {
  const { batch, rows, columns, channels, filters, kernelRows, kernelColumns } = shape;
  const { outputRows, outputColumns } = windowSizes(shape);
  return {
    x: batch * rows * columns * channels,
    weights: kernelRows * kernelColumns * channels * filters,
    bias: filters,
    slope: batch * outputRows * outputColumns * filters,
  };
}

/** Seeded values for a shape. */
export function randomOperands(
  shape: ConvolutionShape,
): Record<keyof ConvolutionValues, Float32Array> {
  const sizes = sizesOf(shape);
  return {
    x: randomValues(sizes.x, 1),
    weights: randomValues(sizes.weights, 2),
    bias: randomValues(sizes.bias, 3),
    slope: randomValues(sizes.slope, 4),
  };
}

/** Output and gradients, each run whole and in parts, with the same bits. */
export function runConvolution(
  stage: KernelStage,
  { x, weights, bias, slope }: ConvolutionValues,
  { shape, shift = 0 }: { shape: ConvolutionShape; shift?: number },
): ConvolutionResults {
  const sizes = sizesOf(shape);
  const address = {
    x: stage.put(x, shift),
    slope: stage.put(slope, shift),
    weights: stage.put(weights, shift),
  };
  const packed = stage.room(packedConvolutionBytes(shape) / 4);
  const turned = stage.room(packedTransposedBytes(shape) / 4);
  const options = { ...shape, ...address };
  stage.runInParts(packConvolution({ ...options, packed, bias: stage.put(bias, shift) }));
  packTransposedConvolution({ ...options, packed: turned }).forEach(stage.runInParts);
  const twice = (size: number, calls: (out: number) => KernelCall[]) => {
    const [whole, parts] = [stage.room(size, shift), stage.room(size, shift)];
    calls(whole).forEach(stage.run);
    calls(parts).forEach(stage.runInParts);
    const values = stage.read(whole, size);
    assertEquals(stage.read(parts, size), values, JSON.stringify(shape));
    return values;
  };
  return {
    output: twice(sizes.slope, (out) => [convolution({ ...options, packed, out })]),
    x: twice(sizes.x, (out) => convolutionInputGradient({ ...options, packed: turned, out })),
    weights: twice(sizes.weights, (out) => [convolutionFilterGradient({ ...options, out })]),
    bias: twice(sizes.bias, (out) => [convolutionBiasGradient({ ...options, out })]),
  };
}
