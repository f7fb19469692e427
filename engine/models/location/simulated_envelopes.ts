import type { RandomStream } from "../../mathematics/mod.ts";
import type { AssociationNetwork } from "../association/association_network.ts";

/** Samples of a window: 24 s at 8 a second. */
export const ENVELOPE_SAMPLES = 192;

/** Samples a second of an envelope. */
export const ENVELOPE_RATE_HZ = 8;

/** Envelopes of a station: of the vertical, and of the horizontal components. */
export const ENVELOPE_CHANNELS = 2;

/** A simulated event: what a network of envelopes sees, what a picker gives, and the truth. */
export interface SimulatedRecord {
  /** East, north, depth (km) and origin time (s after the window's start). [4] */
  readonly truth: readonly [number, number, number, number];
  /** Picks: channel (twice the station, plus 1 for S) and seconds after the window's start. */
  readonly picks: readonly { readonly channel: number; readonly seconds: number }[];
}

/** How events and records are drawn. */
const DRAWN = {
  radiusKm: 40, // of epicentres round the centre of the network, evenly over the area
  depthKm: [2, 18], // evenly
  pathError: 0.01, // share of a travel time that no velocity model tells
  delaySeconds: 0.05, // of each station and phase, anew for each event
  smallest: 1.6, // log10 of the ratio of S amplitude at 10 km to noise, of the smallest events
  growth: 0.5, // mean of the exponential growth of that logarithm
  decay: 1.6, // exponent of amplitude with distance
  scatter: 0.2, // log10 amplitude at a station
  ratioP: -0.45, // log10 of P on the vertical to S on the horizontal components
  noiseScatter: 0.25, // log10 of noise of a station
  missing: 0.08, // stations without data
  missed: 0.08, // phases that a picker leaves out though they are clear
  clear: 0.4, // log10 of amplitude to noise from which a phase can be picked
  pickError: [0.06, 0.12], // seconds, P and S, of clear picks
  beforeSeconds: [1.5, 3], // from the window's start to the first P, evenly
} as const;

/**
 * Draws an event and writes its envelopes, log10 of amplitude over noise, 0 where a station is missing.
 * `out` is [station, sample, component] and is overwritten. Events of which fewer than four stations record
 * a clear P are drawn again.
 */
export function drawRecord(
  network: AssociationNetwork,
  { random, out }: { random: RandomStream; out: Float32Array },
): SimulatedRecord {
  for (;;) {
    const [low, high] = DRAWN.depthKm;
    const radius = DRAWN.radiusKm * Math.sqrt(random.uniform());
    const angle = 2 * Math.PI * random.uniform();
    const place = [radius * Math.cos(angle), radius * Math.sin(angle)] as const;
    const depthKm = low + (high - low) * random.uniform();
    const size = DRAWN.smallest + DRAWN.growth * random.exponential(1);
    const seen = network.names.map((_, station) =>
      seeStation(station, { network, place, depthKm, size, random })
    );
    const clear = seen.filter(({ isMissing, levels }) => !isMissing && levels[0] > DRAWN.clear);
    if (clear.length < 4) continue;
    const firstP = Math.min(...clear.map(({ seconds }) => seconds[0]));
    const [least, most] = DRAWN.beforeSeconds;
    const origin = least + (most - least) * random.uniform() - firstP;
    const size1 = ENVELOPE_SAMPLES * ENVELOPE_CHANNELS;
    seen.forEach((one, station) =>
      writeEnvelopes(one, {
        origin,
        random,
        out: out.subarray(station * size1, (station + 1) * size1),
      })
    );
    const picks = seen.flatMap(({ isMissing, levels, seconds }, station) =>
      isMissing ? [] : [0, 1].flatMap((phase) => {
        const isMissed = random.uniform() < DRAWN.missed || levels[phase] < DRAWN.clear;
        const error = DRAWN.pickError[phase] * random.normal();
        const at = origin + seconds[phase] + error;
        return isMissed ? [] : [{ channel: 2 * station + phase, seconds: at }];
      })
    );
    return { truth: [...place, depthKm, origin], picks };
  }
}

/** What of an event arrives at a station. */
interface Seen {
  isMissing: boolean;
  /** Seconds from origin to P and S. */
  seconds: readonly [number, number];
  /** log10 of amplitude to noise of P on the vertical and S on the horizontal components. */
  levels: readonly [number, number];
}

function seeStation(
  station: number,
  { network, place, depthKm, size, random }: {
    network: AssociationNetwork;
    place: readonly [number, number];
    depthKm: number;
    size: number;
    random: RandomStream;
  },
): Seen {
  const distance = Math.hypot(
    place[0] - network.eastKm[station],
    place[1] - network.northKm[station],
  );
  const seconds = network.tables.map((table, phase) => {
    table.lookUp(distance, depthKm);
    const path = table.seconds * (1 + DRAWN.pathError * random.normal());
    return path + network.delays[2 * station + phase] + DRAWN.delaySeconds * random.normal();
  });
  const noise = DRAWN.noiseScatter * random.normal();
  const levelS = size - DRAWN.decay * Math.log10(Math.hypot(distance, depthKm) / 10) +
    DRAWN.scatter * random.normal() - noise;
  const levelP = levelS + DRAWN.ratioP + 0.1 * random.normal();
  return {
    isMissing: random.uniform() < DRAWN.missing,
    seconds: [seconds[0], seconds[1]],
    levels: [levelP, levelS],
  };
}

/** Noise, P with its coda and S with its coda, on the vertical and the horizontal components. */
function writeEnvelopes(
  { isMissing, seconds, levels }: Seen,
  { origin, random, out }: { origin: number; random: RandomStream; out: Float32Array },
): void {
  if (isMissing) {
    out.fill(0);
    return;
  }
  const [P, S] = levels.map((level) => 10 ** level);
  const coda = 1.5 + (seconds[1] - seconds[0]) / 2;
  for (let sample = 0; sample < ENVELOPE_SAMPLES; sample++) {
    const since = sample / ENVELOPE_RATE_HZ - origin;
    const p = P * pulse(since - seconds[0], coda);
    const s = S * pulse(since - seconds[1], coda);
    for (let component = 0; component < ENVELOPE_CHANNELS; component++) {
      const wave = component === 0 ? p + 0.5 * s : 0.4 * p + s;
      const flicker = Math.exp(0.35 * random.normal()); // of an envelope smoothed over a sample
      const value = Math.log10(Math.hypot(1, wave) * flicker);
      out[sample * ENVELOPE_CHANNELS + component] = Math.min(3, Math.max(-1, value));
    }
  }
}

/** An onset of a sample's length and an exponential coda. */
function pulse(since: number, coda: number): number {
  if (since < -1 / ENVELOPE_RATE_HZ) return 0;
  const rise = Math.min(1, (since + 1 / ENVELOPE_RATE_HZ) * ENVELOPE_RATE_HZ);
  return rise * Math.exp(-Math.max(0, since) / coda);
}
