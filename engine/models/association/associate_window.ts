import type { AssociationNetwork } from "./association_network.ts";
import { type Information, type PlaneHypocentre, refineHypocentre } from "./refine_hypocentre.ts";
import { type HypocentreScore, scoreHypocentre } from "./score_hypocentre.ts";
import { stackPicks } from "./stack_picks.ts";
import { type ChannelPick, UNOWNED, WindowPicks } from "./window_picks.ts";

/** Least height of a stack, as a share of the fewest picks: picks off the grid count for less than one. */
const HEIGHT_SHARE = 0.5;

/** Rounds of stacking what is left, and of sharing out contested picks. */
const LARGEST_ROUNDS = 12;
const SHARING_ROUNDS = 3;

/** An event of a window. */
export interface WindowEvent extends HypocentreScore {
  /** Where and when it began. */
  readonly hypocentre: PlaneHypocentre;
  /** Information on (east, north, depth, origin time). [4, 4] */
  readonly information: Information;
}

/** An event of a window and the numbers of its picks in the list they came from. */
export interface FoundEvent extends WindowEvent {
  /** Number of each hit's pick in the list it came from. [hit] */
  readonly pickIndices: readonly number[];
}

/**
 * Joins the picks of a stretch of time to events. In each round the picks that are still free are
 * stacked back to a grid of hypocentres; every peak is refined; those that explain their picks and the
 * silence of other stations well enough are taken, the best first. At last events compete for picks.
 */
export function associateWindow(
  channelPicks: readonly ChannelPick[],
  { network, spanSeconds }: { network: AssociationNetwork; spanSeconds: number },
): FoundEvent[] {
  if (channelPicks.length < network.options.minimumPicks) return [];
  const channels = network.delays.length;
  const picks = new WindowPicks(channelPicks, { channels, spanSeconds });
  let events: WindowEvent[] = [];
  let open: Span[] = [{ from: 0, to: spanSeconds }];
  for (let round = 0; round < LARGEST_ROUNDS && open.length > 0; round++) {
    const sound = open.flatMap(({ from, to }) => findTrials(picks, { network, from, to }))
      .map((trial) => settle(trial, { picks, network, owner: UNOWNED, isNear: false }))
      .filter((trial) => isEvent(trial, network)).sort(byScore);
    const before = events.length;
    for (const event of sound) {
      if (event.hits.some(({ pick }) => picks.owner[pick] !== UNOWNED)) continue;
      for (const { pick } of event.hits) picks.owner[pick] = events.length;
      events.push(event);
    }
    picks.countFree();
    open = spansAround(events.slice(before), { network, spanSeconds });
  }
  for (let round = 0; round < SHARING_ROUNDS; round++) {
    events = shareOut(events, { picks, network });
  }
  return events.map((event) => ({
    ...event,
    pickIndices: event.hits.map(({ pick }) => picks.index[pick]),
  })).sort((a, b) => a.hypocentre.seconds - b.hypocentre.seconds);
}

/** A stretch of origin times, seconds after the start of the window. */
type Span = { from: number; to: number };

function findTrials(picks: WindowPicks, { network, from, to }: Span & Pick<Scene, "network">) {
  const smallestHeight = HEIGHT_SHARE * network.options.minimumPicks;
  return stackPicks(picks, { network, fromSeconds: from, toSeconds: to, smallestHeight });
}

/** Origin times at which picks that events have taken could have stacked up; elsewhere nothing changed. */
function spansAround(
  events: readonly WindowEvent[],
  { network, spanSeconds }: { network: AssociationNetwork; spanSeconds: number },
): Span[] {
  const reach = Math.ceil(network.longestSeconds);
  const times = events.map(({ hypocentre }) => hypocentre.seconds).sort((a, b) => a - b);
  const spans: Span[] = [];
  for (const time of times) {
    const from = Math.max(0, Math.floor(time) - reach);
    const to = Math.min(spanSeconds, Math.ceil(time) + reach);
    const last = spans.at(-1);
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to);
    else if (from < to) spans.push({ from, to });
  }
  return spans;
}

type Scene = { picks: WindowPicks; network: AssociationNetwork };

function settle(
  start: PlaneHypocentre,
  scene: Scene & { owner: number; isNear: boolean },
): WindowEvent {
  const { eastKm, northKm, depthKm, seconds } = start;
  const refined = refineHypocentre({ eastKm, northKm, depthKm, seconds }, scene);
  return { ...refined, ...scoreHypocentre(refined.hypocentre, scene) };
}

function isEvent(
  { counts, hits, score }: HypocentreScore,
  { options }: AssociationNetwork,
): boolean {
  return hits.length >= options.minimumPicks && counts.P >= options.minimumP &&
    counts.S >= options.minimumS && counts.stations >= options.minimumStations &&
    score >= options.minimumScore;
}

/** Higher scores first, then earlier ones. */
function byScore(a: WindowEvent, b: WindowEvent): number {
  return b.score - a.score || a.hypocentre.seconds - b.hypocentre.seconds;
}

/** Gives each pick to the event that explains it best, settles the events anew, and drops what is none. */
function shareOut(events: readonly WindowEvent[], { picks, network }: Scene): WindowEvent[] {
  picks.owner.fill(UNOWNED);
  const claims = events.flatMap((event, owner) => {
    const { hits } = scoreHypocentre(event.hypocentre, { picks, network, owner: UNOWNED });
    return hits.map((hit) => ({ ...hit, owner }));
  }).sort((a, b) => b.gain - a.gain || a.owner - b.owner || a.pick - b.pick);
  for (const { pick, owner } of claims) {
    if (picks.owner[pick] === UNOWNED) picks.owner[pick] = owner;
  }
  const kept: WindowEvent[] = [];
  events.forEach((event, owner) => {
    const settled = settle(event.hypocentre, { picks, network, owner, isNear: true });
    if (isEvent(settled, network)) kept.push(settled);
  });
  return kept;
}
