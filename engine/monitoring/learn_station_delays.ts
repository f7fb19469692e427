import { type Pick, type SeismicEvent, stationOf } from "../domain/mod.ts";
import type { StationDelays } from "../models/mod.ts";
import { associatePicks, type AssociatePicksOptions } from "./associate_picks.ts";

/** Residuals that a delay is learned from at least. */
const LEAST_RESIDUALS = 10;

/** Longest delay that is believed, seconds. */
const LONGEST_SECONDS = 3;

/**
 * Learns by how much phases come late at each station, from picks alone: in each round the picks are
 * joined, and the median residual of each station and phase is added to its delay. The crust below is so
 * taken into account to first order, for events near those that were learned from.
 *
 * Throws as `associatePicks`.
 */
export async function learnStationDelays(
  picks: readonly Pick[],
  { rounds, ...options }: AssociatePicksOptions & {
    /** How often picks are joined. */
    rounds: number;
  },
): Promise<StationDelays> {
  let delays: StationDelays = options.delays ?? {};
  for (let round = 0; round < rounds; round++) {
    const { events } = await associatePicks(picks, { ...options, delays });
    delays = addResiduals(delays, events);
  }
  return delays;
}

function addResiduals(delays: StationDelays, events: readonly SeismicEvent[]): StationDelays {
  const residuals = new Map<string, [P: number[], S: number[]]>();
  for (const { picks, origins: [origin] } of events) {
    origin.arrivals.forEach(({ phase, residualSeconds }, i) => {
      const station = stationOf(picks[i].code);
      if (!residuals.has(station)) residuals.set(station, [[], []]);
      residuals.get(station)![phase === "P" ? 0 : 1].push(residualSeconds);
    });
  }
  const learned: Record<string, Readonly<Record<string, number>>> = { ...delays };
  for (const [station, phases] of residuals) {
    const before = delays[station] ?? {};
    const [P, S] = phases.map((values, phase) => {
      const known = before[phase === 0 ? "P" : "S"] ?? 0;
      if (values.length < LEAST_RESIDUALS) return known;
      values.sort((a, b) => a - b);
      const delay = known + values[values.length >> 1];
      return Math.min(LONGEST_SECONDS, Math.max(-LONGEST_SECONDS, delay));
    });
    learned[station] = { P, S };
  }
  return learned;
}
