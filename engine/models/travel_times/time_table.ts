import type { GrowingGrid } from "./growing_grid.ts";
import type { TracedTime } from "./trace_rays.ts";

/** Numbers kept at each node: seconds, their slopes in distance and depth, the slope of both, that in elevation. */
const KEPT = 5;

/** Columns that are traced together. */
const STRETCH = 32;

/** A place in a table. */
export interface TablePlace {
  /** Epicentral distance, kilometres. */
  readonly distanceKm: number;
  /** Depth of the source, kilometres below sea level. */
  readonly depthKm: number;
}

/** Times and slopes of one source depth. */
interface TableRow {
  /** KEPT numbers a column. */
  readonly values: Float64Array;
  /** 1 for each stretch of columns that has been traced. */
  readonly filled: Uint8Array;
  /** Exact times. */
  readonly timeAt: (distanceKm: number) => TracedTime;
}

const NO_ROW: TableRow = {
  values: new Float64Array(),
  filled: new Uint8Array(),
  timeAt: () => ({ seconds: NaN, perDistanceKm: NaN, perDepthKm: NaN, perElevationKm: NaN }),
};

/** Slopes of times, seconds a kilometre. */
export interface TableSlopes {
  /** Of distance. */
  readonly perDistanceKm: number;
  /** Of source depth. */
  readonly perDepthKm: number;
}

/**
 * Times for stations at one height, over distance and source depth. Rows, one a depth, are traced
 * in stretches when first needed. Between nodes, bicubic Hermite interpolation from exact times and slopes.
 */
export class TimeTable {
  readonly #distances: GrowingGrid;
  readonly #depths: GrowingGrid;
  readonly #trace: (sourceKm: number) => (distanceKm: number) => TracedTime;
  readonly #rows: (TableRow | undefined)[];
  /** The depth last asked for, its rows and their weights: stations share it. */
  #depthKm = NaN;
  #upperRow: TableRow = NO_ROW;
  #lowerRow: TableRow = NO_ROW;
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
    const column = this.#open(distanceKm, depthKm);
    const from = this.#distances.nodes[column];
    const width = this.#distances.nodes[column + 1] - from;
    const x = (distanceKm - from) / width;
    const [upper, lower, at, next] = [
      this.#upperRow.values,
      this.#lowerRow.values,
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
    const column = this.#open(distanceKm, depthKm);
    const from = this.#distances.nodes[column];
    const x = (distanceKm - from) / (this.#distances.nodes[column + 1] - from);
    const [upper, lower, at] = [this.#upperRow.values, this.#lowerRow.values, KEPT * column + 4];
    const { z } = this.#depthWeights;
    return (1 - z) * ((1 - x) * upper[at] + x * upper[at + KEPT]) +
      z * ((1 - x) * lower[at] + x * lower[at + KEPT]);
  }

  /** Slopes of the same surface, seconds a kilometre of distance and of source depth. */
  slopes({ distanceKm, depthKm }: TablePlace): TableSlopes {
    const column = this.#open(distanceKm, depthKm);
    const from = this.#distances.nodes[column];
    const width = this.#distances.nodes[column + 1] - from;
    const x = (distanceKm - from) / width;
    const [upper, lower] = [this.#upperRow.values, this.#lowerRow.values];
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

  /** Opens the two rows of a depth and, in them, the stretch of a column; gives that column. */
  #open(distanceKm: number, depthKm: number): number {
    if (depthKm !== this.#depthKm) this.#openDepth(depthKm);
    const column = this.#distances.cellOf(distanceKm);
    const stretch = Math.floor(column / STRETCH);
    if (this.#upperRow.filled[stretch] === 0) this.#fill(this.#upperRow, stretch);
    if (this.#lowerRow.filled[stretch] === 0) this.#fill(this.#lowerRow, stretch);
    return column;
  }

  #openDepth(depthKm: number): void {
    const row = this.#depths.cellOf(depthKm);
    const from = this.#depths.nodes[row];
    const height = this.#depths.nodes[row + 1] - from;
    const z = (depthKm - from) / height;
    this.#upperRow = this.#rowAt(row);
    this.#lowerRow = this.#rowAt(row + 1);
    this.#depthWeights = { ...hermite(z, height), z, height };
    this.#depthKm = depthKm;
  }

  #rowAt(row: number): TableRow {
    const columns = this.#distances.nodes.length;
    return this.#rows[row] ??= {
      values: new Float64Array(KEPT * columns),
      filled: new Uint8Array(Math.ceil(columns / STRETCH)),
      timeAt: this.#trace(this.#depths.nodes[row]),
    };
  }

  /** Traces the columns of a stretch, the first of the next with them. */
  #fill({ values, filled, timeAt }: TableRow, stretch: number): void {
    const { nodes } = this.#distances;
    const last = nodes.length - 1;
    const [from, to] = [STRETCH * stretch, Math.min(last, STRETCH * (stretch + 1))];
    // A neighbour on either side, for the slope of both.
    const [first, end] = [Math.max(0, from - 1), Math.min(last, to + 1)];
    const traced = Array.from({ length: end - first + 1 }, (_, k) => timeAt(nodes[first + k]));
    for (let i = from; i <= to; i++) {
      const { seconds, perDistanceKm, perDepthKm, perElevationKm } = traced[i - first];
      const [before, after] = [Math.max(0, i - 1), Math.min(last, i + 1)];
      const change = traced[after - first].perDepthKm - traced[before - first].perDepthKm;
      const twist = change / (nodes[after] - nodes[before]);
      values.set([seconds, perDistanceKm, perDepthKm, twist, perElevationKm], KEPT * i);
    }
    filled[stretch] = 1;
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
