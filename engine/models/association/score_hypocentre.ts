import type { AssociationNetwork } from "./association_network.ts";
import { phaseDensity, phaseErrorSeconds } from "./phase_density.ts";
import type { PlaneHypocentre } from "./refine_hypocentre.ts";
import type { WindowPicks } from "./window_picks.ts";

/** A pick as an arrival of an event. */
export interface PhaseHit {
  /** Its number in the window. */
  readonly pick: number;
  /** Its channel. */
  readonly channel: number;
  /** Kilometres from epicentre to station. */
  readonly distanceKm: number;
  /** Observed less computed time, seconds. */
  readonly residualSeconds: number;
  /** How much better the event explains it than chance, nats. */
  readonly gain: number;
}

/** How well a hypocentre explains picks and silence. */
export interface HypocentreScore {
  /** Its picks, by channel. */
  readonly hits: readonly PhaseHit[];
  /** Log-likelihood of "event here" less that of "chance", nats. */
  readonly score: number;
  /** P picks, S picks and stations among them. */
  readonly counts: { readonly P: number; readonly S: number; readonly stations: number };
}

/** What a channel adds within and beyond the reach of an event. */
interface ChannelTerm {
  readonly distanceKm: number;
  readonly within: number;
  readonly beyond: number;
  readonly hitWithin?: PhaseHit;
  readonly hitBeyond?: PhaseHit;
}

/**
 * Scores a hypocentre by the picks of one owner: each channel says how likely its nearest pick, or its
 * silence, is with and without an event; how far the event reaches is chosen to fit best.
 */
export function scoreHypocentre(
  at: PlaneHypocentre,
  { picks, network, owner }: { picks: WindowPicks; network: AssociationNetwork; owner: number },
): HypocentreScore {
  const terms: ChannelTerm[] = [];
  const { delays, tables } = network;
  for (let channel = 0; channel < delays.length; channel++) {
    const station = channel >> 1;
    if (picks.isHeard[station] === 0) continue;
    const east = at.eastKm - network.eastKm[station];
    const north = at.northKm - network.northKm[station];
    const distanceKm = Math.sqrt(east * east + north * north);
    const table = tables[channel & 1];
    table.lookUp(distanceKm, at.depthKm);
    if (Number.isNaN(table.seconds)) continue;
    const expected = at.seconds + table.seconds + delays[channel];
    const pick = picks.nearest(channel, expected, owner);
    const travelSeconds = table.seconds;
    const residualSeconds = pick < 0 ? Infinity : picks.seconds[pick] - expected;
    const facts = { pick, channel, distanceKm, residualSeconds, travelSeconds };
    terms.push(weighChannel(facts, { picks, network }));
  }
  terms.sort((a, b) => a.distanceKm - b.distanceKm);
  let sum = terms.reduce((total, { beyond }) => total + beyond, 0);
  let best = { score: sum, reach: 0 };
  terms.forEach(({ within, beyond }, i) => {
    sum += within - beyond;
    if (sum > best.score) best = { score: sum, reach: i + 1 };
  });
  const hits = terms.map(({ hitWithin, hitBeyond }, i) => i < best.reach ? hitWithin : hitBeyond)
    .filter((hit) => hit !== undefined).sort((a, b) => a.channel - b.channel);
  return { hits, score: best.score, counts: countPhases(hits) };
}

/** Counts P, S and stations. */
function countPhases(hits: readonly PhaseHit[]): HypocentreScore["counts"] {
  const S = hits.filter(({ channel }) => channel & 1).length;
  const stations = new Set(hits.map(({ channel }) => channel >> 1)).size;
  return { P: hits.length - S, S, stations };
}

function weighChannel(
  { travelSeconds, ...facts }: Omit<PhaseHit, "gain"> & { travelSeconds: number },
  { picks, network }: { picks: WindowPicks; network: AssociationNetwork },
): ChannelTerm {
  const { options } = network;
  const { channel, distanceKm, residualSeconds } = facts;
  const isS = (channel & 1) === 1;
  const error = phaseErrorSeconds(channel & 1, travelSeconds, options);
  const density = facts.pick < 0 ? 0 : phaseDensity(residualSeconds, error);
  const chance = Math.log(density / picks.rates[channel]);
  const term = (detection: number) => {
    const silence = Math.log(1 - detection);
    const gain = Math.log(detection) + chance;
    return gain > silence ? { value: gain, hit: { ...facts, gain } } : { value: silence };
  };
  const near = term(isS ? options.detectionS : options.detectionP);
  const far = term(options.detectionBeyond);
  return {
    distanceKm,
    within: near.value,
    beyond: far.value,
    hitWithin: near.hit,
    hitBeyond: far.hit,
  };
}
