import type { JSX } from "preact";
import type { Table } from "../../../engine/drawing/mod.ts";

/** A table of the engine; the first cell of a row names it. */
export function FactsTable(
  { table: { columns, rows }, caption }: { table: Table; caption: string },
): JSX.Element {
  const hasHead = columns.some(({ title }, column) => column > 0 && title !== "");
  return (
    <div class="table-frame" role="region" aria-label={caption} tabIndex={0}>
      <table class="facts">
        <caption>{caption}</caption>
        {hasHead && (
          <thead>
            <tr>
              {columns.map(({ title, align }) => (
                <th key={title} scope="col" class={align === "right" ? "right" : undefined}>
                  {title}
                </th>
              ))}
            </tr>
          </thead>
        )}
        <tbody>
          {rows.map(([name, ...cells], row) => (
            <tr key={row}>
              <th scope="row">{name}</th>
              {cells.map((cell, column) => (
                <td
                  key={column}
                  class={columns[column + 1].align === "right" ? "right" : undefined}
                >
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
