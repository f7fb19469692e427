import {
  type Arrival,
  type Pick,
  type StationDelays,
  stationOf,
  waveOf,
} from "../../domain/mod.ts";
import { median } from "../../mathematics/mod.ts";

/** Arrivals that speak for no delay, against those of a station. */
const PRIOR_ARRIVALS = 2;

/** Adds to delays of stations the medians of what is left of events' arrivals, drawn to 0 where they are few. */
export function addResiduals(
  delays: StationDelays,
  events: readonly { readonly picks: readonly Pick[]; readonly arrivals: readonly Arrival[] }[],
): StationDelays {
  const residuals = new Map<string, Map<string, number[]>>();
  for (const { picks, arrivals } of events) gather(residuals, picks, arrivals);
  return addMedians(delays, residuals);
}

function gather(
  residuals: Map<string, Map<string, number[]>>,
  picks: readonly Pick[],
  arrivals: readonly Arrival[],
): void {
  const byId = new Map(picks.map((pick) => [pick.id, pick]));
  for (const { pickId, residualSeconds } of arrivals) {
    const pick = byId.get(pickId);
    if (pick === undefined || !Number.isFinite(residualSeconds)) continue;
    const station = stationOf(pick.code);
    const waves = residuals.get(station) ?? new Map<string, number[]>();
    residuals.set(station, waves);
    const wave = waveOf(pick.phase);
    const list = waves.get(wave);
    if (list === undefined) waves.set(wave, [residualSeconds]);
    else list.push(residualSeconds);
  }
}

function addMedians(
  delays: StationDelays,
  residuals: ReadonlyMap<string, ReadonlyMap<string, readonly number[]>>,
): StationDelays {
  const sums: Record<string, Record<string, number>> = {};
  for (const [station, waves] of Object.entries(delays)) sums[station] = { ...waves };
  for (const [station, waves] of residuals) {
    sums[station] ??= {};
    for (const [wave, values] of waves) {
      const share = values.length / (values.length + PRIOR_ARRIVALS);
      sums[station][wave] = (sums[station][wave] ?? 0) + share * median(values);
    }
  }
  return sums;
}
