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

/** Slopes of times, seconds a kilometre. */
export interface TableSlopes {
  /** Of distance. */
  readonly perDistanceKm: number;
  /** Of source depth. */
  readonly perDepthKm: number;
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
  /** The depth last asked for, its rows and their weights: stations share it. */
  #depthKm = NaN;
  #upper: Float64Array = new Float64Array();
  #lower: Float64Array = new Float64Array();
  #depthWeights = { c0: 0, c1: 0, c2: 0, c3: 0, z: 0, height: 1 };

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

  /** Seconds; NaN where the phase does not arrive at a corner of the cell. */
  seconds(distanceKm: number, depthKm: number): number {
    if (depthKm !== this.#depthKm) this.#openDepth(depthKm);
    const column = this.#distances.cellOf(distanceKm);
    const from = this.#distances.nodes[column];
    const width = this.#distances.nodes[column + 1] - from;
    const x = (distanceKm - from) / width;
    const [upper, lower, at, next] = [
      this.#upper,
      this.#lower,
      KEPT * column,
      KEPT * column + KEPT,
    ];
    const x2 = x * x, b2 = x2 * (3 - 2 * x), b0 = 1 - b2;
    const b1 = x * (1 - x) * (1 - x) * width, b3 = x2 * (x - 1) * width;
    const { c0, c1, c2, c3 } = this.#depthWeights;
    return b0 * (c0 * upper[at] + c1 * upper[at + 2] + c2 * lower[at] + c3 * lower[at + 2]) +
      b1 * (c0 * upper[at + 1] + c1 * upper[at + 3] + c2 * lower[at + 1] + c3 * lower[at + 3]) +
      b2 * (c0 * upper[next] + c1 * upper[next + 2] + c2 * lower[next] + c3 * lower[next + 2]) +
      b3 * (c0 * upper[next + 1] + c1 * upper[next + 3] + c2 * lower[next + 1] +
          c3 * lower[next + 3]);
  }

  /** Seconds a kilometre of station height. */
  rise(distanceKm: number, depthKm: number): number {
    if (depthKm !== this.#depthKm) this.#openDepth(depthKm);
    const column = this.#distances.cellOf(distanceKm);
    const from = this.#distances.nodes[column];
    const x = (distanceKm - from) / (this.#distances.nodes[column + 1] - from);
    const [upper, lower, at] = [this.#upper, this.#lower, KEPT * column + 4];
    const { z } = this.#depthWeights;
    return (1 - z) * ((1 - x) * upper[at] + x * upper[at + KEPT]) +
      z * ((1 - x) * lower[at] + x * lower[at + KEPT]);
  }

  /** Slopes of the same surface, seconds a kilometre of distance and of source depth. */
  slopes({ distanceKm, depthKm }: TablePlace): TableSlopes {
    if (depthKm !== this.#depthKm) this.#openDepth(depthKm);
    const column = this.#distances.cellOf(distanceKm);
    const from = this.#distances.nodes[column];
    const width = this.#distances.nodes[column + 1] - from;
    const x = (distanceKm - from) / width;
    const [upper, lower] = [this.#upper, this.#lower];
    const across = hermite(x, width);
    const alongX = hermiteSlopes(x, width);
    const { c0, c1, c2, c3, z, height } = this.#depthWeights;
    const alongZ = hermiteSlopes(z, height);
    const at = KEPT * column;
    const cubic = (row: Float64Array, first: number, w: CubicWeights) =>
      w.c0 * row[at + first] + w.c1 * row[at + first + 1] +
      w.c2 * row[at + KEPT + first] + w.c3 * row[at + KEPT + first + 1];
    const blend = (w: CubicWeights, d: CubicWeights) =>
      d.c0 * cubic(upper, 0, w) + d.c1 * cubic(upper, 2, w) +
      d.c2 * cubic(lower, 0, w) + d.c3 * cubic(lower, 2, w);
    return {
      perDistanceKm: blend(alongX, { c0, c1, c2, c3 }),
      perDepthKm: blend(across, alongZ),
    };
  }

  #openDepth(depthKm: number): void {
    const row = this.#depths.cellOf(depthKm);
    const from = this.#depths.nodes[row];
    const height = this.#depths.nodes[row + 1] - from;
    const z = (depthKm - from) / height;
    this.#upper = this.#rowAt(row);
    this.#lower = this.#rowAt(row + 1);
    this.#depthWeights = { ...hermite(z, height), z, height };
    this.#depthKm = depthKm;
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

/** Weights of value and slope at the two ends of a cell. */
interface CubicWeights {
  c0: number;
  c1: number;
  c2: number;
  c3: number;
}

/** Of the cubic through a cell of this length, at a share of it. */
function hermite(share: number, length: number): CubicWeights {
  const c2 = share * share * (3 - 2 * share);
  const rest = 1 - share;
  return { c0: 1 - c2, c1: share * rest * rest * length, c2, c3: -share * share * rest * length };
}

/** Of its slope. */
function hermiteSlopes(share: number, length: number): CubicWeights {
  const c2 = 6 * share * (1 - share) / length;
  return { c0: -c2, c1: 1 + share * (3 * share - 4), c2, c3: share * (3 * share - 2) };
}
