// Long short-term memory over whole sequences: the products of all gates, and the cell, in one call.
// Gates in the order of Keras: input, forget, cell, output; interleaved as gates.ts says.
import { gateColumns, loadSome, storeSome } from "./gates";
import { multiplyPacked } from "./matrix_product";
import { FROM_OUTPUT, FROM_ZERO } from "./matrix_tiles";
import {
  inputProducts,
  rowsTogether,
  stateProducts,
  stepsAhead,
  TILE_BYTES,
} from "./recurrent_products";
import { gateLogistic, gateTangent, LINEAR, multiplyAdd, ones } from "./vector_math";

const GATES = 4;

/** What opens a gate: the logistic function, or the straight line of Keras between 0 and 1. */
// @ts-ignore: decorator of AssemblyScript
@inline
function gate(scratch: usize, z: v128, hard: bool): v128 {
  if (!hard) return gateLogistic(scratch, z);
  const line = f32x4.add(f32x4.mul(z, f32x4.splat(0.2)), f32x4.splat(0.5));
  return f32x4.max(f32x4.splat(0), f32x4.min(ones(scratch), line));
}

/** One step of the cell for some rows: from sums z to gates, c and h. */
// @ts-ignore: decorator of AssemblyScript
@inline
function stepCells(
  scratch: usize,
  h: usize,
  hRow: usize,
  c: usize,
  before: usize, // c of the step before; 0 for none
  cRow: usize,
  z: usize,
  zRow: usize,
  rows: i32,
  units: i32,
  keepsGates: bool,
  hard: bool,
): void {
  for (let row = 0; row < rows; row++, h += hRow, c += cRow, z += zRow) {
    let at = z;
    for (let unit = 0; unit < units; unit += 4, at += 64) {
      const input = gate(scratch, v128.load(at), hard);
      const forget = gate(scratch, v128.load(at, 16), hard);
      const candidate = gateTangent(scratch, v128.load(at, 32));
      const output = gate(scratch, v128.load(at, 48), hard);
      const place = <usize>unit << 2;
      let cell = f32x4.mul(input, candidate);
      if (before != 0) cell = multiplyAdd(forget, v128.load(before + place), cell);
      v128.store(c + place, cell);
      storeSome(h + place, f32x4.mul(output, gateTangent(scratch, cell)), units - unit);
      if (keepsGates) {
        v128.store(at, input);
        v128.store(at, forget, 16);
        v128.store(at, candidate, 32);
        v128.store(at, output, 48);
      }
    }
    if (before != 0) before += cRow;
  }
}

/**
 * h of every step, or of the last alone where `outStep` is 0. With `gates` not null the activated
 * gates [step, batch, interleaved] and the cells [step, batch, units padded to 4] are kept for the
 * way back. `wide` says how the recurrent weights are packed; `hard` takes the straight line for the
 * logistic function, and then nothing is kept. Strides in bytes; a negative step goes
 * through the sequence from its end. The units are examples.
 */
export function lstmForward(
  scratch: usize,
  out: usize,
  outRow: usize,
  outStep: usize,
  gates: usize,
  cells: usize,
  x: usize,
  xRow: usize,
  xStep: usize,
  packedInput: usize,
  packedRecurrent: usize,
  wide: i32,
  hard: i32,
  batch: i32,
  steps: i32,
  inputs: i32,
  units: i32,
  begin: i32,
  end: i32,
): void {
  const columns = gateColumns(units, GATES);
  const zRow = <usize>columns << 2;
  const cRow = <usize>((units + 3) & ~3) << 2;
  const keeps = gates != 0;
  const ownCells = scratch + TILE_BYTES;
  for (let first = begin; first < end;) {
    const rows = rowsTogether(end - first);
    const zStep = keeps ? <usize>batch * zRow : <usize>rows * zRow;
    const ahead = keeps ? steps : stepsAhead(rows, columns, steps);
    const z0 = keeps ? gates + first * zRow : ownCells + rows * cRow;
    for (let step = 0; step < steps; step++) {
      const phase = step % ahead;
      const z = z0 + (keeps ? step : phase) * zStep;
      if (phase == 0) {
        const from = x + first * xRow + step * xStep;
        const some = min(ahead, steps - step);
        inputProducts(scratch, z, zRow, zStep, from, xRow, xStep, packedInput, inputs, rows, some, columns);
      }
      const h = out + first * outRow + step * outStep;
      if (step > 0) {
        const before = h - outStep;
        stateProducts(
          scratch, z, zRow, before, outRow, packedRecurrent, wide, units, rows, columns, FROM_OUTPUT,
        );
      }
      if (keeps) {
        const cStep = <usize>batch * cRow;
        const c = cells + step * cStep + first * cRow;
        stepCells(scratch, h, outRow, c, step > 0 ? c - cStep : 0, cRow, z, zRow, rows, units, true, false);
      } else {
        const c = step > 0 ? ownCells : 0;
        if (hard) stepCells(scratch, h, outRow, ownCells, c, cRow, z, zRow, rows, units, false, true);
        else stepCells(scratch, h, outRow, ownCells, c, cRow, z, zRow, rows, units, false, false);
      }
    }
    first += rows;
  }
}

/**
 * The way back through time: `gates` become the slopes of their sums, which the slopes of weights
 * and biases are products of; dx (unless null) is the slope by x. `dOut` has the slope by h of every
 * step, or of the last alone where `dOutStep` is 0. The units are examples.
 */
export function lstmBackward(
  scratch: usize,
  dx: usize,
  dxRow: usize,
  dxStep: usize,
  gates: usize,
  cells: usize,
  dOut: usize,
  dOutRow: usize,
  dOutStep: usize,
  packedInputTransposed: usize,
  packedRecurrentTransposed: usize,
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
  const cRow = <usize>((units + 3) & ~3) << 2;
  const cStep = <usize>batch * cRow;
  const unitPanels = (units + 7) >> 3;
  const inputPanels = (inputs + 7) >> 3;
  for (let first = begin; first < end;) {
    const rows = rowsTogether(end - first);
    const dh = scratch + TILE_BYTES; // by h, from the step after
    const dc = dh + rows * cRow;
    memory.fill(dh, 0, 2 * rows * cRow);
    for (let step = steps - 1; step >= 0; step--) {
      const z = gates + step * zStep + first * zRow;
      const c = cells + step * cStep + first * cRow;
      const hasSlope = dOutStep != 0 || step == steps - 1;
      const slope = hasSlope ? dOut + first * dOutRow + step * dOutStep : 0;
      stepBack(scratch, dh, dc, cRow, z, zRow, c, step > 0 ? c - cStep : 0, slope, dOutRow, rows, units);
      if (step > 0) {
        multiplyPacked(
          scratch, dh, cRow, z, zRow, packedRecurrentTransposed,
          columns, 0, columns, rows, 0, unitPanels, units, FROM_ZERO, LINEAR,
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

/** One step back: from slopes by h and c to slopes by the sums of the gates, in their place. */
function stepBack(
  scratch: usize,
  dh: usize,
  dc: usize,
  cRow: usize,
  z: usize,
  zRow: usize,
  c: usize,
  before: usize,
  slope: usize,
  slopeRow: usize,
  rows: i32,
  units: i32,
): void {
  const one = ones(scratch);
  for (let row = 0; row < rows; row++, z += zRow, c += cRow, dh += cRow, dc += cRow) {
    let at = z;
    for (let unit = 0; unit < units; unit += 4, at += 64) {
      const place = <usize>unit << 2;
      const input = v128.load(at);
      const forget = v128.load(at, 16);
      const candidate = v128.load(at, 32);
      const output = v128.load(at, 48);
      const tanhCell = gateTangent(scratch, v128.load(c + place));
      let byH = v128.load(dh + place);
      if (slope != 0) byH = f32x4.add(byH, loadSome(slope + place, units - unit));
      const throughTanh = f32x4.sub(one, f32x4.mul(tanhCell, tanhCell));
      const byC = f32x4.add(v128.load(dc + place), f32x4.mul(f32x4.mul(byH, output), throughTanh));
      const cellBefore = before != 0 ? v128.load(before + place) : f32x4.splat(0);
      v128.store(at, f32x4.mul(f32x4.mul(byC, candidate), sigmoidSlope(one, input)));
      v128.store(at, f32x4.mul(f32x4.mul(byC, cellBefore), sigmoidSlope(one, forget)), 16);
      const tanhSlope = f32x4.sub(one, f32x4.mul(candidate, candidate));
      v128.store(at, f32x4.mul(f32x4.mul(byC, input), tanhSlope), 32);
      v128.store(at, f32x4.mul(f32x4.mul(byH, tanhCell), sigmoidSlope(one, output)), 48);
      v128.store(dc + place, f32x4.mul(byC, forget));
    }
    if (before != 0) before += cRow;
    if (slope != 0) slope += slopeRow;
  }
}

/** Slope of the logistic function where its value is y. */
// @ts-ignore: decorator of AssemblyScript
@inline
function sigmoidSlope(one: v128, y: v128): v128 {
  return f32x4.mul(y, f32x4.sub(one, y));
}
