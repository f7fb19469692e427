import { makeGrid, type Population } from "../../domain/mod.ts";
import { destination, greatCircleKm, RandomStream } from "../../mathematics/mod.ts";
import { centresOf } from "../shaking/map_shaking.ts";

const TOWNS = 12;
const LARGEST = 500_000;
const RADIUS_KM = 60;
const CELL_DEGREES = 0.02;
const COUNTRYSIDE = 4; // people a cell

/**
 * People who do not exist, for demonstrations: a dozen towns around a place, the k-th with a k-th of the
 * people of the first, and a thin countryside. The same seed gives the same people.
 *
 * Source: Zipf's law for the towns; Clark (1951) for their exponential fall from the middle.
 */
export function syntheticPopulation(
  centre: { latitude: number; longitude: number },
  { seed, country, isCity = false }: {
    seed: number | string;
    country: string;
    /** Whether the largest town is at that place. */
    isCity?: boolean;
  },
): Population {
  const random = new RandomStream(seed);
  const towns = Array.from({ length: TOWNS }, (_, i) => ({
    place: destination(centre, {
      bearing: 360 * random.uniform(),
      distanceKm: RADIUS_KM * Math.sqrt(random.uniform()),
    }),
    people: LARGEST / (i + 1),
    scaleKm: 1.5 + 3 / (i + 1),
  }));
  if (isCity) towns[0].place = { ...centre };
  const edge = (bearing: number) => destination(centre, { bearing, distanceKm: RADIUS_KM });
  const grid = makeGrid({
    west: edge(270).longitude,
    south: edge(180).latitude,
    east: edge(90).longitude,
    north: edge(0).latitude,
  }, CELL_DEGREES);
  const { latitude, longitude } = centresOf(grid);
  const people = new Float64Array(latitude.length).fill(COUNTRYSIDE);
  for (const town of towns) {
    const share = latitude.map((north, cell) => {
      const to = { latitude: north, longitude: longitude[cell] };
      return Math.exp(-greatCircleKm(town.place, to) / town.scaleKm);
    });
    const all = share.reduce((sum, part) => sum + part, 0);
    share.forEach((part, cell) => people[cell] += Math.round(town.people * part / all));
  }
  return {
    source: `made up for demonstration (seed ${seed}); nobody lives so`,
    isSynthetic: true,
    ...{ latitude, longitude, people },
    country: Array.from(people, () => country),
  };
}
