import { assertEquals, assertThrows } from "@std/assert";
import {
  ACTIVATIONS,
  convolution,
  convolutionBiasGradient,
  convolutionFilterGradient,
  type ConvolutionShape,
  packConvolution,
  packedConvolutionBytes,
  packedTransposedBytes,
  packTransposedConvolution,
  samePadding,
  transposedConvolution,
  windowSizes,
} from "../../../engine/kernels/mod.ts";
import {
  convolutionGradientsReference,
  convolutionReference,
} from "../../../engine/kernels/convolution_reference.ts";
import { assertAllClose } from "../backend/assert_all_close.ts";
import { sharedFile, testWithSharedData } from "../../shared_data.ts";
import {
  assertResults,
  type ConvolutionResults,
  randomOperands,
  runConvolution,
  sizesOf,
} from "./convolution_stage.ts";
import {
  AWKWARD_SIZES,
  type KernelStage,
  openStage,
  randomValues,
  testKernel,
} from "./kernel_stage.ts";

const SMALL: ConvolutionShape = {
  ...{ batch: 2, rows: 5, columns: 9, channels: 3, filters: 5, kernelRows: 3, kernelColumns: 3 },
};
const LINE: ConvolutionShape = { ...SMALL, rows: 1, columns: 31, kernelRows: 1, kernelColumns: 5 };

testKernel("convolution: awkward channels and filters, forward and gradients", (stage) => {
  for (const channels of AWKWARD_SIZES) {
    for (const filters of AWKWARD_SIZES) {
      if (channels * filters > 6000) continue;
      compare(stage, { ...LINE, batch: 1, columns: 11, kernelColumns: 3, channels, filters });
    }
  }
  compare(stage, { ...SMALL, batch: 1, channels: 200, filters: 3, kernelColumns: 4 });
});

testKernel("convolution: strides, kernels and paddings of one dimension", (stage) => {
  for (let columnStride = 1; columnStride <= 4; columnStride++) {
    for (let kernelColumns = 1; kernelColumns <= 7; kernelColumns++) {
      const shape = { ...LINE, columns: 17, kernelColumns, columnStride };
      compare(stage, shape);
      compare(stage, { ...shape, padding: samePadding(shape) });
      compare(stage, { ...shape, padding: { left: 5, right: 1 } });
    }
  }
});

testKernel("convolution: strides, kernels and paddings of two dimensions", (stage) => {
  for (const [rowStride, columnStride] of [[1, 1], [2, 2], [1, 3], [4, 2], [3, 3]]) {
    for (const [kernelRows, kernelColumns] of [[1, 1], [3, 3], [2, 5], [7, 4]]) {
      const shape = { ...SMALL, rows: 8, rowStride, columnStride, kernelRows, kernelColumns };
      compare(stage, shape);
      compare(stage, { ...shape, padding: samePadding(shape) });
      compare(stage, { ...shape, padding: { top: 3, left: 2, right: 4 } });
    }
  }
});

testKernel("convolution: batches, long rows, many rows", (stage) => {
  for (const batch of [1, 2, 7, 32]) compare(stage, { ...SMALL, batch });
  compare(stage, { ...LINE, batch: 1024, columns: 4, kernelColumns: 2, padding: { right: 1 } });
  compare(stage, { ...LINE, batch: 1, columns: 400, filters: 9, padding: { left: 2, right: 2 } });
  const oneRow = { ...SMALL, batch: 7, rows: 2, padding: { top: 1 } }; // its kernel's first row is outside
  compare(stage, oneRow);
  compare(stage, { ...SMALL, batch: 1, rows: 140, columns: 3, padding: { left: 1, right: 1 } });
  compare(stage, { ...SMALL, batch: 1, rows: 3, columns: 150, rowStride: 2, columnStride: 2 });
});

testKernel("convolution: kernels larger than the input, and nothing at all", (stage) => {
  compare(stage, { ...LINE, columns: 3, kernelColumns: 7, padding: { left: 3, right: 3 } });
  compare(stage, { ...SMALL, rows: 2, columns: 2, kernelRows: 6, padding: { top: 9, bottom: 7 } });
  compare(stage, { ...LINE, columns: 3, kernelColumns: 7 });
  compare(stage, { ...LINE, columns: 2, padding: { left: 20, right: 20 } });
  compare(stage, { ...LINE, columns: 0, padding: { left: 4, right: 4 } });
  for (const size of ["batch", "channels", "filters", "rows"] as const) {
    compare(stage, { ...SMALL, [size]: 0 });
  }
});

testKernel("convolution: unaligned addresses", (stage) => {
  for (const shift of [1, 2, 3]) compare(stage, { ...SMALL, columnStride: 2 }, { shift });
});

testKernel("convolution: activations, of convolutions and of transposed ones", (stage) => {
  const shape = { ...SMALL, rowStride: 2, columnStride: 3, kernelRows: 1, kernelColumns: 2 };
  const sizes = sizesOf(shape);
  const { x, weights, bias, slope } = randomOperands(shape);
  const upBias = randomValues(shape.channels, 5);
  const address = { x: stage.put(x), weights: stage.put(weights), packed: 0 };
  for (const activation of ACTIVATIONS) {
    const apply = FUNCTIONS[activation];
    address.packed = stage.room(packedConvolutionBytes(shape) / 4);
    const out = stage.room(sizes.slope);
    stage.run(packConvolution({ ...shape, ...address, bias: stage.put(bias) }));
    stage.run(convolution({ ...shape, ...address, out, activation }));
    const expected = convolutionReference(shape, { x, weights, bias }).map(apply);
    assertAllClose(stage.read(out, sizes.slope), expected, { of: activation, ...CLOSE });

    address.packed = stage.room(packedTransposedBytes(shape) / 4);
    const up = stage.room(sizes.x);
    const bigger = { ...shape, ...address, bias: stage.put(upBias), x: stage.put(slope) };
    packTransposedConvolution(bigger).forEach(stage.run);
    transposedConvolution({ ...bigger, out: up, activation }).forEach(stage.run);
    const gradient = convolutionGradientsReference(shape, { x, weights, slope }).x;
    const sums = gradient.map((value, i) => apply(value + upBias[i % shape.channels]));
    assertAllClose(stage.read(up, sizes.x), sums, { of: `transposed, ${activation}`, ...CLOSE });
  }
});

testKernel(
  "convolution: what lies outside of the input is left out, not multiplied by 0",
  (stage) => {
    const shape = {
      ...LINE,
      batch: 1,
      columns: 4,
      padding: { left: 4, right: 4 },
      channels: 1,
      filters: 1,
    };
    const operands = { ...randomOperands(shape), weights: [1, Infinity, 1, 1, 1], bias: [0] };
    const { output } = runConvolution(stage, operands, { shape });
    assertEquals(Array.from(output, Number.isFinite), [
      ...[true, true, true, false, false, false, false, true],
    ]);
  },
);

testKernel("convolution: gradients that go on from what is there", (stage) => {
  const { x, slope, weights, bias } = randomOperands(SMALL);
  const address = { x: stage.put(x), slope: stage.put(slope), start: "output" as const };
  const [out, outBias] = [stage.put(weights), stage.put(bias)];
  stage.run(convolutionFilterGradient({ ...SMALL, ...address, out }));
  stage.run(convolutionBiasGradient({ ...SMALL, ...address, out: outBias }));
  const gradient = convolutionGradientsReference(SMALL, { x, slope, weights });
  const expected = gradient.weights.map((value, i) => value + weights[i]);
  assertAllClose(stage.read(out, weights.length), expected, { of: "weights", ...CLOSE });
  const expectedBias = gradient.bias.map((value, i) => value + bias[i]);
  assertAllClose(stage.read(outBias, bias.length), expectedBias, { of: "bias", ...CLOSE });
});

Deno.test("convolution: sizes that cannot be are refused", () => {
  const refused: [Partial<ConvolutionShape>, string][] = [
    [{ dilation: 2 }, "Cannot dilate windows by 2"],
    [{ rowStride: 0 }, "Cannot use rowStride 0: need a whole number of 1 or more"],
    [{ padding: { top: -1 } }, "Cannot use top -1"],
    [{ columns: 1.5 }, "Cannot use columns 1.5"],
  ];
  for (const [change, words] of refused) {
    assertThrows(() => windowSizes({ ...SMALL, ...change }), RangeError, words);
  }
});

testWithSharedData("convolution: outputs and gradients agree with PyTorch", async () => {
  const { cases } = JSON.parse(await Deno.readTextFile(sharedFile("golden/layers.json")));
  const golden = (cases as GoldenCase[]).filter(({ layer }) => layer.startsWith("conv"));
  assertEquals(golden.length, 5);
  for (const build of ["relaxed-simd", "simd"] as const) {
    const stage = await openStage(build);
    for (const one of golden) compareGolden(stage, one);
    stage.checkGuards();
  }
});

const CLOSE = { relative: 1e-5, nearZero: 2e-6 };

const FUNCTIONS = {
  linear: (x: number) => x,
  relu: (x: number) => Math.max(0, x),
  tanh: Math.tanh,
  sigmoid: (x: number) => 1 / (1 + Math.exp(-x)),
};

interface Values {
  shape: number[];
  values: number[];
}

interface GoldenCase extends
  Record<
    "x" | "kernel" | "bias" | "output" | `${"output" | "x" | "kernel" | "bias"}_gradient`,
    Values
  > {
  layer: string;
  stride: number;
  padding_each_side: number;
}

function compareGolden(stage: KernelStage, golden: GoldenCase): void {
  const isLine = golden.layer === "conv1d";
  const [batch, rows, columns, channels] = isLine ? lineOf(golden.x.shape) : golden.x.shape;
  const [kernelRows, kernelColumns, , filters] = isLine
    ? [1, ...golden.kernel.shape]
    : golden.kernel.shape;
  const { stride, padding_each_side: pad } = golden;
  const shape: ConvolutionShape = {
    ...{ batch, rows, columns, channels, filters, kernelRows, kernelColumns },
    columnStride: stride,
    rowStride: isLine ? 1 : stride,
    padding: { left: pad, right: pad, top: isLine ? 0 : pad, bottom: isLine ? 0 : pad },
  };
  const actual = runConvolution(stage, {
    x: golden.x.values,
    weights: golden.kernel.values,
    bias: golden.bias.values,
    slope: golden.output_gradient.values,
  }, { shape });
  const expected: ConvolutionResults = {
    output: golden.output.values,
    x: golden.x_gradient.values,
    weights: golden.kernel_gradient.values,
    bias: golden.bias_gradient.values,
  };
  assertResults(actual, expected, { of: golden.layer, relative: 5e-4 });
}

function lineOf([batch, columns, channels]: number[]): number[] {
  return [batch, 1, columns, channels];
}

function compare(stage: KernelStage, shape: ConvolutionShape, { shift = 0 } = {}): void {
  const operands = randomOperands(shape);
  const gradients = convolutionGradientsReference(shape, operands);
  const expected = { output: convolutionReference(shape, operands), ...gradients };
  const of = JSON.stringify(shape);
  assertResults(runConvolution(stage, operands, { shape, shift }), expected, { of, ...CLOSE });
}
