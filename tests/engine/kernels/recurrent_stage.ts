import { assertEquals } from "@std/assert";
import {
  type KernelCall,
  packedGatesBytes,
  packedTransposedGatesBytes,
  packGates,
  packGatesTransposed,
  type RecurrentShape,
  recurrentSlopes,
  recurrentSlopesBytes,
  type Sequence,
} from "../../../engine/kernels/mod.ts";
import type { RecurrentSlopes } from "../../../engine/kernels/lstm_reference.ts";
import { assertAllClose } from "../backend/assert_all_close.ts";
import { AWKWARD_SIZES, type KernelStage, randomValues } from "./kernel_stage.ts";

/** Input, weights and slope by h of a recurrent layer. */
export interface RecurrentLayer {
  /** [batch, step, input] */
  x: Float32Array;
  /** [input, gate × unit] */
  kernel: Float32Array;
  /** [unit, gate × unit] */
  recurrent: Float32Array;
  /** [gate × unit], or [input or recurrent, gate × unit] */
  bias: Float32Array;
  /** [batch, step, unit] */
  dOut: Float32Array;
}

interface Forward<Kept> {
  out: Sequence;
  x: Sequence;
  packedInput: number;
  packedRecurrent: number;
  wide?: boolean;
  kept?: Kept;
}

interface Backward<Kept> {
  dx: Sequence;
  kept: Kept;
  h: Sequence;
  dOut: Sequence;
  packedInputTransposed: number;
  packedRecurrentTransposed: number;
}

/** A kind of recurrent layer: its kernels and its definition. */
export interface RecurrentKind<Kept extends { gates: number }> {
  name: string;
  gates: number;
  /** Whether the recurrent products have their own bias, and their own slopes in `products`. */
  isApart: boolean;
  keptBytes(shape: RecurrentShape): Kept;
  forward(options: Forward<Kept>, shape: RecurrentShape): KernelCall;
  backward(options: Backward<Kept>, shape: RecurrentShape): KernelCall;
  reference(layer: RecurrentLayer, shape: RecurrentShape): Float64Array;
  slopesReference(layer: RecurrentLayer, shape: RecurrentShape): RecurrentSlopes;
}

/** A layer whose sums are of the size of 1. */
export function randomLayer<Kept extends { gates: number }>(
  { gates, isApart }: RecurrentKind<Kept>,
  { batch, steps, inputs, units }: RecurrentShape,
): RecurrentLayer {
  const scaled = (size: number, seed: number) =>
    randomValues(size, seed).map((value) => value / Math.sqrt(units + inputs));
  return {
    x: randomValues(batch * steps * inputs, 1),
    kernel: scaled(inputs * gates * units, 2),
    recurrent: scaled(units * gates * units, 3),
    bias: scaled((isApart ? 2 : 1) * gates * units, 4),
    dOut: randomValues(batch * steps * units, 5),
  };
}

/** Addresses of packed weights. */
function pack<Kept extends { gates: number }>(
  stage: KernelStage,
  { gates, isApart, layer, wide = false, shift = 0, shape }: RecurrentKind<Kept> & {
    layer: RecurrentLayer;
    shape: RecurrentShape;
    wide?: boolean;
    shift?: number;
  },
): Record<`packed${"Input" | "Recurrent"}${"" | "Transposed"}`, number> {
  const { inputs, units } = shape;
  const { kernel, recurrent } = layer;
  const [k, r, bias] = [kernel, recurrent, layer.bias].map((values) => stage.put(values, shift));
  const ofInput = { weights: k, k: inputs, units, gates };
  const ofState = { weights: r, k: units, units, gates };
  const room = (bytes: number) => stage.room(bytes / 4);
  const packed = {
    packedInput: room(packedGatesBytes(ofInput)),
    packedRecurrent: room(packedGatesBytes(ofState)),
    packedInputTransposed: room(packedTransposedGatesBytes(ofInput)),
    packedRecurrentTransposed: room(packedTransposedGatesBytes(ofState)),
  };
  const ofBias = isApart ? bias + 4 * gates * units : 0;
  stage.runInParts(packGates({ ...ofInput, packed: packed.packedInput, bias }));
  stage.run(packGates({ ...ofState, packed: packed.packedRecurrent, bias: ofBias, wide }));
  stage.run(packGatesTransposed({ ...ofInput, packed: packed.packedInputTransposed }));
  stage.run(packGatesTransposed({ ...ofState, packed: packed.packedRecurrentTransposed }));
  return packed;
}

/** h of every step, in parts bit for bit, and of the last step as inference gives it. */
export function runForward<Kept extends { gates: number }>(
  stage: KernelStage,
  { layer, shape, wide = false, reverse = false, shift = 0, ...kind }: RecurrentKind<Kept> & {
    layer: RecurrentLayer;
    shape: RecurrentShape;
    wide?: boolean;
    reverse?: boolean;
    shift?: number;
  },
): { out: Float32Array; last: Float32Array } {
  const { batch, steps, inputs, units } = shape;
  const packed = pack(stage, { ...kind, layer, shape, wide, shift });
  const input = stage.put(layer.x, shift);
  const x = reverse
    ? { address: input + 4 * (steps - 1) * inputs, row: steps * inputs, step: -inputs }
    : { address: input, row: steps * inputs, step: inputs };
  const all = stage.room(batch * steps * units, shift);
  const last = stage.room(batch * units, shift);
  const every = { address: all, row: steps * units, step: units };
  stage.run(kind.forward({ ...packed, x, wide, out: every }, shape));
  const out = stage.read(all, batch * steps * units);
  stage.runInParts(kind.forward({ ...packed, x, wide, out: every }, shape));
  assertEquals(stage.read(all, batch * steps * units), out);
  stage.run(
    kind.forward(
      { ...packed, x, wide, out: { ...every, address: last, row: units, step: 0 } },
      shape,
    ),
  );
  return { out, last: stage.read(last, batch * units) };
}

/** All slopes, from a way forward that keeps what the way back needs. */
export function runBackward<Kept extends { gates: number; products?: number }>(
  stage: KernelStage,
  { layer, shape, ...kind }: RecurrentKind<Kept> & { layer: RecurrentLayer; shape: RecurrentShape },
): Record<keyof RecurrentSlopes, Float32Array> {
  const { batch, steps, inputs, units } = shape;
  const { gates } = kind;
  const packed = pack(stage, { ...kind, layer, shape });
  const entries = Object.entries(kind.keptBytes(shape)) as [string, number][];
  const kept = Object.fromEntries(
    entries.map(([name, bytes]) => [name, stage.room(bytes / 4)]),
  ) as unknown as Kept;
  const sequence = (address: number, width: number) => ({
    address,
    row: steps * width,
    step: width,
  });
  const h = sequence(stage.room(batch * steps * units), units);
  const x = sequence(stage.put(layer.x), inputs);
  stage.runInParts(kind.forward({ ...packed, out: h, x, kept }, shape));
  const dx = sequence(stage.room(batch * steps * inputs), inputs);
  const dOut = sequence(stage.put(layer.dOut), units);
  stage.runInParts(kind.backward({ ...packed, dx, kept, h, dOut }, shape)); // it overwrites what it reads
  const width = gates * units;
  const sizes = {
    dKernel: inputs * width,
    dRecurrent: units * width,
    dBias: layer.bias.length,
  };
  const places = {
    dKernel: stage.room(sizes.dKernel),
    dRecurrent: stage.room(sizes.dRecurrent),
    dBias: stage.room(sizes.dBias),
  };
  const notes = stage.room(recurrentSlopesBytes({ inputs, units, gates }) / 4);
  const parts = { slopes: kept.gates, recurrentPart: kept.products };
  const calls = recurrentSlopes({ ...places, ...parts, x, h, notes, gates }, shape);
  for (const call of calls) stage.runInParts(call);
  return {
    dx: stage.read(dx.address, batch * steps * inputs),
    dKernel: stage.read(places.dKernel, sizes.dKernel),
    dRecurrent: stage.read(places.dRecurrent, sizes.dRecurrent),
    dBias: stage.read(places.dBias, sizes.dBias),
  };
}

/** Forward over awkward sizes, against the definition. */
export function holdForward<Kept extends { gates: number }>(
  stage: KernelStage,
  kind: RecurrentKind<Kept>,
): void {
  const compare = (shape: RecurrentShape) => {
    const { batch, steps, units } = shape;
    const layer = randomLayer(kind, shape);
    const of = `${kind.name} ${JSON.stringify(shape)}`;
    const { out, last } = runForward(stage, { ...kind, layer, shape });
    assertAllClose(out, kind.reference(layer, shape), { of, relative: 1e-5, nearZero: 2e-6 });
    for (let example = 0; example < batch; example++) {
      const at = (example * steps + steps - 1) * units;
      assertEquals(last.slice(example * units, (example + 1) * units), out.slice(at, at + units));
    }
  };
  for (const units of AWKWARD_SIZES) {
    for (const inputs of [1, 3, 50]) {
      for (const batch of [1, 2, 7]) compare({ batch, steps: 4, inputs, units });
    }
  }
  compare({ batch: 1024, steps: 2, inputs: 3, units: 5 });
  compare({ batch: 0, steps: 2, inputs: 3, units: 5 });
  compare({ batch: 3, steps: 1, inputs: 0, units: 5 });
  compare({ batch: 33, steps: 250, inputs: 2, units: 17 }); // steps made ahead in parts
}

/** Slopes over awkward sizes, against the definition. */
export function holdBackward<Kept extends { gates: number }>(
  stage: KernelStage,
  kind: RecurrentKind<Kept>,
): void {
  const compare = (shape: RecurrentShape) => {
    const layer = randomLayer(kind, shape);
    const actual = runBackward(stage, { ...kind, layer, shape });
    const expected = kind.slopesReference(layer, shape);
    for (const name of ["dx", "dKernel", "dRecurrent", "dBias"] as const) {
      const of = `${name} of ${kind.name} ${JSON.stringify(shape)}`;
      assertAllClose(actual[name], expected[name], { of, relative: 1e-4, nearZero: 2e-6 });
    }
  };
  for (const units of AWKWARD_SIZES) compare({ batch: 3, steps: 4, inputs: 2, units });
  for (const inputs of AWKWARD_SIZES) compare({ batch: 2, steps: 3, inputs, units: 5 });
  for (const batch of [1, 2, 7, 32, 100, 1024]) compare({ batch, steps: 3, inputs: 3, units: 7 });
  compare({ batch: 2, steps: 1, inputs: 3, units: 5 });
}
