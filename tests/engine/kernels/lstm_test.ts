import { assertEquals, assertThrows } from "@std/assert";
import {
  LSTM_GATES,
  lstmBackward,
  lstmForward,
  lstmKeptBytes,
  packedGatesBytes,
  packedTransposedGatesBytes,
  packGates,
  packGatesTransposed,
  type RecurrentShape,
  recurrentSlopes,
  recurrentSlopesBytes,
} from "../../../engine/kernels/mod.ts";
import { lstmReference, lstmSlopesReference } from "../../../engine/kernels/lstm_reference.ts";
import { sharedFile, testWithSharedData } from "../../shared_data.ts";
import { assertAllClose } from "../backend/assert_all_close.ts";
import {
  AWKWARD_SIZES,
  type KernelStage,
  openStage,
  randomValues,
  testKernel,
} from "./kernel_stage.ts";

interface Layer {
  x: Float32Array;
  kernel: Float32Array;
  recurrent: Float32Array;
  bias: Float32Array;
  dOut: Float32Array; // [batch, step, unit]
}

testKernel("LSTM: awkward sizes equal the definition, in parts bit for bit", (stage) => {
  for (const units of AWKWARD_SIZES) {
    for (const inputs of [1, 3, 50]) {
      for (const batch of [1, 2, 7]) compareForward(stage, { batch, steps: 4, inputs, units });
    }
  }
  compareForward(stage, { batch: 1024, steps: 2, inputs: 3, units: 5 });
  compareForward(stage, { batch: 0, steps: 2, inputs: 3, units: 5 });
  compareForward(stage, { batch: 3, steps: 1, inputs: 0, units: 5 });
  compareForward(stage, { batch: 33, steps: 130, inputs: 2, units: 17 }); // steps made ahead in parts
});

testKernel("LSTM: an example's bits do not depend on its batch, nor on wide packing", (stage) => {
  const shape = { batch: 7, steps: 5, inputs: 3, units: 50 };
  const layer = randomLayer(shape);
  const whole = forward(stage, layer, shape).last;
  for (const wide of [false, true]) {
    for (let example = 0; example < shape.batch; example++) {
      const x = layer.x.slice(example * 15, example * 15 + 15);
      const alone = forward(stage, { ...layer, x }, { ...shape, batch: 1 }, { wide }).last;
      assertEquals(alone, whole.slice(example * 50, example * 50 + 50));
    }
  }
});

testKernel("LSTM: back through time equals the definition, in parts bit for bit", (stage) => {
  for (const units of AWKWARD_SIZES) {
    compareBackward(stage, { batch: 3, steps: 4, inputs: 2, units });
  }
  for (const inputs of AWKWARD_SIZES) {
    compareBackward(stage, { batch: 2, steps: 3, inputs, units: 5 });
  }
  for (const batch of [1, 32, 100]) {
    compareBackward(stage, { batch, steps: 3, inputs: 3, units: 7 });
  }
  compareBackward(stage, { batch: 2, steps: 1, inputs: 3, units: 5 });
});

testKernel("LSTM: backwards in time, unaligned", (stage) => {
  const shape = { batch: 3, steps: 6, inputs: 2, units: 9 };
  const layer = randomLayer(shape);
  const turned = layer.x.slice();
  for (let at = 0; at < 18; at++) {
    const from = at - at % 6 + 5 - at % 6;
    turned.set(layer.x.subarray(2 * from, 2 * from + 2), 2 * at);
  }
  const expected = forward(stage, { ...layer, x: turned }, shape).last;
  assertEquals(forward(stage, layer, shape, { reverse: true }).last, expected);
  assertEquals(forward(stage, { ...layer, x: turned }, shape, { shift: 3 }).last, expected);
});

Deno.test("LSTM: layers that do not fit are refused", () => {
  const sequence = { address: 0, row: 1, step: 1 };
  const options = { out: sequence, x: sequence, packedInput: 0, packedRecurrent: 0 };
  for (const wrong of [{ steps: 0 }, { units: 0 }, { units: 5_000 }, { batch: -1 }]) {
    const shape = { batch: 1, steps: 1, inputs: 1, units: 1, ...wrong };
    assertThrows(() => lstmForward(options, shape), RangeError, "Cannot run an LSTM");
  }
});

testWithSharedData("LSTM: the kernels give PyTorch's outputs and gradients", async () => {
  const { cases } = JSON.parse(await Deno.readTextFile(sharedFile("golden/layers.json")));
  const golden = cases.filter(({ layer }: { layer: string }) => layer === "lstm");
  assertEquals(golden.length, 4);
  const stage = await openStage("relaxed-simd");
  for (const one of golden) {
    const { batch, steps, inputs, units } = one;
    const shape = { batch, steps, inputs, units };
    const dOut = new Float32Array(batch * steps * units);
    const slope: number[] = one.output_gradient.values;
    slope.forEach((value, i) => {
      const [row, unit] = [Math.floor(i / units), i % units];
      const at = one.return_sequences ? row : row * steps + steps - 1;
      dOut[at * units + unit] = value;
    });
    const layer: Layer = {
      x: Float32Array.from(one.x.values),
      kernel: Float32Array.from(one.kernel.values),
      recurrent: Float32Array.from(one.recurrent_kernel.values),
      bias: Float32Array.from(one.bias.values),
      dOut,
    };
    const { last, out } = forward(stage, layer, shape);
    const relative = 5e-4;
    const output = one.return_sequences ? out : last;
    assertAllClose(output, one.output.values, { of: "output", relative });
    const slopes = backward(stage, layer, shape);
    assertAllClose(slopes.dx, one.x_gradient.values, { of: "x", relative });
    assertAllClose(slopes.dKernel, one.kernel_gradient.values, { of: "kernel", relative });
    assertAllClose(slopes.dRecurrent, one.recurrent_kernel_gradient.values, { of: "R", relative });
    assertAllClose(slopes.dBias, one.bias_gradient.values, { of: "bias", relative });
  }
});

function randomLayer({ batch, steps, inputs, units }: RecurrentShape): Layer {
  const scaled = (size: number, seed: number) =>
    randomValues(size, seed).map((value) => value / Math.sqrt(units + inputs));
  return {
    x: randomValues(batch * steps * inputs, 1),
    kernel: scaled(inputs * 4 * units, 2),
    recurrent: scaled(units * 4 * units, 3),
    bias: scaled(4 * units, 4),
    dOut: randomValues(batch * steps * units, 5),
  };
}

/** h of every step, and of the last as inference gives it. */
function forward(
  stage: KernelStage,
  { x, kernel, recurrent, bias }: Layer,
  shape: RecurrentShape,
  { wide = false, reverse = false, shift = 0 } = {},
): { out: Float32Array; last: Float32Array } {
  const { batch, steps, inputs, units } = shape;
  const gates = LSTM_GATES;
  const packedInput = stage.room(packedGatesBytes({ k: inputs, units, gates }) / 4);
  const packedRecurrent = stage.room(packedGatesBytes({ k: units, units, gates }) / 4);
  const [weights, b, r] = [kernel, bias, recurrent].map((values) => stage.put(values, shift));
  stage.run(packGates({ packed: packedInput, weights, bias: b, k: inputs, units, gates }));
  const packed = { packed: packedRecurrent, weights: r, k: units, units, gates, wide };
  stage.runInParts(packGates(packed));
  const input = stage.put(x, shift);
  const sequence = reverse
    ? { address: input + 4 * (steps - 1) * inputs, row: steps * inputs, step: -inputs }
    : { address: input, row: steps * inputs, step: inputs };
  const all = stage.room(batch * steps * units, shift);
  const last = stage.room(batch * units, shift);
  const options = { x: sequence, packedInput, packedRecurrent, wide };
  const every = { address: all, row: steps * units, step: units };
  stage.run(lstmForward({ ...options, out: every }, shape));
  const out = stage.read(all, batch * steps * units);
  stage.runInParts(lstmForward({ ...options, out: every }, shape));
  assertEquals(stage.read(all, batch * steps * units), out);
  const final = { address: last, row: units, step: 0 };
  stage.run(lstmForward({ ...options, out: final }, shape));
  return { out, last: stage.read(last, batch * units) };
}

function compareForward(stage: KernelStage, shape: RecurrentShape): void {
  const { batch, steps, units } = shape;
  const layer = randomLayer(shape);
  const of = `LSTM ${JSON.stringify(shape)}`;
  const { out, last } = forward(stage, layer, shape);
  const expected = lstmReference(layer.x, layer, shape);
  assertAllClose(out, expected.out, { of, relative: 1e-5, nearZero: 2e-6 });
  for (let example = 0; example < batch; example++) {
    const at = (example * steps + steps - 1) * units;
    assertEquals(last.slice(example * units, (example + 1) * units), out.slice(at, at + units), of);
  }
}

function backward(
  stage: KernelStage,
  { x, kernel, recurrent, bias, dOut }: Layer,
  shape: RecurrentShape,
): Record<"dx" | "dKernel" | "dRecurrent" | "dBias", Float32Array> {
  const { batch, steps, inputs, units } = shape;
  const gates = LSTM_GATES;
  const room = (bytes: number) => stage.room(bytes / 4);
  const sizes = [{ k: inputs, units, gates }, { k: units, units, gates }];
  const [packedInput, packedRecurrent] = sizes.map((size) => room(packedGatesBytes(size)));
  const transposed = sizes.map((size) => room(packedTransposedGatesBytes(size)));
  const [k, r, b] = [kernel, recurrent, bias].map((values) => stage.put(values));
  stage.run(packGates({ packed: packedInput, weights: k, bias: b, ...sizes[0] }));
  stage.run(packGates({ packed: packedRecurrent, weights: r, ...sizes[1] }));
  stage.runInParts(packGatesTransposed({ packed: transposed[0], weights: k, ...sizes[0] }));
  stage.runInParts(packGatesTransposed({ packed: transposed[1], weights: r, ...sizes[1] }));
  const keptBytes = lstmKeptBytes(shape);
  const kept = { gates: room(keptBytes.gates), cells: room(keptBytes.cells) };
  const sequence = (address: number, width: number) => ({
    address,
    row: steps * width,
    step: width,
  });
  const out = sequence(stage.room(batch * steps * units), units);
  const input = sequence(stage.put(x), inputs);
  stage.runInParts(lstmForward({ out, x: input, packedInput, packedRecurrent, kept }, shape));
  const dx = sequence(stage.room(batch * steps * inputs), inputs);
  const back = lstmBackward({
    ...{ dx, kept, dOut: sequence(stage.put(dOut), units) },
    packedInputTransposed: transposed[0],
    packedRecurrentTransposed: transposed[1],
  }, shape);
  stage.runInParts(back); // what it reads it overwrites, so it runs once
  const notes = room(recurrentSlopesBytes({ inputs, units, gates }));
  const width = 4 * units;
  const dKernel = stage.room(inputs * width);
  const dRecurrent = stage.room(units * width);
  const dBias = stage.room(width);
  const addresses = {
    dKernel,
    dRecurrent,
    dBias,
    slopes: kept.gates,
    x: input,
    h: out,
    notes,
    gates,
  };
  for (const call of recurrentSlopes(addresses, shape)) stage.runInParts(call);
  return {
    dx: stage.read(dx.address, batch * steps * inputs),
    dKernel: stage.read(dKernel, inputs * width),
    dRecurrent: stage.read(dRecurrent, units * width),
    dBias: stage.read(dBias, width),
  };
}

function compareBackward(stage: KernelStage, shape: RecurrentShape): void {
  const layer = randomLayer(shape);
  const actual = backward(stage, layer, shape);
  const expected = lstmSlopesReference({ x: layer.x, weights: layer, dOut: layer.dOut }, shape);
  for (const name of ["dx", "dKernel", "dRecurrent", "dBias"] as const) {
    const of = `${name} of LSTM ${JSON.stringify(shape)}`;
    assertAllClose(actual[name], expected[name], { of, relative: 1e-4, nearZero: 2e-6 });
  }
}
