import {
  type Pick,
  type Station,
  type StationDelays,
  stationOf,
  type TravelTimes,
  waveOf,
} from "../../domain/mod.ts";
import type { LocalFrame } from "./local_frame.ts";
import type { LocationOptions } from "./location_options.ts";
import type { Observation } from "./misfit.ts";

/** A pick that can be used, with its station and the times of its phase. */
export interface UsablePick {
  /** The pick. */
  readonly pick: Pick;
  /** Where it was read. */
  readonly station: Station;
  /** Times of its phase. */
  readonly times: TravelTimes;
}

/** Picks that can be used, and what was left out. */
export interface UsablePicks {
  /** Can be used. */
  readonly usable: readonly UsablePick[];
  /** What a reader must know of the others. */
  readonly remarks: readonly string[];
}

/** Parts picks that have a station, a known phase and some weight from those that have not. */
export function usablePicks(
  picks: readonly Pick[],
  find: {
    station: (pick: Pick) => Station | undefined;
    times: (phase: string) => TravelTimes | undefined;
  },
): UsablePicks {
  const usable: UsablePick[] = [];
  const missing = new Set<string>();
  const phases = new Set<string>();
  let weightless = 0;
  for (const pick of picks) {
    const station = find.station(pick);
    const times = find.times(pick.phase);
    if (times === undefined) phases.add(pick.phase);
    else if (station === undefined) missing.add(stationOf(pick.code));
    else if (pick.weight === 0 || !Number.isFinite(pick.timeMs)) weightless++;
    else usable.push({ pick, station, times });
  }
  const remarks: string[] = [];
  if (missing.size > 0) {
    remarks.push(`left out, as their coordinates are unknown: ${[...missing].join(", ")}`);
  }
  if (phases.size > 0) remarks.push(`left out, as phases unknown here: ${[...phases].join(", ")}`);
  if (weightless > 0) remarks.push(`left out, as they have no weight: ${weightless} picks`);
  return { usable, remarks };
}

/** Picks as observations in a frame, seconds after `referenceMs`. */
export function observePicks(
  usable: readonly UsablePick[],
  context: {
    frame: LocalFrame;
    referenceMs: number;
    delays: StationDelays;
    options: LocationOptions;
  },
): Observation[] {
  const { frame, referenceMs, delays, options } = context;
  return usable.map(({ pick, station, times }) => {
    const name = stationOf(pick.code);
    const wave = waveOf(pick.phase);
    const usual = wave === "S" ? options.sErrorSeconds : options.pErrorSeconds;
    // A weight is a share of information, the inverse of a variance.
    const weighted = usual / Math.sqrt(Math.min(1, pick.weight ?? 1));
    return {
      pickId: pick.id,
      station: name,
      phase: pick.phase,
      ...frame.toLocal(station),
      elevationKm: station.elevationM / 1000,
      times,
      seconds: (pick.timeMs - referenceMs) / 1000 - (delays[name]?.[wave] ?? 0),
      errorSeconds: pick.timeErrorSeconds ?? weighted,
      modelErrorFactor: wave === "S" ? options.sModelErrorFactor : 1,
    };
  });
}
