// The simple recurrent layer over whole sequences: h = tanh(x W + h before U + b).
// It has one gate, so that its interleaved rows are units padded to 8.
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
import { gateTangent, LINEAR, ones } from "./vector_math";

function stepUnits(
  scratch: usize,
  h: usize,
  hRow: usize,
  z: usize,
  zRow: usize,
  rows: i32,
  units: i32,
  keeps: bool,
): void {
  for (let row = 0; row < rows; row++, h += hRow, z += zRow) {
    for (let unit = 0; unit < units; unit += 4) {
      const place = <usize>unit << 2;
      const state = gateTangent(scratch, v128.load(z + place));
      storeSome(h + place, state, units - unit);
      if (keeps) v128.store(z + place, state);
    }
  }
}

/**
 * h of every step, or of the last alone where `outStep` is 0. With `gates` not null h is also kept
 * there for the way back, [step, batch, interleaved]. `wide` says how the recurrent weights are
 * packed. Strides in bytes; a negative step goes through the sequence from its end. The units are
 * examples.
 */
export function simpleRnnForward(
  scratch: usize,
  out: usize,
  outRow: usize,
  outStep: usize,
  gates: usize,
  x: usize,
  xRow: usize,
  xStep: usize,
  packedInput: usize,
  packedRecurrent: usize,
  wide: i32,
  batch: i32,
  steps: i32,
  inputs: i32,
  units: i32,
  begin: i32,
  end: i32,
): void {
  const columns = gateColumns(units, 1);
  const zRow = <usize>columns << 2;
  const keeps = gates != 0;
  for (let first = begin; first < end;) {
    const rows = rowsTogether(end - first);
    const zStep = keeps ? <usize>batch * zRow : <usize>rows * zRow;
    const ahead = keeps ? steps : stepsAhead(rows, columns, steps);
    const z0 = keeps ? gates + first * zRow : scratch + TILE_BYTES;
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
      stepUnits(scratch, h, outRow, z, zRow, rows, units, keeps);
    }
    first += rows;
  }
}

/**
 * The way back through time: what was kept in `gates` becomes the slopes by the sums; dx (unless
 * null) is the slope by x. `dOut` has the slope by h of every step, or of the last alone where
 * `dOutStep` is 0. The units are examples.
 */
export function simpleRnnBackward(
  scratch: usize,
  dx: usize,
  dxRow: usize,
  dxStep: usize,
  gates: usize,
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
  const columns = gateColumns(units, 1);
  const zRow = <usize>columns << 2;
  const zStep = <usize>batch * zRow;
  const unitPanels = (units + 7) >> 3;
  const inputPanels = (inputs + 7) >> 3;
  for (let first = begin; first < end;) {
    const rows = rowsTogether(end - first);
    const dh = scratch + TILE_BYTES; // by h, from the step after
    memory.fill(dh, 0, rows * zRow);
    for (let step = steps - 1; step >= 0; step--) {
      const z = gates + step * zStep + first * zRow;
      const hasSlope = dOutStep != 0 || step == steps - 1;
      const slope = hasSlope ? dOut + first * dOutRow + step * dOutStep : 0;
      stepBack(scratch, dh, z, zRow, slope, dOutRow, rows, units);
      if (step > 0) {
        multiplyPacked(
          scratch, dh, zRow, z, zRow, packedRecurrentTransposed,
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

/** One step back: from slopes by h to slopes by the sums, in the place of h. */
function stepBack(
  scratch: usize,
  dh: usize,
  z: usize,
  zRow: usize,
  slope: usize,
  slopeRow: usize,
  rows: i32,
  units: i32,
): void {
  const one = ones(scratch);
  for (let row = 0; row < rows; row++, dh += zRow, z += zRow) {
    for (let unit = 0; unit < units; unit += 4) {
      const place = <usize>unit << 2;
      const state = v128.load(z + place);
      let byH = v128.load(dh + place);
      if (slope != 0) byH = f32x4.add(byH, loadSome(slope + place, units - unit));
      v128.store(z + place, f32x4.mul(byH, f32x4.sub(one, f32x4.mul(state, state))));
    }
    if (slope != 0) slope += slopeRow;
  }
}
