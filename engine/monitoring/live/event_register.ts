import {
  type AlertMessage,
  type LiveEvent,
  type Pick,
  preferredMagnitude,
  preferredOrigin,
  type SeismicEvent,
  stationOf,
} from "../../domain/mod.ts";
import { greatCircleKm } from "../../mathematics/mod.ts";
import type { Database, EventStatus, StoredEvent } from "../../storage/mod.ts";
import type { ChainEvent } from "../events/event_chain.ts";

/** A new version of an event, to be told and written down. */
export interface EventVersion {
  /** The event, as it is found. */
  readonly event: SeismicEvent;
  /** What is thought of it where nobody has reviewed it. */
  readonly status: EventStatus;
  /** How it is shown: where a person has reviewed it, what that person found. */
  readonly live: LiveEvent;
  /** Why there is this version. */
  readonly reason: string;
}

type Meant = { readonly event: SeismicEvent; readonly status: EventStatus };

interface Registered {
  /** What stands. */
  event: SeismicEvent;
  live: LiveEvent;
  /** The newest alert of it, where there was one. */
  alert?: AlertMessage;
  /** Identifier that the chain gives it, once it was located. */
  chainId?: string;
}

/** A located event is that of an alert where it begins within this time and as near, */
const SAME = { ms: 10_000, km: 60 };
/** or where so many of its P, and this share of them, are the alert's. */
const SAME_PICKS = { ms: 1000, least: 3, share: 0.5 };
/**
 * Horizontal error from which on a location is no better than a warning's with less, kilometres. Of
 * simulated events on vertical channels classical picks of M 5.5 to 6.5 were 1 to 18 km off and said 1 to 5,
 * their warnings less than 1.
 */
const GOOD_KM = 1;
/** Events that are shown: those of the last days, so many at most. */
const SHOWN = { ms: 3 * 86_400_000, count: 500 };

/**
 * The events of a live system. An event that was warned of and is located later stays one event, under the
 * identifier of the warning; further messages of the alert no longer change it. The location then holds,
 * unless its error is large and the warning's smaller: place and size stay those of the warning then.
 * Revisions are those that the database will have, whoever else writes there. What a person found of an event
 * stands, and what is found later goes into a revision beneath it; an event that came as reviewed from
 * elsewhere is left alone.
 */
export class EventRegister {
  readonly #database: Database;
  readonly #events = new Map<string, Registered>();

  /** Revisions go on where those of the database end. */
  constructor(database: Database) {
    this.#database = database;
  }

  /** Takes in the events of the last days that the database has. */
  load(nowMs: number): void {
    const query = { startMs: nowMs - SHOWN.ms, endMs: nowMs, limit: SHOWN.count };
    for (const { event, revision, status } of this.#database.events.query(query).reverse()) {
      if (preferredOrigin(event) === undefined || this.#events.has(event.id)) continue;
      this.#events.set(event.id, { event, live: liveEventOf({ event, revision, status }) });
    }
  }

  /** Events, newest first. */
  list(): LiveEvent[] {
    return [...this.#events.values()].map(({ live }) => live)
      .sort((a, b) => b.timeMs - a.timeMs);
  }

  /** The event of an identifier. */
  get(id: string): SeismicEvent | undefined {
    return this.#events.get(id)?.event;
  }

  /** Takes in an event that somebody else wrote into the database. It must have an origin. */
  takeStored(stored: StoredEvent): void {
    const { event } = stored;
    const live = liveEventOf(stored);
    this.#events.set(event.id, { ...this.#events.get(event.id), event, live });
  }

  /** What an alert's message makes of its event; undefined where it is located already. */
  takeAlert(alert: AlertMessage): EventVersion | undefined {
    const known = this.#events.get(alert.eventId);
    if (known !== undefined) known.alert = alert;
    if (known?.chainId !== undefined) return undefined;
    const status = alert.status === "cancel" ? "deleted" as const : "automatic" as const;
    const reason = `early warning, ${alert.status} ${alert.revision}: ${alert.reasons.join("; ")}`;
    const version = this.#keep(eventOfAlert(alert), { status, reason });
    this.#note(alert.eventId, { alert });
    return version;
  }

  /** What a chain's event becomes here; undefined where nothing changes. */
  takeChain({ event: found, state }: ChainEvent): EventVersion | undefined {
    const known = this.#entryOf(found);
    const id = known?.live.id ?? found.id;
    if (state === "taken back") {
      if (known === undefined || known.alert !== undefined) return undefined;
      return this.#keep({ ...found, id }, {
        status: "deleted",
        reason: "its picks did not hold",
      });
    }
    const event = { ...withAlert(found, known?.alert), id };
    const reason = `${state}, ${found.picks.length} picks`;
    const version = this.#keep(event, { status: "automatic", reason });
    this.#note(id, { chainId: found.id });
    return version;
  }

  /** Not where it was forgotten at once, or is a reviewed one of days ago. */
  #note(id: string, news: { alert?: AlertMessage; chainId?: string }): void {
    const known = this.#events.get(id);
    if (known !== undefined) Object.assign(known, news);
  }

  #entryOf(found: SeismicEvent): Registered | undefined {
    const origin = preferredOrigin(found)!;
    const all = [...this.#events.values()];
    const known = all.find(({ chainId, live }) => chainId === found.id || live.id === found.id);
    if (known !== undefined) return known;
    const near = all.filter(({ alert, chainId, live }) =>
      alert !== undefined && chainId === undefined && (hasPicksOf(found, alert) ||
        (Math.abs(live.timeMs - origin.timeMs) <= SAME.ms &&
          greatCircleKm(live, origin) <= SAME.km))
    );
    const apart = ({ live }: Registered) => Math.abs(live.timeMs - origin.timeMs);
    return near.sort((a, b) => apart(a) - apart(b))[0];
  }

  #keep(
    event: SeismicEvent,
    { status, reason }: { status: EventStatus; reason: string },
  ): EventVersion | undefined {
    const known = this.#events.get(event.id);
    const isKnown = (one: Meant) =>
      known?.live.status === one.status && isSame(known.event, one.event);
    if (isKnown({ event, status })) return undefined;
    const { events } = this.#database;
    const stored = events.get(event.id);
    if (stored?.status === "reviewed" && !events.isReviewedHere(event.id)) return undefined;
    const meant = events.standing(event, status);
    const beneath = events.automatic(event.id);
    const isBeneath = beneath?.status === status && isSame(beneath.event, event);
    if (isKnown(meant) && isBeneath) return undefined;
    // Others write to the database too, and a replay brings again what is written already.
    const isStored = stored?.status === meant.status && isSame(stored.event, meant.event);
    const newest = Math.max(known?.live.revision ?? 0, stored?.revision ?? 0);
    const revision = isStored && stored.revision === newest ? newest : newest + 1;
    const live = liveEventOf({ ...meant, revision });
    this.#events.set(event.id, { ...known, event: meant.event, live });
    this.#forget(live.timeMs);
    return { event, status, live, reason };
  }

  #forget(newestMs: number): void {
    for (const [id, { live }] of this.#events) {
      if (live.timeMs < newestMs - SHOWN.ms) this.#events.delete(id);
    }
    if (this.#events.size <= SHOWN.count) return;
    const oldest = this.list().at(-1)!;
    this.#events.delete(oldest.id);
  }
}

function isSame(one: SeismicEvent, other: SeismicEvent): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** An event as a list or a map shows it: what its source calls reviewed is. Its origin must be known. */
export function liveEventOf(
  { event, revision, status }: { event: SeismicEvent; revision: number; status: EventStatus },
): LiveEvent {
  const origin = preferredOrigin(event)!;
  const magnitude = preferredMagnitude(event);
  const isReviewed = status === "automatic" && origin.evaluation === "reviewed";
  return {
    ...{ id: event.id, revision, timeMs: origin.timeMs },
    status: isReviewed ? "reviewed" : status,
    ...{ latitude: origin.latitude, longitude: origin.longitude },
    ...(Number.isFinite(origin.depthKm) && { depthKm: origin.depthKm }),
    ...(magnitude !== undefined && {
      ...{ magnitude: magnitude.magnitude, magnitudeType: magnitude.magnitudeType },
      ...(magnitude.error !== undefined && { magnitudeSigma: magnitude.error }),
    }),
    ...(origin.horizontalErrorKm !== undefined && { horizontalErrorKm: origin.horizontalErrorKm }),
    pickCount: Math.max(origin.arrivals.length, event.picks.length),
  };
}

function eventOfAlert(alert: AlertMessage): SeismicEvent {
  const { eventId: id, origin, evidence } = alert;
  const picks = evidence.map(({ station: name, pTimeMs: timeMs }): Pick => {
    const [network, station] = name.split(".");
    return {
      ...{ id: `${origin.id}/${name}`, phase: "P", timeMs, method: "quakecast early warning" },
      code: { network, station, location: "", channel: "" },
    };
  });
  return {
    ...{ id, eventType: "earthquake", descriptions: [], picks },
    ...{ origins: [origin], magnitudes: [magnitudeOfAlert(alert)] },
  };
}

function magnitudeOfAlert({ eventId, origin, magnitude }: AlertMessage) {
  return {
    ...{ id: `${eventId}/magnitude/early-warning`, magnitude: magnitude.magnitude },
    ...{ magnitudeType: "M", error: magnitude.sigma, stationCount: magnitude.stationCount },
    ...{ originId: origin.id, method: "quakecast early warning", remarks: magnitude.remarks },
  };
}

/** Whether the P of an event are those that led to an alert. */
function hasPicksOf({ picks }: SeismicEvent, { evidence }: AlertMessage): boolean {
  const known = new Map(evidence.map(({ station, pTimeMs }) => [station, pTimeMs]));
  const first = picks.filter(({ phase }) => phase === "P");
  const same = first.filter(({ code, timeMs }) =>
    Math.abs((known.get(stationOf(code)) ?? NaN) - timeMs) <= SAME_PICKS.ms
  );
  return same.length >= Math.max(SAME_PICKS.least, SAME_PICKS.share * first.length);
}

/** A located event beside which the warning's place and size are kept; the better ones are preferred. */
function withAlert(event: SeismicEvent, alert: AlertMessage | undefined): SeismicEvent {
  if (alert === undefined) return event;
  const { origins, magnitudes } = event;
  const magnitude = magnitudeOfAlert(alert);
  const errorKm = preferredOrigin(event)!.horizontalErrorKm ?? 0;
  const isWorse = errorKm > Math.max(GOOD_KM, alert.origin.horizontalErrorKm ?? Infinity);
  return {
    ...event,
    origins: [...origins, { ...alert.origin, arrivals: [] }],
    magnitudes: [...magnitudes, magnitude],
    ...(isWorse && {
      preferredOriginId: alert.origin.id,
      preferredMagnitudeId: magnitude.id,
    }),
  };
}
