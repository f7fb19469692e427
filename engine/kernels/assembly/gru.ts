// Gated recurrent units over whole sequences, the reset after the product:
// n = tanh(x Wn + bn + r (h Un + cn)), h = (1 - z) n + z h before.
// Products of inputs and of the state stay apart, as the reset gate comes between them; both have
// three gates, reset and update in either order and the candidate last, interleaved as gates.ts says.
import { gateColumns, loadSome, storeSome } from "./gates";
import { multiplyPacked } from "./matrix_product";
import { FROM_BIAS, FROM_OUTPUT, FROM_ZERO } from "./matrix_tiles";
import {
  inputProducts,
  rowsTogether,
  stateBiases,
  stateProducts,
  stepsAhead,
  TILE_BYTES,
} from "./recurrent_products";
import { gateLogistic, gateTangent, LINEAR, multiplyAdd, ones } from "./vector_math";

const GATES = 3;

/** Bytes of a group, four units of each gate. */
const GROUP: usize = 48;

/** One step for some rows: from products z of inputs and p of the state to gates (in z) and h. */
// @ts-ignore: decorator of AssemblyScript
@inline
function stepUnits(
  scratch: usize,
  h: usize,
  before: usize, // h of the step before; 0 for none
  hRow: usize,
  z: usize,
  p: usize,
  zRow: usize,
  resetAt: usize,
  rows: i32,
  units: i32,
  keeps: bool,
): void {
  const updateAt = 16 - resetAt;
  for (let row = 0; row < rows; row++, h += hRow, z += zRow, p += zRow) {
    let at = z;
    let by = p;
    for (let unit = 0; unit < units; unit += 4, at += GROUP, by += GROUP) {
      const place = <usize>unit << 2;
      const reset = gateLogistic(scratch, f32x4.add(v128.load(at + resetAt), v128.load(by + resetAt)));
      const update = gateLogistic(scratch, f32x4.add(v128.load(at + updateAt), v128.load(by + updateAt)));
      const sum = multiplyAdd(reset, v128.load(by, 32), v128.load(at, 32));
      const candidate = gateTangent(scratch, sum);
      const old = before != 0 ? loadSome(before + place, units - unit) : f32x4.splat(0);
      const state = multiplyAdd(update, f32x4.sub(old, candidate), candidate);
      storeSome(h + place, state, units - unit);
      if (keeps) {
        v128.store(at + resetAt, reset);
        v128.store(at + updateAt, update);
        v128.store(at, candidate, 32);
      }
    }
    if (before != 0) before += hRow;
  }
}

/**
 * h of every step, or of the last alone where `outStep` is 0. With `gates` not null the activated
 * gates and the products of the state, both [step, batch, interleaved], are kept for the way back.
 * `wide` says how the recurrent weights are packed, `resetAt` is the byte of the reset gate in a
 * group, 0 or 16. Strides in bytes; a negative step goes through the sequence from its end. The
 * units are examples.
 */
export function gruForward(
  scratch: usize,
  out: usize,
  outRow: usize,
  outStep: usize,
  gates: usize,
  products: usize,
  x: usize,
  xRow: usize,
  xStep: usize,
  packedInput: usize,
  packedRecurrent: usize,
  wide: i32,
  resetAt: usize,
  batch: i32,
  steps: i32,
  inputs: i32,
  units: i32,
  begin: i32,
  end: i32,
): void {
  const columns = gateColumns(units, GATES);
  const zRow = <usize>columns << 2;
  const keeps = gates != 0;
  for (let first = begin; first < end;) {
    const rows = rowsTogether(end - first);
    const own = scratch + TILE_BYTES;
    const zStep = keeps ? <usize>batch * zRow : <usize>rows * zRow;
    const ahead = keeps ? steps : stepsAhead(rows, columns, steps);
    const z0 = keeps ? gates + first * zRow : own + rows * zRow;
    for (let step = 0; step < steps; step++) {
      const phase = step % ahead;
      const z = z0 + (keeps ? step : phase) * zStep;
      if (phase == 0) {
        const from = x + first * xRow + step * xStep;
        const some = min(ahead, steps - step);
        inputProducts(scratch, z, zRow, zStep, from, xRow, xStep, packedInput, inputs, rows, some, columns);
      }
      const h = out + first * outRow + step * outStep;
      const before = step > 0 ? h - outStep : 0;
      const p = keeps ? products + step * zStep + first * zRow : own;
      if (step > 0) {
        stateProducts(
          scratch, p, zRow, before, outRow, packedRecurrent, wide, units, rows, columns, FROM_BIAS,
        );
      } else {
        stateBiases(p, zRow, packedRecurrent, wide, units, rows, columns);
      }
      if (keeps) stepUnits(scratch, h, before, outRow, z, p, zRow, resetAt, rows, units, true);
      else stepUnits(scratch, h, before, outRow, z, p, zRow, resetAt, rows, units, false);
    }
    first += rows;
  }
}

/**
 * The way back through time: `gates` become the slopes by the products of inputs, `products` those
 * by the products of the state; dx (unless null) is the slope by x. h is that of every step. `dOut`
 * has the slope by h of every step, or of the last alone where `dOutStep` is 0. The units are
 * examples.
 */
export function gruBackward(
  scratch: usize,
  dx: usize,
  dxRow: usize,
  dxStep: usize,
  gates: usize,
  products: usize,
  h: usize,
  hRow: usize,
  hStep: usize,
  dOut: usize,
  dOutRow: usize,
  dOutStep: usize,
  packedInputTransposed: usize,
  packedRecurrentTransposed: usize,
  resetAt: usize,
  batch: i32,
  steps: i32,
  inputs: i32,
  units: i32,
  begin: i32,
  end: i32,
): void {
  const columns = gateColumns(units, GATES);
  const zRow = <usize>columns << 2;
  const zStep = <usize>batch * zRow;
  const dhRow = <usize>((units + 3) & ~3) << 2;
  const unitPanels = (units + 7) >> 3;
  const inputPanels = (inputs + 7) >> 3;
  for (let first = begin; first < end;) {
    const rows = rowsTogether(end - first);
    const dh = scratch + TILE_BYTES; // by h, from the step after
    memory.fill(dh, 0, rows * dhRow);
    for (let step = steps - 1; step >= 0; step--) {
      const z = gates + step * zStep + first * zRow;
      const p = products + step * zStep + first * zRow;
      const before = step > 0 ? h + first * hRow + (step - 1) * hStep : 0;
      const hasSlope = dOutStep != 0 || step == steps - 1;
      const slope = hasSlope ? dOut + first * dOutRow + step * dOutStep : 0;
      stepBack(scratch, dh, dhRow, z, p, zRow, before, hRow, slope, dOutRow, resetAt, rows, units);
      if (step > 0) {
        multiplyPacked(
          scratch, dh, dhRow, p, zRow, packedRecurrentTransposed,
          columns, 0, columns, rows, 0, unitPanels, units, FROM_OUTPUT, LINEAR,
        );
      }
      if (dx != 0) {
        multiplyPacked(
          scratch, dx + first * dxRow + step * dxStep, dxRow, z, zRow, packedInputTransposed,
          columns, 0, columns, rows, 0, inputPanels, inputs, FROM_ZERO, LINEAR,
        );
      }
    }
    first += rows;
  }
}

/**
 * One step back: from slopes by h to slopes by both products, in their place; dh becomes what goes
 * to the step before past the products.
 */
function stepBack(
  scratch: usize,
  dh: usize,
  dhRow: usize,
  z: usize,
  p: usize,
  zRow: usize,
  before: usize,
  hRow: usize,
  slope: usize,
  slopeRow: usize,
  resetAt: usize,
  rows: i32,
  units: i32,
): void {
  const one = ones(scratch);
  const updateAt = 16 - resetAt;
  for (let row = 0; row < rows; row++, dh += dhRow, z += zRow, p += zRow) {
    let at = z;
    let by = p;
    for (let unit = 0; unit < units; unit += 4, at += GROUP, by += GROUP) {
      const place = <usize>unit << 2;
      const reset = v128.load(at + resetAt);
      const update = v128.load(at + updateAt);
      const candidate = v128.load(at, 32);
      const old = before != 0 ? loadSome(before + place, units - unit) : f32x4.splat(0);
      let byH = v128.load(dh + place);
      if (slope != 0) byH = f32x4.add(byH, loadSome(slope + place, units - unit));
      const stays = f32x4.sub(one, update);
      const throughTanh = f32x4.sub(one, f32x4.mul(candidate, candidate));
      const byCandidate = f32x4.mul(f32x4.mul(byH, stays), throughTanh);
      const byReset = f32x4.mul(
        f32x4.mul(byCandidate, v128.load(by, 32)),
        f32x4.mul(reset, f32x4.sub(one, reset)),
      );
      const byUpdate = f32x4.mul(f32x4.mul(byH, f32x4.sub(old, candidate)), f32x4.mul(update, stays));
      v128.store(at + resetAt, byReset);
      v128.store(at + updateAt, byUpdate);
      v128.store(at, byCandidate, 32);
      v128.store(by + resetAt, byReset);
      v128.store(by + updateAt, byUpdate);
      v128.store(by, f32x4.mul(byCandidate, reset), 32);
      v128.store(dh + place, f32x4.mul(byH, update));
    }
    if (before != 0) before += hRow;
    if (slope != 0) slope += slopeRow;
  }
}
