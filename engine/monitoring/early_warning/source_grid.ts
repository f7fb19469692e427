/** A place in the plane of a network. */
export interface PlanePlace {
  /** Kilometres east. */
  eastKm: number;
  /** Kilometres north. */
  northKm: number;
}

/** A square of places. */
export interface GridShape {
  /** Half its width, kilometres. */
  readonly reachKm: number;
  /** Between neighbours, kilometres. */
  readonly stepKm: number;
}

/** Places around a centre, row by row. */
export function gridAround(
  { eastKm, northKm }: PlanePlace,
  { reachKm, stepKm }: GridShape,
): PlanePlace[] {
  const places: PlanePlace[] = [];
  for (let north = -reachKm; north <= reachKm; north += stepKm) {
    for (let east = -reachKm; east <= reachKm; east += stepKm) {
      places.push({ eastKm: eastKm + east, northKm: northKm + north });
    }
  }
  return places;
}

/** Mean of places by their weights, and the standard deviation along the longer axis. */
export function summarise(
  places: readonly PlanePlace[],
  { weights }: { weights: readonly number[] },
): PlanePlace & { sigmaKm: number } {
  let [total, east, north] = [0, 0, 0];
  places.forEach((place, i) => {
    total += weights[i];
    east += weights[i] * place.eastKm;
    north += weights[i] * place.northKm;
  });
  east /= total;
  north /= total;
  let [ee, nn, en] = [0, 0, 0];
  places.forEach((place, i) => {
    const [x, y, weight] = [place.eastKm - east, place.northKm - north, weights[i] / total];
    ee += weight * x * x;
    nn += weight * y * y;
    en += weight * x * y;
  });
  const longest = (ee + nn) / 2 + Math.hypot((ee - nn) / 2, en);
  return { eastKm: east, northKm: north, sigmaKm: Math.sqrt(longest) };
}

/** Share of the weights that lies within two and a half steps of the edge of a grid around a centre. */
export function edgeProbability(
  places: readonly PlanePlace[],
  { weights }: { weights: readonly number[] },
  { centre, shape: { reachKm, stepKm } }: { centre: PlanePlace; shape: GridShape },
): number {
  const limit = reachKm - 2.5 * stepKm;
  let [total, edge] = [0, 0];
  places.forEach(({ eastKm, northKm }, i) => {
    total += weights[i];
    const off = Math.max(Math.abs(eastKm - centre.eastKm), Math.abs(northKm - centre.northKm));
    if (off > limit) edge += weights[i];
  });
  return edge / total;
}
