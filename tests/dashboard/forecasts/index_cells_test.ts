import { assertEquals } from "@std/assert";
import { indexCells, ringOf } from "../../../server/page/dashboard/forecasts/index_cells.ts";
import { nameCell } from "../../../server/page/dashboard/forecasts/name_cell.ts";
import type { RateCell } from "../../../server/page/dashboard/forecasts/rate_cell.ts";

Deno.test("a place is found in the cell that a search through all of them finds", () => {
  const cells: RateCell[] = [];
  for (let row = 0; row < 12; row++) {
    for (let column = 0; column < 9; column++) {
      if ((row + column) % 5 > 0) cells.push([-118.3 + 0.1 * column, 33.7 + 0.1 * row, row]);
    }
  }
  const find = indexCells(cells, 0.1);
  for (let i = 0; i < 500; i++) {
    const longitude = -118.5 + 1.3 * ((i * 0.6180339887) % 1) + 0.00013;
    const latitude = 33.5 + 1.6 * ((i * 0.7548776662) % 1) + 0.00017;
    const slow = cells.find(([west, south]) =>
      longitude >= west && longitude < west + 0.1 && latitude >= south && latitude < south + 0.1
    );
    assertEquals(find(longitude, latitude), slow, `${longitude} ${latitude}`);
  }
});

Deno.test("cells beyond the antimeridian are found from either side", () => {
  const cells: RateCell[] = [[179, -18, 1], [-180, -18, 2], [-179, -18, 3]];
  const find = indexCells(cells, 1);
  assertEquals(find(179.5, -17.5)?.[2], 1);
  assertEquals(find(-179.5, -17.5)?.[2], 2);
  assertEquals(find(180.5, -17.5)?.[2], 2);
  assertEquals(find(-178.5, -17.5)?.[2], 3);
  assertEquals(find(-177.5, -17.5), undefined);
  assertEquals(indexCells([], 1)(0, 0), undefined);
});

Deno.test("cells are named by their edges, on every side of the globe", () => {
  assertEquals(nameCell([-117.5, 35, 0], 0.5), "35° to 35.5° N, 117° to 117.5° W");
  assertEquals(nameCell([-0.1, -0.2, 0], 0.1), "0.1° to 0.2° S, 0° to 0.1° W");
  assertEquals(nameCell([139.2, 35.3, 0], 0.1), "35.3° to 35.4° N, 139.2° to 139.3° E");
});

Deno.test("the outline of a cell is closed, and clockwise as a map wants it", () => {
  const ring = ringOf([10, 40, 1], 2);
  assertEquals(ring[0], ring.at(-1));
  const area = ring.slice(1).reduce(
    (sum, [x, y], i) => sum + (ring[i][0] * y - x * ring[i][1]) / 2,
    0,
  );
  assertEquals(area, -4);
});
