import type { GrowingGrid } from "./growing_grid.ts";
import type { TracedTime } from "./trace_rays.ts";

/** Numbers kept at each node: seconds, their slopes in distance and depth, the slope of both, that in elevation. */
const KEPT = 5;

/** A place in a table. */
export interface TablePlace {
  /** Epicentral distance, kilometres. */
  readonly distanceKm: number;
  /** Depth of the source, kilometres below sea level. */
  readonly depthKm: number;
}

/**
 * Times for stations at one height, over distance and source depth. Rows, one a depth, are traced
 * when first needed. Between nodes, bicubic Hermite interpolation from exact times and slopes.
 */
export class TimeTable {
  readonly #distances: GrowingGrid;
  readonly #depths: GrowingGrid;
  readonly #trace: (sourceKm: number) => (distanceKm: number) => TracedTime;
  readonly #rows: (Float64Array | undefined)[];

  /** `trace` gives exact times for a source depth. */
  constructor(
    axes: { distances: GrowingGrid; depths: GrowingGrid },
    trace: (sourceKm: number) => (distanceKm: number) => TracedTime,
  ) {
    this.#distances = axes.distances;
    this.#depths = axes.depths;
    this.#trace = trace;
    this.#rows = new Array(axes.depths.nodes.length).fill(undefined);
  }

  /**
   * Writes [seconds, a kilometre of distance, a kilometre of depth, a kilometre of elevation] into
   * `into`; NaN where the phase does not arrive at a corner of the cell.
   */
  read({ distanceKm, depthKm }: TablePlace, into: Float64Array): void {
    const column = this.#distances.cellOf(distanceKm);
    const row = this.#depths.cellOf(depthKm);
    const [xs, zs] = [this.#distances.nodes, this.#depths.nodes];
    const [width, height] = [xs[column + 1] - xs[column], zs[row + 1] - zs[row]];
    const x = (distanceKm - xs[column]) / width;
    const z = (depthKm - zs[row]) / height;
    const upper = this.#rowAt(row);
    const lower = this.#rowAt(row + 1);
    const at = KEPT * column;
    // Cubic Hermite in distance, of times and of slopes in depth, on the two rows.
    const x2 = x * x, x3 = x2 * x;
    const b0 = 1 - 3 * x2 + 2 * x3, b1 = (x - 2 * x2 + x3) * width;
    const b2 = 3 * x2 - 2 * x3, b3 = (x3 - x2) * width;
    const s0 = 6 * (x2 - x) / width, s1 = 1 - 4 * x + 3 * x2, s3 = 3 * x2 - 2 * x;
    const cubic = (r: Float64Array, i: number, slope: number) =>
      b0 * r[i] + b1 * r[i + slope] + b2 * r[i + KEPT] + b3 * r[i + KEPT + slope];
    const tangent = (r: Float64Array, i: number, slope: number) =>
      s0 * (r[i] - r[i + KEPT]) + s1 * r[i + slope] + s3 * r[i + KEPT + slope];
    const top = cubic(upper, at, 1), topSlope = cubic(upper, at + 2, 1);
    const bottom = cubic(lower, at, 1), bottomSlope = cubic(lower, at + 2, 1);
    const z2 = z * z, z3 = z2 * z;
    const c0 = 1 - 3 * z2 + 2 * z3, c1 = (z - 2 * z2 + z3) * height;
    const c2 = 3 * z2 - 2 * z3, c3 = (z3 - z2) * height;
    into[0] = c0 * top + c1 * topSlope + c2 * bottom + c3 * bottomSlope;
    into[1] = c0 * tangent(upper, at, 1) + c1 * tangent(upper, at + 2, 1) +
      c2 * tangent(lower, at, 1) + c3 * tangent(lower, at + 2, 1);
    into[2] = 6 * (z2 - z) / height * (top - bottom) + (1 - 4 * z + 3 * z2) * topSlope +
      (3 * z2 - 2 * z) * bottomSlope;
    into[3] = (1 - z) * ((1 - x) * upper[at + 4] + x * upper[at + KEPT + 4]) +
      z * ((1 - x) * lower[at + 4] + x * lower[at + KEPT + 4]);
  }

  #rowAt(row: number): Float64Array {
    return this.#rows[row] ??= this.#traceRow(row);
  }

  #traceRow(row: number): Float64Array {
    const { nodes } = this.#distances;
    const timeAt = this.#trace(this.#depths.nodes[row]);
    const kept = new Float64Array(KEPT * nodes.length);
    nodes.forEach((distanceKm, i) => {
      const { seconds, perDistanceKm, perDepthKm, perElevationKm } = timeAt(distanceKm);
      kept.set([seconds, perDistanceKm, perDepthKm, 0, perElevationKm], KEPT * i);
    });
    for (let i = 0; i < nodes.length; i++) {
      const before = Math.max(0, i - 1);
      const after = Math.min(nodes.length - 1, i + 1);
      const change = kept[KEPT * after + 2] - kept[KEPT * before + 2];
      kept[KEPT * i + 3] = change / (nodes[after] - nodes[before]);
    }
    return kept;
  }
}
