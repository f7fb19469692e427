import { type PlaceGrid, visitNear } from "./place_grid.ts";

/**
 * Distance of each place to its first, second, ... `count`-th nearest other one, kilometres; to the
 * farthest where there are fewer, 0 where there is no other. By places as they were given to the grid.
 * [place, count]
 */
export function neighbourDistances(grid: PlaceGrid, count: number): Float64Array {
  const { xyz: [xs, ys, zs], order } = grid;
  const distances = new Float64Array(count * order.length);
  const nearest = new Float64Array(count);
  let found = 0;
  for (let i = 0; i < order.length; i++) {
    const [x, y, z] = [xs[i], ys[i], zs[i]];
    let radiusKm = grid.cellKm;
    const visit = (start: number, end: number) => {
      for (let j = start; j < end; j++) {
        if (j === i) continue;
        const square = (xs[j] - x) ** 2 + (ys[j] - y) ** 2 + (zs[j] - z) ** 2;
        if (found === count && square >= nearest[count - 1]) continue;
        let place = found < count ? found++ : count - 1;
        for (; place > 0 && nearest[place - 1] > square; place--) {
          nearest[place] = nearest[place - 1];
        }
        nearest[place] = square;
      }
    };
    for (;; radiusKm *= 2) {
      found = 0;
      const isAll = visitNear(grid, { x, y, radiusKm }, visit);
      if (isAll || (found === count && nearest[count - 1] <= radiusKm ** 2)) break;
    }
    for (let k = 0; k < count && found > 0; k++) {
      distances[order[i] * count + k] = Math.sqrt(nearest[Math.min(k, found - 1)]);
    }
  }
  return distances;
}
