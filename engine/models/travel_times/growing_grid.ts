/** Nodes of an axis, and which cell holds a value. */
export interface GrowingGrid {
  /** Nodes, growing. */
  readonly nodes: Float64Array;
  /** Index of the node at or below a value within the axis. */
  cellOf(value: number): number;
}

/**
 * An axis of nodes whose steps grow as `stepAt` says. It has a node on each side of every break
 * within, so that no cell holds a kink.
 */
export function growingGrid(
  ends: readonly [number, number],
  { stepAt, breaks = [] }: { stepAt: (value: number) => number; breaks?: readonly number[] },
): GrowingGrid {
  const [from, to] = ends;
  const inner = breaks.filter((value) => value > from + SIDE && value < to - SIDE);
  const stops = [from, ...[...new Set(inner)].sort((a, b) => a - b), to];
  const nodes: number[] = [];
  for (let i = 1; i < stops.length; i++) {
    const begin = i === 1 ? from : stops[i - 1] + SIDE;
    const end = i === stops.length - 1 ? to : stops[i] - SIDE;
    nodes.push(begin);
    let place = begin + stepAt(begin);
    while (place < end - stepAt(end) / 2) {
      nodes.push(place);
      place += stepAt(place);
    }
    nodes.push(end);
  }
  return { nodes: Float64Array.from(nodes), cellOf: openLookup(nodes) };
}

/** Half the distance of the two nodes at a break. */
const SIDE = 1e-6;

const BINS_A_NODE = 16;

function openLookup(nodes: readonly number[]): (value: number) => number {
  const last = nodes.length - 2;
  const bins = BINS_A_NODE * nodes.length;
  const [from, to] = [nodes[0], nodes[nodes.length - 1]];
  const binsAUnit = bins / (to - from);
  const firstOf = new Int32Array(bins + 1);
  for (let bin = 0, cell = 0; bin <= bins; bin++) {
    while (cell < last && nodes[cell + 1] <= from + bin / binsAUnit) cell++;
    firstOf[bin] = cell;
  }
  const edges = Float64Array.from(nodes);
  return (value) => {
    let cell = firstOf[Math.min(bins, Math.max(0, Math.floor((value - from) * binsAUnit)))];
    while (cell > 0 && edges[cell] > value) cell--;
    while (cell < last && edges[cell + 1] <= value) cell++;
    return cell;
  };
}
