import {
  type ChannelCode,
  InsufficientDataError,
  type Station,
  type StationChannel,
  type VelocityModel,
} from "../../domain/mod.ts";
import { type LocalFrame, localFrame, travelTimes } from "../../models/mod.ts";
import { sphericalCentroid } from "../../mathematics/mod.ts";
import { hasUsableSensitivity } from "../usable_sensitivity.ts";

/** Depths that sources are looked for at, kilometres. */
export const SOURCE_DEPTHS_KM = [4, 8, 12, 18, 30] as const;
/** Step of the tables in distance, kilometres. */
const STEP_KM = 0.5;
/** Reach of the tables, kilometres. */
const REACH_KM = 900;

/** A station in the plane. */
export interface WarningStation {
  /** "NC.MEM". */
  readonly name: string;
  /** Kilometres east of the frame's centre. */
  readonly eastKm: number;
  /** Kilometres north of it. */
  readonly northKm: number;
  /** Channels that are known. */
  readonly channels: readonly StationChannel[];
}

/** Stations in a plane and travel times to look up. */
export interface WarningNetwork {
  /** Stations. */
  readonly stations: readonly WarningStation[];
  /** By name "NC.MEM": the index. */
  readonly indexOf: ReadonlyMap<string, number>;
  /** The plane. */
  readonly frame: LocalFrame;
  /** Seconds of a phase from one of `SOURCE_DEPTHS_KM`, linear in distance; the last one beyond the reach. */
  secondsAt(phase: "P" | "S", distanceKm: number, depthIndex: number): number;
}

/** Lays stations out in a plane. Throws InsufficientDataError without stations. */
export function openWarningNetwork(
  stations: readonly Station[],
  model: VelocityModel,
): WarningNetwork {
  const centre = sphericalCentroid(stations);
  if (centre === null) {
    throw new InsufficientDataError("Cannot warn", { have: 0, need: 2, of: "stations" });
  }
  const frame = localFrame(centre);
  const placed = stations.map((station) => ({
    name: `${station.network}.${station.station}`,
    channels: station.channels,
    ...frame.toLocal(station),
  }));
  const tables = { P: tableOf(model, "P"), S: tableOf(model, "S") };
  return {
    stations: placed,
    indexOf: new Map(placed.map(({ name }, i) => [name, i])),
    frame,
    secondsAt(phase, distanceKm, depthIndex) {
      const table = tables[phase][depthIndex];
      const place = Math.min(distanceKm / STEP_KM, table.length - 1.001);
      const cell = Math.floor(place);
      return table[cell] + (place - cell) * (table[cell + 1] - table[cell]);
    },
  };
}

function tableOf(model: VelocityModel, phase: "P" | "S"): Float64Array[] {
  const times = travelTimes(model, phase);
  return SOURCE_DEPTHS_KM.map((depthKm) =>
    Float64Array.from(
      { length: REACH_KM / STEP_KM + 2 },
      (_, i) => times.secondsAt(i * STEP_KM, depthKm),
    )
  );
}

/** How counts of a channel become ground motion; undefined where no usable response is known then. */
export function groundMotionOf(
  station: WarningStation,
  { code, timeMs }: { code: ChannelCode; timeMs: number },
): { countsPerUnit: number; isAcceleration: boolean } | undefined {
  const channel = station.channels.find((it) =>
    it.channel === code.channel && it.location === code.location &&
    it.startMs <= timeMs && timeMs < it.endMs
  );
  const response = channel?.response;
  if (response === undefined || !hasUsableSensitivity(response)) return undefined;
  if (response.inputUnit === "m/s") {
    return { countsPerUnit: response.sensitivity, isAcceleration: false };
  }
  if (/^m\/s(\*\*2|\^2|²|\/s)$/.test(response.inputUnit)) {
    return { countsPerUnit: response.sensitivity, isAcceleration: true };
  }
  return undefined;
}
