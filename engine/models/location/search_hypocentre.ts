import type { LocalPoint } from "./misfit.ts";

/** A box in which to look for a hypocentre. */
export interface SearchBox {
  /** Half its width, kilometres east and north of the centre of the frame. */
  readonly halfWidthKm: number;
  /** Shallowest and deepest hypocentre, kilometres. */
  readonly depthsKm: readonly [number, number];
}

/** How badly a point explains arrivals, when the source may be `blurKm` from it. */
export type BlurredMisfit = (point: LocalPoint, blurKm: number) => number;

const FIRST_CELLS = 8;
const FIRST_DEPTHS = 5;
const KEPT = 8;
const FINEST_KM = 0.5;

interface Cell extends LocalPoint {
  halfKm: number;
  halfDepthKm: number;
  misfit: number;
}

/**
 * The best places of a box, from coarse cells to fine: of each size the best few are cut in eight.
 * Errors are widened by the size of a cell, so that no cell is dropped for what lies beside its
 * middle. The best first.
 */
export function searchHypocentre(misfitAt: BlurredMisfit, box: SearchBox): LocalPoint[] {
  const judge = (cell: Omit<Cell, "misfit">): Cell => {
    const blurKm = Math.hypot(cell.halfKm, cell.halfKm, cell.halfDepthKm) / 2;
    return { ...cell, misfit: misfitAt(cell, blurKm) };
  };
  const best = (cells: Cell[]) => cells.sort((a, b) => a.misfit - b.misfit).slice(0, KEPT);
  let cells = best(firstCells(box).map(judge));
  while (cells[0].halfKm > FINEST_KM || cells[0].halfDepthKm > FINEST_KM) {
    cells = best(cells.flatMap(cutCell).map(judge));
  }
  return cells;
}

/** Layers of cells grow thicker with depth, as most events are shallow. */
function firstCells({ halfWidthKm, depthsKm }: SearchBox): Omit<Cell, "misfit">[] {
  const [top, bottom] = depthsKm;
  const halfKm = halfWidthKm / FIRST_CELLS;
  const cells: Omit<Cell, "misfit">[] = [];
  for (let k = 0; k < FIRST_DEPTHS; k++) {
    const [from, to] = [k / FIRST_DEPTHS, (k + 1) / FIRST_DEPTHS].map((share) =>
      top + (bottom - top) * share * share
    );
    for (let i = 0; i < FIRST_CELLS; i++) {
      for (let j = 0; j < FIRST_CELLS; j++) {
        cells.push({
          eastKm: (2 * i + 1) * halfKm - halfWidthKm,
          northKm: (2 * j + 1) * halfKm - halfWidthKm,
          depthKm: (from + to) / 2,
          halfKm,
          halfDepthKm: (to - from) / 2,
        });
      }
    }
  }
  return cells;
}

function cutCell(cell: Cell): Omit<Cell, "misfit">[] {
  const across = cell.halfKm > FINEST_KM ? [-0.5, 0.5] : [0];
  const down = cell.halfDepthKm > FINEST_KM ? [-0.5, 0.5] : [0];
  const halfKm = cell.halfKm / across.length;
  const halfDepthKm = cell.halfDepthKm / down.length;
  return across.flatMap((east) =>
    across.flatMap((north) =>
      down.map((depth) => ({
        eastKm: cell.eastKm + east * cell.halfKm,
        northKm: cell.northKm + north * cell.halfKm,
        depthKm: cell.depthKm + depth * cell.halfDepthKm,
        halfKm,
        halfDepthKm,
      }))
    )
  );
}
