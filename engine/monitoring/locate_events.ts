import {
  InsufficientDataError,
  type Origin,
  type ReportProgress,
  type SeismicEvent,
} from "../domain/mod.ts";
import type { LocatorSetting } from "../models/mod.ts";
import { openLocateEvent } from "./locate_event.ts";

/** How many events are located, and by what. */
export interface LocateEventsOptions extends LocatorSetting {
  /** Is told after each event. */
  readonly onProgress?: ReportProgress;
  /** Stops the work. */
  readonly signal?: AbortSignal;
}

/** Events with a new origin, and those that could not be located. */
export interface LocatedEvents {
  /** Located, each with its new origin as the preferred and first one. */
  readonly events: readonly SeismicEvent[];
  /** Not located, with the reason. */
  readonly failures: readonly { readonly id: string; readonly reason: string }[];
}

/** Picks of one event lie within this time. */
const LONGEST_EVENT_MS = 15 * 60_000;

/** Picks that one event has at most: several times those of the densest networks. */
const MOST_PICKS = 10_000;

/**
 * Locates events from their picks. One with too few picks, or with picks of more than 15 minutes or
 * more than 10,000, is told as a failure and the others go on.
 *
 * Throws the reason of `signal` when stopped, InputError for a velocity model that makes no sense.
 */
export async function locateEvents(
  events: readonly SeismicEvent[],
  { onProgress, signal, ...setting }: LocateEventsOptions,
): Promise<LocatedEvents> {
  const locate = openLocateEvent(setting);
  const located: SeismicEvent[] = [];
  const failures: { id: string; reason: string }[] = [];
  for (const [done, event] of events.entries()) {
    signal?.throwIfAborted();
    const reason = reasonAgainst(event);
    if (reason !== undefined) failures.push({ id: event.id, reason });
    else {
      try {
        located.push(withOrigin(event, locate(event.picks, `${event.id}/quakecast`)));
      } catch (error) {
        if (!(error instanceof InsufficientDataError)) throw error;
        failures.push({ id: event.id, reason: error.message });
      }
    }
    onProgress?.({ stage: "Locating events", done: done + 1, total: events.length });
    await new Promise((resolve) => setTimeout(resolve)); // lets a signal in
  }
  return { events: located, failures };
}

/** Why picks cannot be of one event; undefined where they can. */
function reasonAgainst({ picks }: SeismicEvent): string | undefined {
  const times = picks.map(({ timeMs }) => timeMs);
  const spanMs = times.reduce((most, time) => Math.max(most, time), -Infinity) -
    times.reduce((least, time) => Math.min(least, time), Infinity);
  const advice = "associate them to events first";
  if (spanMs > LONGEST_EVENT_MS) {
    return `its picks span ${Math.round(spanMs / 60_000)} minutes: ${advice}`;
  }
  return picks.length > MOST_PICKS ? `it has ${picks.length} picks: ${advice}` : undefined;
}

function withOrigin(event: SeismicEvent, origin: Origin): SeismicEvent {
  return { ...event, origins: [origin, ...event.origins], preferredOriginId: origin.id };
}
