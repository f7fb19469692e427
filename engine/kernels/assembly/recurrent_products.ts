// The products of recurrent layers: those of inputs for some steps ahead, and that of the state
// before for one step. Rows of products are interleaved as gates.ts says.
import { multiplyPacked } from "./matrix_product";
import { FROM_BIAS } from "./matrix_tiles";
import { PANEL_ROW, panelBytes } from "./panels";
import { multiplyWide } from "./wide_rows";
import { LINEAR } from "./vector_math";

/** Bytes for a tile that is copied, at the start of scratch. */
export const TILE_BYTES: usize = 256;

/** Rows that go through the sequence together: what they read and write stays in the caches. */
const ROWS_TOGETHER = 32;

/** Fewer than these are not left over to go by themselves. */
const FEWEST_ROWS = 8;

/** How many of the rows that are left go through the sequence next; recurrent_shape.ts counts on 40 at most. */
// @ts-ignore: decorator of AssemblyScript
@inline
export function rowsTogether(left: i32): i32 {
  return left <= ROWS_TOGETHER + FEWEST_ROWS ? left : ROWS_TOGETHER;
}

/** Numbers of products of inputs that are made ahead, for some steps. */
const AHEAD = 65536;

/** How many steps the products of inputs are made ahead. */
// @ts-ignore: decorator of AssemblyScript
@inline
export function stepsAhead(rows: i32, columns: i32, steps: i32): i32 {
  return max(1, min(steps, AHEAD / (rows * columns)));
}

/** Products of inputs with biases, for `rows` examples and `steps` steps; the longer runs are tiled. */
export function inputProducts(
  scratch: usize,
  z: usize,
  zRow: usize,
  zStep: usize,
  x: usize,
  xRow: usize,
  xStep: usize,
  packed: usize,
  inputs: i32,
  rows: i32,
  steps: i32,
  columns: i32,
): void {
  const panels = columns >> 3;
  if (steps >= rows) {
    for (let row = 0; row < rows; row++, z += zRow, x += xRow) {
      multiplyPacked(
        scratch, z, zStep, x, xStep, packed,
        inputs, 0, inputs, steps, 0, panels, columns, FROM_BIAS, LINEAR,
      );
    }
  } else {
    for (let step = 0; step < steps; step++, z += zStep, x += xStep) {
      multiplyPacked(
        scratch, z, zRow, x, xRow, packed,
        inputs, 0, inputs, rows, 0, panels, columns, FROM_BIAS, LINEAR,
      );
    }
  }
}

/** Products of the state before, h, for one step; `wide` says how the weights are packed. */
export function stateProducts(
  scratch: usize,
  z: usize,
  zRow: usize,
  h: usize,
  hRow: usize,
  packed: usize,
  wide: i32,
  units: i32,
  rows: i32,
  columns: i32,
  start: i32,
): void {
  const panels = columns >> 3;
  if (wide) {
    for (let row = 0; row < rows; row++, z += zRow, h += hRow) {
      multiplyWide(z, h, packed, units, panels, start);
    }
  } else {
    multiplyPacked(
      scratch, z, zRow, h, hRow, packed,
      units, 0, units, rows, 0, panels, columns, start, LINEAR,
    );
  }
}

/** What `stateProducts` from the bias gives where there is no state before: the biases. */
export function stateBiases(
  z: usize,
  zRow: usize,
  packed: usize,
  wide: i32,
  units: i32,
  rows: i32,
  columns: i32,
): void {
  const panels = columns >> 3;
  for (let panel = 0; panel < panels; panel++) {
    const group = wide ? panel & ~3 : panel;
    const bias = packed + group * panelBytes(units) + <usize>(panel - group) * PANEL_ROW;
    let out = z + panel * PANEL_ROW;
    for (let row = 0; row < rows; row++, out += zRow) {
      v128.store(out, v128.load(bias));
      v128.store(out, v128.load(bias, 16), 16);
    }
  }
}
