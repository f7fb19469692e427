import type {
  Pick,
  ReportProgress,
  SeismicEvent,
  Station,
  Trace,
  VelocityModel,
  WaveformNote,
} from "../domain/mod.ts";
import { type AssociationOptions, type LocationOptions, travelTimes } from "../models/mod.ts";
import { associatePicks } from "./associate_picks.ts";
import { learnAssociationDelays } from "./learn_association_delays.ts";
import { locateEvents } from "./locate_events.ts";
import { type MagnitudeChoices, measureEvent } from "./measure_event.ts";
import type { TracePicker } from "./trace_picker.ts";

/** What the chain from waveforms to events runs on. */
export interface EventCatalogueOptions {
  /** Finds the arrivals. */
  readonly picker: TracePicker;
  /** Where the stations are, and how their instruments answer. */
  readonly stations: readonly Station[];
  /** How fast waves are. */
  readonly model: VelocityModel;
  /** What differs from ASSOCIATION_DEFAULTS. */
  readonly association?: Partial<AssociationOptions>;
  /** Rounds in which delays of stations are learned from the picks; 0 unless given. */
  readonly delayRounds?: number;
  /** What differs from LOCATION_DEFAULTS. */
  readonly location?: Partial<LocationOptions>;
  /** How magnitudes are estimated. */
  readonly magnitude?: MagnitudeChoices;
  /** Told how far each step has come. */
  readonly onProgress?: ReportProgress;
  /** Stops the work. */
  readonly signal?: AbortSignal;
}

/** Events found in waveforms, and all that was found and noted on the way. */
export interface EventCatalogue {
  /** Events by origin time: located, each with its picks and, where there are any, magnitudes. */
  readonly events: readonly SeismicEvent[];
  /** All picks, by time. */
  readonly picks: readonly Pick[];
  /** Picks that belong to no event, by time. */
  readonly unassociated: readonly Pick[];
  /** Events that were associated and could not be located, with the reason. */
  readonly failures: readonly { readonly id: string; readonly reason: string }[];
  /** What was done to waveforms and left out. */
  readonly notes: readonly WaveformNote[];
}

/**
 * The whole chain: waveforms to picks to events to hypocentres to magnitudes.
 *
 * Throws as its steps do: InputError where no pick is of a known station, InsufficientDataError for too
 * few stations, and the reason of `signal` when stopped. Waveforms without any pick give no events.
 */
export async function buildEventCatalogue(
  traces: readonly Trace[],
  options: EventCatalogueOptions,
): Promise<EventCatalogue> {
  const { picker, stations, model, delayRounds = 0, onProgress, signal } = options;
  const found = await picker.pick(traces);
  const notes = [...found.notes];
  if (found.picks.length === 0) {
    return { events: [], picks: [], unassociated: [], failures: [], notes };
  }
  const times = { P: travelTimes(model, "P"), S: travelTimes(model, "S") };
  const settings = { stations, times, options: options.association, signal, onProgress };
  const delays = await learnAssociationDelays(found.picks, { ...settings, rounds: delayRounds });
  const { events, unassociated } = await associatePicks(found.picks, { ...settings, delays });
  const located = await locateEvents(events, {
    ...{ stations, model, delays, options: options.location, signal, onProgress },
  });
  const complete: SeismicEvent[] = [];
  for (const [done, event] of located.events.entries()) {
    signal?.throwIfAborted();
    const estimate = measureEvent(event, traces, { ...options, times });
    for (const note of estimate.notes) notes.push(note);
    complete.push(estimate.event);
    onProgress?.({ stage: "Estimating magnitudes", done: done + 1, total: located.events.length });
    await new Promise((resolve) => setTimeout(resolve)); // lets a signal in
  }
  complete.sort((a, b) => a.origins[0].timeMs - b.origins[0].timeMs);
  return { ...located, events: complete, picks: found.picks, unassociated, notes };
}
