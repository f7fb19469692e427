import type { EventPlaces, PointEvents, ScoredSpan } from "../../domain/mod.ts";
import { destination } from "../../mathematics/mod.ts";
import { pickBySums } from "../neural_etas/pick_by_sums.ts";
import type { DrawPlace } from "./background_places.ts";
import { type BackgroundShape, type EtasBackground, relativeBackground } from "./fit_background.ts";
import { ETAS_RADIUS_KM, placeColumns } from "./place_columns.ts";
import { layPlaceGrid } from "./place_grid.ts";

/** A background that varies in space, by itself: what is kept of the events it was smoothed from. */
export interface KeptBackground {
  /** How it is smoothed. */
  shape: BackgroundShape;
  /** Where the kernels are. */
  places: EventPlaces;
  /** Weight of each kernel: the probability of its event to be background. [kernel] */
  probability: Float64Array;
  /** Width of each kernel, kilometres. [kernel] */
  widthsKm: Float64Array;
}

/** Kernels of less weight count for nothing, as in `relativeBackground`. */
const LEAST_PROBABILITY = 1e-4;

/** Keeps the kernels of a background that count, with their places. */
export function keepBackground(
  { places }: PointEvents,
  { shape, probability, widthsKm }: EtasBackground,
): KeptBackground {
  const rows = Uint32Array.from(probability.keys()).filter((row) =>
    probability[row] >= LEAST_PROBABILITY
  );
  const pick = (column: Float64Array) => Float64Array.from(rows, (row) => column[row]);
  const { kind } = places;
  return {
    shape,
    places: kind === "plane"
      ? { kind, northKm: pick(places.northKm), eastKm: pick(places.eastKm) }
      : { kind, latitude: pick(places.latitude), longitude: pick(places.longitude) },
    probability: pick(probability),
    widthsKm: pick(widthsKm),
  };
}

/**
 * A kept background at events of a span over a uniform one, for `scoreEtas`: 1 where it is as in the
 * mean of the region. [event]
 *
 * Throws RangeError where one has places in a plane and the other on the globe.
 */
export function keptBackgroundAt(
  kept: KeptBackground,
  { places, span, areaKm2 }: {
    places: EventPlaces;
    span: Pick<ScoredSpan, "from" | "to">;
    areaKm2: number;
  },
): Float64Array {
  const count = kept.probability.length;
  const columns = placeColumns(joinPlaces(kept.places, { places, span }));
  const targets = layPlaceGrid(columns, { from: count, to: count + span.to - span.from });
  return relativeBackground({ places: columns }, kept, { targets, areaKm2 });
}

/**
 * Draws places of a kept background, wherever its kernels reach; `drawUniform` draws those of its
 * uniform part, and all where there is no kernel.
 */
export function drawKeptPlace(
  { shape, places, probability, widthsKm }: KeptBackground,
  drawUniform: DrawPlace,
): DrawPlace {
  const sums = new Float64Array(probability.length);
  let total = 0;
  probability.forEach((weight, i) => sums[i] = total += weight);
  return (random) => {
    if (total === 0 || random.uniform() < shape.uniformShare) return drawUniform(random);
    const kernel = pickBySums(sums, total * random.uniform());
    // A Gaussian in the plane: Rayleigh distances in all directions.
    const distanceKm = widthsKm[kernel] * Math.sqrt(-2 * Math.log(random.uniform()));
    const bearing = 360 * random.uniform();
    if (places.kind === "plane") {
      const angle = bearing * Math.PI / 180;
      return [
        places.eastKm[kernel] + distanceKm * Math.sin(angle),
        places.northKm[kernel] + distanceKm * Math.cos(angle),
      ];
    }
    const from = { latitude: places.latitude[kernel], longitude: places.longitude[kernel] };
    const place = destination(from, { bearing, distanceKm, radiusKm: ETAS_RADIUS_KM });
    return [place.longitude, place.latitude];
  };
}

function joinPlaces(
  first: EventPlaces,
  { places, span: { from, to } }: {
    places: EventPlaces;
    span: Pick<ScoredSpan, "from" | "to">;
  },
): EventPlaces {
  const join = (one: Float64Array, other: Float64Array) => {
    const joined = new Float64Array(one.length + to - from);
    joined.set(one);
    joined.set(other.subarray(from, to), one.length);
    return joined;
  };
  if (first.kind === "plane" && places.kind === "plane") {
    return {
      kind: "plane",
      northKm: join(first.northKm, places.northKm),
      eastKm: join(first.eastKm, places.eastKm),
    };
  }
  if (first.kind === "geographic" && places.kind === "geographic") {
    return {
      kind: "geographic",
      latitude: join(first.latitude, places.latitude),
      longitude: join(first.longitude, places.longitude),
    };
  }
  throw new RangeError("Cannot see a background on the globe from a plane, or the other way round");
}
