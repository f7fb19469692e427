import {
  InsufficientDataError,
  type Station,
  type StationDelays,
  type TravelTimes,
} from "../../domain/mod.ts";
import {
  destination,
  greatCircleKm,
  type Place,
  sphericalCentroid,
} from "../../mathematics/mod.ts";
import type { AssociationOptions } from "./association_options.ts";
import { TravelTimeTable } from "./travel_time_table.ts";

const RADIAN = Math.PI / 180;

/** Trial hypocentres at most, for the memory of their times; a wide network gets a wider grid. */
const MOST_NODES = 20_000;

/** Where the elevation of a station is turned into time: a usual ray of a local event. */
const USUAL_RAY = { distanceKm: 20, depthKm: 8 };

/** Travel times of the two phases that are joined. */
export interface PhaseTimes {
  /** First arriving P. */
  readonly P: TravelTimes;
  /** First arriving S. */
  readonly S: TravelTimes;
}

/** Stations on a plane, with everything of an association that no pick changes. */
export interface AssociationNetwork {
  /** Names "NET.STA" in the order of their numbers. [station] */
  readonly names: readonly string[];
  /** Kilometres east of the centre. [station] */
  readonly eastKm: Float64Array;
  /** Kilometres north of the centre. [station] */
  readonly northKm: Float64Array;
  /** Seconds to add to the table's time. [channel]: two a station, P and S */
  readonly delays: Float64Array;
  /** Travel times of P and S. [2] */
  readonly tables: readonly [TravelTimeTable, TravelTimeTable];
  /** Distance between trial epicentres, kilometres: as asked for, or wider where the network is wide. */
  readonly gridKm: number;
  /** Trial hypocentres: kilometres east, north and down. [node, 3] */
  readonly nodes: Float64Array;
  /** Travel time from node to station, seconds; NaN where too far. [node, channel] */
  readonly nodeSeconds: Float32Array;
  /** Longest of them, seconds. */
  readonly longestSeconds: number;
  /** How it is done. */
  readonly options: AssociationOptions;
  /** The place of a point of the plane. */
  placeOf(eastKm: number, northKm: number): Place;
  /** The point of the plane, kilometres east and north, of a place. */
  pointOf(place: Place): readonly [eastKm: number, northKm: number];
}

/**
 * Lays stations and trial hypocentres on a plane round their centre (azimuthal equidistant). Stations
 * of one name are taken once. Throws InsufficientDataError for fewer stations than an event needs.
 */
export function openAssociationNetwork(
  stations: readonly Station[],
  { times, delays, options }: {
    times: PhaseTimes;
    delays?: StationDelays;
    options: AssociationOptions;
  },
): AssociationNetwork {
  const byName = new Map(stations.map((one) => [`${one.network}.${one.station}`, one]));
  const names = [...byName.keys()].sort();
  const centre = sphericalCentroid([...byName.values()]);
  if (centre === null || names.length < options.minimumStations) {
    const amounts = { have: names.length, need: options.minimumStations, of: "stations" };
    throw new InsufficientDataError("Cannot associate picks", amounts);
  }
  const extent = { distanceKm: options.largestDistanceKm, depthKm: options.largestDepthKm };
  const tables = [
    new TravelTimeTable(times.P, extent),
    new TravelTimeTable(times.S, extent),
  ] as const;
  const eastKm = new Float64Array(names.length);
  const northKm = new Float64Array(names.length);
  const late = new Float64Array(2 * names.length);
  names.forEach((name, i) => {
    const station = byName.get(name)!;
    [eastKm[i], northKm[i]] = project(station, centre);
    // Those learned from picks without a network are of its code alone.
    const learned = delays?.[name] ?? delays?.[`.${station.station}`];
    (["P", "S"] as const).forEach((wave, p) => {
      late[2 * i + p] = delayOf(times[wave], station) + (learned?.[wave] ?? 0);
    });
  });
  const gridKm = chooseGrid(eastKm, northKm, options);
  const nodes = layNodes(eastKm, northKm, { ...options, gridKm });
  const plane = { names, eastKm, northKm, delays: late, tables, gridKm, nodes, options };
  const nodeSeconds = timesOfNodes(plane);
  const longestSeconds = nodeSeconds.reduce((most, time) => time > most ? time : most, 0);
  const placeOf = (east: number, north: number) =>
    destination(centre, {
      bearing: Math.atan2(east, north) / RADIAN,
      distanceKm: Math.hypot(east, north),
    });
  const pointOf = (place: Place) => project(place, centre);
  return { ...plane, nodeSeconds, longestSeconds, placeOf, pointOf };
}

function project(place: Place, centre: Place): [number, number] {
  const distance = greatCircleKm(centre, place);
  const [from, to] = [centre.latitude * RADIAN, place.latitude * RADIAN];
  const turn = (place.longitude - centre.longitude) * RADIAN;
  const bearing = Math.atan2(
    Math.sin(turn) * Math.cos(to),
    Math.cos(from) * Math.sin(to) - Math.sin(from) * Math.cos(to) * Math.cos(turn),
  );
  return [distance * Math.sin(bearing), distance * Math.cos(bearing)];
}

function delayOf(times: TravelTimes, { elevationM }: Station): number {
  const { distanceKm, depthKm } = USUAL_RAY;
  const there = times.secondsAt(distanceKm, depthKm, elevationM / 1_000);
  const delay = there - times.secondsAt(distanceKm, depthKm);
  return Number.isFinite(delay) ? delay : 0;
}

function chooseGrid(
  eastKm: Float64Array,
  northKm: Float64Array,
  { gridKm, gridDepthsKm, marginKm }: AssociationOptions,
): number {
  const width = (values: Float64Array) => Math.max(...values) - Math.min(...values) + 2 * marginKm;
  const area = width(eastKm) * width(northKm);
  return Math.max(gridKm, Math.sqrt(area * gridDepthsKm.length / MOST_NODES));
}

function layNodes(
  eastKm: Float64Array,
  northKm: Float64Array,
  { gridKm, gridDepthsKm, marginKm }: AssociationOptions,
): Float64Array {
  const axis = (values: Float64Array) => {
    const from = Math.floor((Math.min(...values) - marginKm) / gridKm);
    const to = Math.ceil((Math.max(...values) + marginKm) / gridKm);
    return Array.from({ length: to - from + 1 }, (_, i) => (from + i) * gridKm);
  };
  const places = axis(northKm).flatMap((north) => axis(eastKm).map((east) => [east, north]));
  return Float64Array.from(
    places.flatMap(([east, north]) => gridDepthsKm.flatMap((depth) => [east, north, depth])),
  );
}

function timesOfNodes(
  { nodes, eastKm, northKm, delays, tables }: Pick<
    AssociationNetwork,
    "nodes" | "eastKm" | "northKm" | "delays" | "tables"
  >,
): Float32Array {
  const channels = delays.length;
  const seconds = new Float32Array(nodes.length / 3 * channels);
  for (let node = 0; node < nodes.length / 3; node++) {
    for (let channel = 0; channel < channels; channel++) {
      const station = channel >> 1;
      const east = nodes[3 * node] - eastKm[station];
      const north = nodes[3 * node + 1] - northKm[station];
      const table = tables[channel & 1];
      table.lookUp(Math.hypot(east, north), nodes[3 * node + 2]);
      seconds[node * channels + channel] = table.seconds + delays[channel];
    }
  }
  return seconds;
}
