import { assertEquals, assertThrows } from "@std/assert";
import type { RecurrentShape } from "../../../engine/kernels/mod.ts";
import { sharedFile, testWithSharedData } from "../../shared_data.ts";
import { assertAllClose } from "../backend/assert_all_close.ts";
import { openStage, testKernel } from "./kernel_stage.ts";
import {
  holdBackward,
  holdForward,
  randomLayer,
  type RecurrentKind,
  type RecurrentLayer,
  runBackward,
  runForward,
} from "./recurrent_stage.ts";

/** One suite for every kind of recurrent layer; `golden` is its name in golden/layers.json. */
export function testRecurrent<Kept extends { gates: number }>(
  kind: RecurrentKind<Kept>,
  { golden }: { golden?: string } = {},
): void {
  const { name } = kind;
  testKernel(`${name}: awkward sizes equal the definition, in parts bit for bit`, (stage) => {
    holdForward(stage, kind);
  });
  testKernel(`${name}: back through time equals the definition, in parts`, (stage) => {
    holdBackward(stage, kind);
  });
  testLoneExamples(kind);
  testLargest(kind);
  testTurnedTime(kind);
  testRefusals(kind);
  if (golden !== undefined) testGolden(kind, golden);
}

function testLoneExamples<Kept extends { gates: number }>(kind: RecurrentKind<Kept>): void {
  const name = `${kind.name}: an example's bits do not depend on its batch, nor on wide packing`;
  testKernel(name, (stage) => {
    const shape = { batch: 7, steps: 5, inputs: 3, units: 50 };
    const layer = randomLayer(kind, shape);
    const whole = runForward(stage, { ...kind, layer, shape }).last;
    for (const wide of [false, true]) {
      for (let example = 0; example < shape.batch; example++) {
        const x = layer.x.slice(example * 15, example * 15 + 15);
        const lone = { ...kind, layer: { ...layer, x }, shape: { ...shape, batch: 1 }, wide };
        const expected = whole.slice(example * 50, example * 50 + 50);
        assertEquals(runForward(stage, lone).last, expected);
      }
    }
  });
}

function testLargest<Kept extends { gates: number }>(kind: RecurrentKind<Kept>): void {
  testKernel(
    `${kind.name}: most units, most rows at once: a scratch has room for them`,
    (stage) => {
      stage.room(1); // its guard lies behind the scratch
      const shape = { batch: 40, steps: 2, inputs: 1, units: 1_000 };
      const layer = randomLayer(kind, shape);
      const whole = runForward(stage, { ...kind, layer, shape }).last;
      const { dx } = runBackward(stage, { ...kind, layer, shape });
      const lone = { ...layer, x: layer.x.slice(-2), dOut: layer.dOut.slice(-2_000) };
      const alone = { ...kind, layer: lone, shape: { ...shape, batch: 1 } };
      assertEquals(runForward(stage, alone).last, whole.slice(-1_000));
      assertEquals(runBackward(stage, alone).dx, dx.slice(-2));
    },
  );
}

function testTurnedTime<Kept extends { gates: number }>(kind: RecurrentKind<Kept>): void {
  testKernel(`${kind.name}: backwards in time, unaligned`, (stage) => {
    const shape = { batch: 3, steps: 6, inputs: 2, units: 9 };
    const layer = randomLayer(kind, shape);
    const turned = { ...layer, x: layer.x.slice() };
    for (let at = 0; at < 18; at++) {
      const from = at - at % 6 + 5 - at % 6;
      turned.x.set(layer.x.subarray(2 * from, 2 * from + 2), 2 * at);
    }
    const expected = runForward(stage, { ...kind, layer: turned, shape }).last;
    const reversed = runForward(stage, { ...kind, layer, shape, reverse: true });
    assertEquals(reversed.last, expected);
    const shifted = runForward(stage, { ...kind, layer: turned, shape, shift: 3 });
    assertEquals(shifted.last, expected);
  });
}

function testRefusals<Kept extends { gates: number }>(kind: RecurrentKind<Kept>): void {
  Deno.test(`${kind.name}: layers that do not fit are refused`, () => {
    const sequence = { address: 0, row: 1, step: 1 };
    const options = { out: sequence, x: sequence, packedInput: 0, packedRecurrent: 0 };
    for (const wrong of [{ steps: 0 }, { units: 0 }, { units: 5_000 }, { batch: -1 }]) {
      const shape = { batch: 1, steps: 1, inputs: 1, units: 1, ...wrong };
      assertThrows(() => kind.forward(options, shape), RangeError, "Cannot run a");
    }
  });
}

interface Values {
  values: number[];
}

type GoldenValues = Record<
  | "x"
  | "kernel"
  | "recurrent_kernel"
  | "bias"
  | "output"
  | "output_gradient"
  | "x_gradient"
  | "kernel_gradient"
  | "recurrent_kernel_gradient"
  | "bias_gradient",
  Values
>;

type Golden = GoldenValues & RecurrentShape & { layer: string; return_sequences: boolean };

function testGolden<Kept extends { gates: number }>(
  kind: RecurrentKind<Kept>,
  golden: string,
): void {
  testWithSharedData(`${kind.name}: gives PyTorch's outputs and gradients`, async () => {
    const { cases } = JSON.parse(await Deno.readTextFile(sharedFile("golden/layers.json")));
    const covered = (cases as Golden[]).filter(({ layer }) => layer === golden);
    assertEquals(covered.length, 4);
    for (const build of ["relaxed-simd", "simd"] as const) {
      const stage = await openStage(build);
      for (const one of covered) {
        const { batch, steps, inputs, units } = one;
        const shape = { batch, steps, inputs, units };
        const layer = layerOf(one);
        const { out, last } = runForward(stage, { ...kind, layer, shape });
        const slopes = runBackward(stage, { ...kind, layer, shape });
        const check = (actual: Float32Array, { values }: Values, of: string) =>
          assertAllClose(actual, values, { of: `${of} of ${kind.name}`, relative: 2e-5 });
        check(one.return_sequences ? out : last, one.output, "output");
        check(slopes.dx, one.x_gradient, "dx");
        check(slopes.dKernel, one.kernel_gradient, "dKernel");
        check(slopes.dRecurrent, one.recurrent_kernel_gradient, "dRecurrent");
        check(slopes.dBias, one.bias_gradient, "dBias");
      }
      stage.checkGuards();
    }
  });
}

/** A case as a layer; the slope by the last h alone becomes one by every h. */
function layerOf(golden: Golden): RecurrentLayer {
  const { batch, steps, units } = golden;
  const dOut = new Float32Array(batch * steps * units);
  golden.output_gradient.values.forEach((value, i) => {
    const [row, unit] = [Math.floor(i / units), i % units];
    const at = golden.return_sequences ? row : row * steps + steps - 1;
    dOut[at * units + unit] = value;
  });
  return {
    x: Float32Array.from(golden.x.values),
    kernel: Float32Array.from(golden.kernel.values),
    recurrent: Float32Array.from(golden.recurrent_kernel.values),
    bias: Float32Array.from(golden.bias.values),
    dOut,
  };
}
