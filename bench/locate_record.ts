import { refineHypocentre } from "../engine/models/association/refine_hypocentre.ts";
import { stackPicks } from "../engine/models/association/stack_picks.ts";
import { UNOWNED, WindowPicks } from "../engine/models/association/window_picks.ts";
import { invertPositive } from "../engine/mathematics/mod.ts";
import type { AssociationNetwork, NetworkLocation, SimulatedRecord } from "../engine/models/mod.ts";

/** Length of a record, seconds, and the earliest origin time before its start. */
const SPAN_SECONDS = 24;
const EARLIEST_SECONDS = -10;

/** Locates a simulated record by its picks: a grid in space and time, then robust least squares. */
export function locateRecord(
  record: SimulatedRecord,
  network: AssociationNetwork,
): NetworkLocation {
  const picks = new WindowPicks(record.picks.map((pick, index) => ({ ...pick, index })), {
    channels: network.delays.length,
    spanSeconds: SPAN_SECONDS,
  });
  const reach = { fromSeconds: EARLIEST_SECONDS, toSeconds: SPAN_SECONDS / 2, smallestHeight: 0 };
  const [trial] = stackPicks(picks, { network, ...reach });
  const { eastKm, northKm, depthKm, seconds } = trial;
  const start = { eastKm, northKm, depthKm, seconds };
  const { hypocentre: at, information } = refineHypocentre(start, {
    ...{ picks, network, owner: UNOWNED, isNear: false },
  });
  const covariance = invertPositive(information)!;
  return {
    mean: [at.eastKm, at.northKm, at.depthKm, at.seconds],
    sigma: covariance.map((row, k) => Math.sqrt(row[k])),
  };
}
