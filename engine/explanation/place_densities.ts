import type { EventPlaces } from "../domain/mod.ts";
import { greatCircleKm } from "../mathematics/mod.ts";
import {
  AGES,
  ETAS_RADIUS_KM,
  IS_SCALED,
  keptBackgroundAt,
  type KeptNeuralEtas,
  type NeuralPast,
  PLACE_SCALES,
  placeColumns,
  placeEllipses,
  type PlaceMixture,
  spreadOf,
} from "../models/mod.ts";
import type { ExplainedPlace } from "./explain_etas.ts";

/** Densities of the components of a neural ETAS at one place, per km². */
export interface PlaceDensities {
  /** That of the background. */
  background: number;
  /** That of an event's aftershocks, by the group that it is in. */
  eventAt(event: number): (group: number) => number;
}

/** The densities at a place, as the network of where mixes them. */
export function placeDensities(
  { history, columns, origin, law, backgrounds }: NeuralPast,
  { kept: { mc, areaKm2 }, mixture, at }: {
    kept: KeptNeuralEtas;
    mixture: PlaceMixture;
    at: ExplainedPlace;
  },
): PlaceDensities {
  const places = placeOf(history.places.kind, at);
  const here = placeColumns(places, origin).xyz.map((column) => column[0]);
  const { across, along } = placeEllipses(columns);
  const { rho } = law;
  const densityOf = (square: number, spread: number) =>
    rho / Math.PI / spread * (1 + square / spread) ** (-1 - rho);
  let background = 0;
  backgrounds.forEach((one, k) => {
    const span = { from: 0, to: 1 };
    const relative = one === null ? 1 : keptBackgroundAt(one, { places, span, areaKm2 })[0];
    background += mixture.backgrounds[k] * relative / areaKm2;
  });
  return {
    background,
    eventAt(event) {
      const way = columns.xyz.map((column, k) => here[k] - column[event]);
      const square = distanceTo(history.places, { event, at }) ** 2;
      const turned = along[event] * square +
        way.reduce((sum, value, k) => sum + value * across[k][event], 0) ** 2;
      const spread = spreadOf(law, history.magnitude[event] - mc);
      const plain = densityOf(square, spread);
      return (group) => {
        if (!IS_SCALED[group]) return plain;
        const shares = mixture.laws[Math.floor(group / AGES)];
        return PLACE_SCALES.reduce(
          (sum, scale, k) => sum + shares[k] * densityOf(square, scale * spread),
          shares[PLACE_SCALES.length] * densityOf(turned, spread),
        );
      };
    },
  };
}

function placeOf(kind: EventPlaces["kind"], [x, y]: ExplainedPlace): EventPlaces {
  const [xs, ys] = [Float64Array.of(x), Float64Array.of(y)];
  return kind === "plane"
    ? { kind, eastKm: xs, northKm: ys }
    : { kind, longitude: xs, latitude: ys };
}

function distanceTo(
  places: EventPlaces,
  { event, at: [x, y] }: { event: number; at: ExplainedPlace },
): number {
  if (places.kind === "plane") {
    return Math.hypot(places.eastKm[event] - x, places.northKm[event] - y);
  }
  const from = { longitude: places.longitude[event], latitude: places.latitude[event] };
  return greatCircleKm(from, { longitude: x, latitude: y }, ETAS_RADIUS_KM);
}
