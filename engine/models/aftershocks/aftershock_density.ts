import { greatCircleKm } from "../../mathematics/mod.ts";
import { etasLawOf, planeIntegralOf, productivityOf, spreadOf } from "../etas/etas_law.ts";
import type { AftershockEtas } from "./generic_etas.ts";

/** A mainshock and its aftershocks so far, as they are seen from a time. */
export interface AftershockSources {
  /** Days from each event to the time, the mainshock first. [event] */
  days: ArrayLike<number>;
  /** Magnitudes. [event] */
  magnitude: ArrayLike<number>;
  /** Degrees north. [event] */
  latitude: ArrayLike<number>;
  /** Degrees east. [event] */
  longitude: ArrayLike<number>;
}

/** From so many aftershocks on their places tell better than the epicentre where the rupture is. */
const ENOUGH = 10;

/**
 * Where the next direct aftershock will be: density at places, per km², by the law's temporal and
 * spatial kernels about each event. The mainshock's part lies about its aftershocks as soon as ten are
 * known, since these, not the epicentre, show the rupture; each then has its own spread. [place]
 */
export function aftershockDensity(
  { parameters, mc }: AftershockEtas,
  sources: AftershockSources,
  places: readonly { latitude: number; longitude: number }[],
): Float64Array {
  const law = etasLawOf(parameters);
  const { rho, cDays, omega } = law;
  const size = sources.days.length;
  const spread = Float64Array.from(
    { length: size },
    (_, j) => spreadOf(law, Math.max(0, sources.magnitude[j] - mc)),
  );
  const weight = Float64Array.from({ length: size }, (_, j) => {
    const excess = sources.magnitude[j] - mc;
    const inAll = productivityOf(law, excess) * planeIntegralOf(law, spreadOf(law, excess));
    return inAll * (Math.max(0, sources.days[j]) + cDays) ** -(1 + omega);
  });
  if (size > ENOUGH) {
    const main = weight[0];
    for (let j = 1; j < size; j++) weight[j] += main / (size - 1);
    weight[0] = 0;
  }
  const total = weight.reduce((sum, one) => sum + one, 0);
  return Float64Array.from(places, (place) => {
    let density = 0;
    for (let j = 0; j < size; j++) {
      const km = greatCircleKm(place, {
        ...{ latitude: sources.latitude[j], longitude: sources.longitude[j] },
      });
      const shape = rho * spread[j] ** rho / Math.PI / (km * km + spread[j]) ** (1 + rho);
      density += weight[j] / total * shape;
    }
    return density;
  });
}
