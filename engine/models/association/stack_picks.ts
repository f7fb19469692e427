import type { AssociationNetwork } from "./association_network.ts";
import { UNOWNED, type WindowPicks } from "./window_picks.ts";

/** Length of a bin of origin times, seconds. */
const BIN_SECONDS = 0.5;

/** Slowest waves that a step of the grid has to bridge, kilometres a second: P and S of the upper crust. */
const SLOWEST_KM_S = [5.5, 3.2] as const;

/** A hypocentre worth a closer look. */
export interface TrialHypocentre {
  /** Kilometres east, north and down. */
  readonly eastKm: number;
  readonly northKm: number;
  readonly depthKm: number;
  /** Origin time, seconds after the start of the window. */
  readonly seconds: number;
  /** Picks that stack up there, each counted by how near it is. */
  readonly height: number;
}

/** What is reused from stack to stack. */
interface Entries {
  /** Bin of each entry; the channels' entries one after the other. */
  bins: Int32Array;
  values: Float32Array;
  /** First entry of each channel, and their number. */
  first: Int32Array;
}

/**
 * Projects picks that belong to no event back to every trial hypocentre, and finds the instants at which
 * they stack up: for each peak in time its best hypocentre, highest first. A channel counts once.
 */
export function stackPicks(
  picks: WindowPicks,
  { network, fromSeconds, toSeconds, smallestHeight }: {
    network: AssociationNetwork;
    /** Earliest origin time, seconds after the start of the window. */
    fromSeconds: number;
    /** Latest origin time. */
    toSeconds: number;
    /** Lowest peak that is told of. */
    smallestHeight: number;
  },
): TrialHypocentre[] {
  const bins = Math.ceil((toSeconds - fromSeconds) / BIN_SECONDS) + 1;
  const channels = network.delays.length;
  const entries = spreadPicks(picks, { network, fromSeconds });
  const longest = Math.ceil(network.longestSeconds / BIN_SECONDS) + 1;
  const best = new Float32Array(bins);
  const bestNode = new Int32Array(bins);
  const row = new Float32Array(longest + lastBinOf(entries) + 1); // no time falls outside
  for (let node = 0; node < network.nodes.length / 3; node++) {
    row.fill(0);
    for (let channel = 0; channel < channels; channel++) {
      const seconds = network.nodeSeconds[node * channels + channel];
      if (entries.first[channel] === entries.first[channel + 1] || Number.isNaN(seconds)) continue;
      addEntries(row, entries, channel, longest - Math.round(seconds / BIN_SECONDS));
    }
    const filled = Math.min(bins, row.length - longest);
    for (let bin = 0; bin < filled; bin++) {
      const height = row[longest + bin];
      if (height > best[bin]) {
        best[bin] = height;
        bestNode[bin] = node;
      }
    }
  }
  const found: TrialHypocentre[] = [];
  for (let bin = 0; bin < bins; bin++) {
    if (best[bin] < smallestHeight || !isPeak(best, bin)) continue;
    const [eastKm, northKm, depthKm] = network.nodes.subarray(3 * bestNode[bin]);
    const seconds = fromSeconds + bin * BIN_SECONDS;
    found.push({ eastKm, northKm, depthKm, seconds, height: best[bin] });
  }
  return found.sort((a, b) => b.height - a.height || a.seconds - b.seconds);
}

function addEntries(
  row: Float32Array,
  { bins, values, first }: Entries,
  channel: number,
  shift: number,
): void {
  const end = first[channel + 1];
  for (let entry = first[channel]; entry < end; entry++) {
    row[bins[entry] + shift] += values[entry];
  }
}

function lastBinOf({ bins }: Entries): number {
  return bins.reduce((last, bin) => Math.max(last, bin), 0);
}

/** Spreads each free pick over bins as a triangle as wide as a step of the grid; the higher one counts. */
function spreadPicks(
  picks: WindowPicks,
  { network, fromSeconds }: { network: AssociationNetwork; fromSeconds: number },
): Entries {
  const { errorPSeconds, errorSSeconds } = network.options;
  const widths = [errorPSeconds, errorSSeconds].map((error, phase) =>
    2 * error + network.gridKm * Math.SQRT1_2 / SLOWEST_KM_S[phase]
  );
  const bins: number[] = [];
  const values: number[] = [];
  const channels = network.delays.length;
  const first = new Int32Array(channels + 1);
  for (let channel = 0; channel < channels; channel++) {
    const width = widths[channel & 1];
    for (let pick = picks.first[channel]; pick < picks.first[channel + 1]; pick++) {
      if (picks.owner[pick] !== UNOWNED) continue;
      const at = (picks.seconds[pick] - fromSeconds) / BIN_SECONDS;
      const reach = width / BIN_SECONDS;
      if (at < -reach) continue; // no origin time to ask about is as early
      for (let bin = Math.max(0, Math.ceil(at - reach)); bin <= at + reach; bin++) {
        const value = 1 - Math.abs(bin - at) / reach;
        const last = bins.length - 1;
        if (last >= first[channel] && bin <= bins[last]) { // bins of picks that overlap are contiguous
          const earlier = last - (bins[last] - bin);
          values[earlier] = Math.max(values[earlier], value);
        } else {
          bins.push(bin);
          values.push(value);
        }
      }
    }
    first[channel + 1] = bins.length;
  }
  return { bins: Int32Array.from(bins), values: Float32Array.from(values), first };
}

/** Whether no bin within a second is higher, nor an earlier one as high. */
function isPeak(heights: Float32Array, bin: number): boolean {
  const reach = Math.round(1 / BIN_SECONDS);
  for (let other = Math.max(0, bin - reach); other <= bin + reach; other++) {
    if (heights[other] > heights[bin] || (heights[other] === heights[bin] && other < bin)) {
      return false;
    }
  }
  return true;
}
