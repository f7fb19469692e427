import type { JSX } from "preact";
import { formatNumber } from "../../../../engine/drawing/mod.ts";
import { nameCell } from "./name_cell.ts";
import type { RateCell } from "./rate_cell.ts";

const SHOWN = 10;

/** The most active cells of a forecast: the map for those who do not see it. */
export function TopCells(
  { cells, cellDegrees, total, onChoose }: {
    readonly cells: readonly RateCell[];
    readonly cellDegrees: number;
    /** Expected events of all cells. */
    readonly total: number;
    /** Is told of the cell that is chosen. */
    readonly onChoose: (cell: RateCell) => void;
  },
): JSX.Element {
  const top = cells.toSorted((a, b) => b[2] - a[2]).slice(0, SHOWN);
  const caption = `The ${top.length} most active of ${cells.length} cells`;
  return (
    <details>
      <summary>{caption}</summary>
      <div class="table-frame" role="region" aria-label={caption} tabIndex={0}>
        <table>
          <caption class="unseen">{caption}</caption>
          <thead>
            <tr>
              <th scope="col">Cell</th>
              <th scope="col" class="right">Expected</th>
              <th scope="col" class="right">Share</th>
            </tr>
          </thead>
          <tbody>
            {top.map((cell) => (
              <tr key={`${cell[0]} ${cell[1]}`}>
                <th scope="row">
                  <button type="button" class="link" onClick={() => onChoose(cell)}>
                    {nameCell(cell, cellDegrees)}
                  </button>
                </th>
                <td class="right">{formatNumber(cell[2])}</td>
                <td class="right">{(100 * cell[2] / total).toFixed(1)} %</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
