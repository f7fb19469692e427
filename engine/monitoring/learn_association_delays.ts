import type { Pick, StationDelays } from "../domain/mod.ts";
import { addResiduals } from "../models/mod.ts";
import { associatePicks, type AssociatePicksOptions } from "./associate_picks.ts";

/**
 * Learns by how much phases come late at each station from picks that are not joined to events yet: in each
 * round they are joined, and what is left of the arrivals is added to the delays. The crust is so taken
 * into account to first order, for events near those that were learned from.
 *
 * Throws as `associatePicks`.
 */
export async function learnAssociationDelays(
  picks: readonly Pick[],
  { rounds, ...options }: AssociatePicksOptions & {
    /** How often picks are joined. */
    rounds: number;
  },
): Promise<StationDelays> {
  let delays: StationDelays = options.delays ?? {};
  for (let round = 0; round < rounds; round++) {
    const { events } = await associatePicks(picks, { ...options, delays });
    const located = events.map(({ picks, origins: [{ arrivals }] }) => ({ picks, arrivals }));
    delays = addResiduals(delays, located);
  }
  return delays;
}
