import type { SeismicEvent, Station, Trace, WaveformNote } from "../domain/mod.ts";
import type { PhaseTimes } from "../models/mod.ts";
import { cutTrace } from "../preprocessing/mod.ts";
import { estimateMagnitude } from "./estimate_magnitude.ts";
import type { EstimateMagnitudeOptions } from "./magnitudes/magnitude_options.ts";

/** What of the options of magnitudes does not come from the chain itself. */
export type MagnitudeChoices = Omit<
  EstimateMagnitudeOptions,
  "stations" | "origin" | "distanceKm" | "depthKm" | "picks" | "travelTimes"
>;

/** Milliseconds of waveforms before the origin and after the last pick that magnitudes look at. */
const [BEFORE_ORIGIN_MS, AFTER_LAST_PICK_MS] = [30_000, 120_000];

/** From when to when magnitudes look at the waveforms of an event, UTC epoch milliseconds. */
export function magnitudeSpanOf(
  { origins: [{ timeMs }], picks }: SeismicEvent,
): { fromMs: number; toMs: number } {
  const last = picks.reduce((latest, pick) => Math.max(latest, pick.timeMs), timeMs);
  return { fromMs: timeMs - BEFORE_ORIGIN_MS, toMs: last + AFTER_LAST_PICK_MS };
}

/** A located event with its magnitudes, from the waveforms around it, and what was noted on the way. */
export function measureEvent(
  event: SeismicEvent,
  traces: readonly Trace[],
  { stations, magnitude, times }: {
    readonly stations: readonly Station[];
    readonly magnitude?: MagnitudeChoices;
    readonly times: PhaseTimes;
  },
): { event: SeismicEvent; notes: WaveformNote[] } {
  const [origin] = event.origins;
  const span = magnitudeSpanOf(event);
  const near = traces.map((trace) => cutTrace(trace, span))
    .filter(({ samples }) => samples.length > 0);
  const { magnitudes, notes } = estimateMagnitude(near, {
    ...magnitude,
    ...{ stations, origin, picks: event.picks, travelTimes: { p: times.P, s: times.S } },
  });
  const preferred = magnitudes.find(({ station }) => station === undefined);
  return {
    event: {
      ...event,
      magnitudes: magnitudes.map((one) => ({ ...one, id: `${event.id}/${one.id}` })),
      ...(preferred && { preferredMagnitudeId: `${event.id}/${preferred.id}` }),
    },
    notes,
  };
}
