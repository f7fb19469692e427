// How recurrent layers keep their gates: four units of every gate side by side, so that one pass
// has all gates of a unit in registers. A row of [gate, unit] numbers becomes groups of four units,
// each [gate, 4]; units beyond the last are 0. G gates: a group is 4 G numbers, whole rows are
// padded to 8.
import { PANEL_ROW, panelBytes } from "./panels";

/** Numbers in a row of interleaved gates. */
// @ts-ignore: decorator of AssemblyScript
@inline
export function gateColumns(units: i32, gates: i32): i32 {
  return (((units + 3) >> 2) * 4 * gates + 7) & ~7;
}

/** Four numbers of which the first `count` exist in memory, the others 0. */
// @ts-ignore: decorator of AssemblyScript
@inline
export function loadSome(from: usize, count: i32): v128 {
  if (count >= 4) return v128.load(from);
  let some = f32x4.splat(0);
  if (count > 0) some = v128.load32_lane(from, some, 0);
  if (count > 1) some = v128.load32_lane(from, some, 1, 4);
  if (count > 2) some = v128.load32_lane(from, some, 2, 8);
  return some;
}

/** Stores the first `count` of four numbers. */
// @ts-ignore: decorator of AssemblyScript
@inline
export function storeSome(to: usize, some: v128, count: i32): void {
  if (count >= 4) {
    v128.store(to, some);
    return;
  }
  if (count > 0) v128.store32_lane(to, some, 0);
  if (count > 1) v128.store32_lane(to, some, 1, 4);
  if (count > 2) v128.store32_lane(to, some, 2, 8);
}

/** Four interleaved numbers, from column `column` (a multiple of 4) on, out of a row [gate, unit]. */
// @ts-ignore: decorator of AssemblyScript
@inline
function gateFour(row: usize, column: i32, units: i32, gates: i32): v128 {
  const group = column / (4 * gates);
  const gate = (column - group * 4 * gates) >> 2;
  const unit = group << 2;
  if (unit >= units) return f32x4.splat(0);
  return loadSome(row + (<usize>(gate * units + unit) << 2), units - unit);
}

/**
 * Packs w [k, gate × unit] for a product, its columns interleaved; `wide` as `multiplyWide` wants it
 * for single rows. The units are panels.
 */
export function packGates(
  _scratch: usize,
  packed: usize,
  w: usize,
  bias: usize,
  k: i32,
  units: i32,
  gates: i32,
  wide: i32,
  begin: i32,
  end: i32,
): void {
  const rowBytes = <usize>(gates * units) << 2;
  const panels = gateColumns(units, gates) >> 3;
  for (let panel = begin; panel < end; panel++) {
    let out = packed + panel * panelBytes(k);
    let step = PANEL_ROW;
    if (wide) {
      const group = panel & ~3;
      out = packed + group * panelBytes(k) + (<usize>(panel & 3)) * PANEL_ROW;
      step = <usize>min(4, panels - group) * PANEL_ROW;
    }
    const column = panel << 3;
    if (bias != 0) {
      v128.store(out, gateFour(bias, column, units, gates));
      v128.store(out, gateFour(bias, column + 4, units, gates), 16);
    } else {
      v128.store(out, f32x4.splat(0));
      v128.store(out, f32x4.splat(0), 16);
    }
    out += step;
    for (let row = 0; row < k; row++, out += step) {
      const from = w + row * rowBytes;
      v128.store(out, gateFour(from, column, units, gates));
      v128.store(out, gateFour(from, column + 4, units, gates), 16);
    }
  }
}

/**
 * Packs the transpose of w [n, gate × unit] for a product whose left rows are interleaved gates:
 * as [interleaved gate, n]. The units are panels of 8 columns of n.
 */
export function packGatesTransposed(
  _scratch: usize,
  packed: usize,
  w: usize,
  n: i32,
  units: i32,
  gates: i32,
  begin: i32,
  end: i32,
): void {
  const k = gateColumns(units, gates);
  const rowBytes = <usize>(gates * units) << 2;
  for (let panel = begin; panel < end; panel++) {
    let out = packed + panel * panelBytes(k);
    v128.store(out, f32x4.splat(0));
    v128.store(out, f32x4.splat(0), 16);
    out += PANEL_ROW;
    const first = panel << 3;
    const columns = min(8, n - first);
    for (let column = 0; column < 8; column++) {
      const from = w + (first + column) * rowBytes;
      let to = out + (<usize>column << 2);
      for (let i = 0; i < k; i += 4, to += 4 * PANEL_ROW) {
        const four = column < columns ? gateFour(from, i, units, gates) : f32x4.splat(0);
        v128.store32_lane(to, four, 0);
        v128.store32_lane(to + PANEL_ROW, four, 1);
        v128.store32_lane(to + 2 * PANEL_ROW, four, 2);
        v128.store32_lane(to + 3 * PANEL_ROW, four, 3);
      }
    }
  }
}

/** out[rows, gate × unit] from interleaved rows. The units are rows. */
export function unpackGates(
  _scratch: usize,
  out: usize,
  interleaved: usize,
  units: i32,
  gates: i32,
  begin: i32,
  end: i32,
): void {
  const rowBytes = <usize>(gates * units) << 2;
  const columns = gateColumns(units, gates);
  for (let row = begin; row < end; row++) {
    let from = interleaved + (<usize>(row * columns) << 2);
    const to = out + row * rowBytes;
    for (let unit = 0; unit < units; unit += 4) {
      for (let gate = 0; gate < gates; gate++, from += 16) {
        storeSome(to + (<usize>(gate * units + unit) << 2), v128.load(from), units - unit);
      }
    }
  }
}
