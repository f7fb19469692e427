import type { ShakingObservation, Station, StationChannel } from "../../domain/mod.ts";
import { greatCircleKm } from "../../mathematics/mod.ts";
import { hasUsableSensitivity } from "../usable_sensitivity.ts";
import type { LiveSystem } from "../live/live_system.ts";

/** An event as far as observations of it depend on it. */
export interface ObservedEvent {
  /** Origin time, UTC epoch milliseconds. */
  readonly timeMs: number;
  /** Degrees north. */
  readonly latitude: number;
  /** Degrees east. */
  readonly longitude: number;
}

/** Slow S, kilometres a second, and how long it lasts at least, seconds: nothing is read before that. */
const S_WAVE = { kmPerSecond: 3, seconds: 12 };
/** Seconds before the origin time that tell the noise. */
const QUIET_SECONDS = 5;
/** Length of a bin of the envelopes that are read, seconds. */
const BIN_SECONDS = 0.5;
/** How much stronger than the noise a peak must be. */
const LEAST_RATIO = 3;
/** Faster ground, m/s, tells of a wrong response: several times the fastest ever recorded. */
const FASTEST_M_S = 20;
/** No more of the past is read, seconds. */
const MOST_SECONDS = 180;

/**
 * How strongly stations have been shaken by an event, whose S has passed them: the larger horizontal peak
 * velocity of each, from sensors of velocity. The sensitivity alone is taken from the response, which is flat
 * where strong shaking has its peak. A peak that does not stand out from the noise is left out.
 */
export function observeMotion(
  system: Pick<LiveSystem, "network" | "nowMs" | "waveform">,
  { event, vs30 }: { event: ObservedEvent; vs30?: number },
): ShakingObservation[] {
  const nowMs = system.nowMs();
  return system.network.flatMap((station): ShakingObservation[] => {
    const distanceKm = greatCircleKm(event, station);
    const passedMs = event.timeMs +
      1000 * (distanceKm / S_WAVE.kmPerSecond + S_WAVE.seconds);
    if (nowMs < passedMs) return [];
    const peaks = horizontalsOf(station).flatMap((channel) =>
      peakVelocity(system, { station, channel, originMs: event.timeMs }) ?? []
    );
    if (peaks.length === 0) return [];
    const { latitude, longitude } = station;
    return [{ latitude, longitude, pgvCmS: 100 * Math.max(...peaks), vs30 }];
  });
}

function horizontalsOf({ channels }: Station): StationChannel[] {
  return channels.filter(({ channel, response }) =>
    /[NE12]$/.test(channel) && response?.inputUnit.toLowerCase() === "m/s" &&
    hasUsableSensitivity(response)
  );
}

/** Metres a second. */
function peakVelocity(
  system: Pick<LiveSystem, "nowMs" | "waveform">,
  { station: { network, station }, channel: { location, channel, response }, originMs }: {
    station: Station;
    channel: StationChannel;
    originMs: number;
  },
): number | undefined {
  const seconds = Math.min(MOST_SECONDS, (system.nowMs() - originMs) / 1000 + QUIET_SECONDS);
  const envelope = system.waveform(`${network}.${station}.${location}.${channel}`, {
    ...{ seconds, binSeconds: BIN_SECONDS },
  });
  if (envelope === undefined) return undefined;
  const bins = envelope.least.flatMap((least, i) => {
    const largest = envelope.largest[i];
    const timeMs = envelope.startMs + 1000 * i * envelope.binSeconds;
    return least === null || largest === null ? [] : [{ least, largest, timeMs }];
  });
  const quiet = bins.filter(({ timeMs }) => timeMs + 1000 * BIN_SECONDS <= originMs);
  const shaken = bins.filter(({ timeMs }) => timeMs >= originMs);
  if (quiet.length === 0 || shaken.length === 0) return undefined;
  const level = quiet.reduce((sum, { least, largest }) => sum + (least + largest) / 2, 0) /
    quiet.length;
  const peakOf = (some: typeof bins) =>
    some.reduce(
      (most, { least, largest }) => Math.max(most, largest - level, level - least),
      0,
    );
  const peak = peakOf(shaken);
  const velocity = peak / Math.abs(response!.sensitivity);
  return peak >= LEAST_RATIO * peakOf(quiet) && velocity <= FASTEST_M_S ? velocity : undefined;
}
