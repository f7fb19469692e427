import type {
  AlertMessage,
  AlertSite,
  ImpactNotice,
  LatencyReport,
  LiveEvent,
  LiveMessage,
  LiveNotice,
  LiveStation,
  Pick,
  ReviewNotice,
  ReviewState,
} from "../../../../engine/domain/mod.ts";

/** How the page is connected. */
export type Connection = "connecting" | "live" | "lost" | "absent";

/** A notice with its time. */
export interface TimedNotice extends LiveNotice {
  /** When it was told, UTC epoch milliseconds. */
  readonly timeMs: number;
}

/** Everything the live page shows, but for the waveforms. */
export interface LiveState {
  /** How the page is connected; "absent" where the server has no live system. */
  readonly connection: Connection;
  /** Number of the newest kept message that was seen. */
  readonly newest: number;
  /** Stations, with how they are. */
  readonly stations: readonly LiveStation[];
  /** Events, newest first. */
  readonly events: readonly LiveEvent[];
  /** Places that are warned. */
  readonly sites: readonly AlertSite[];
  /** The newest message of each alert, newest first. */
  readonly alerts: readonly AlertMessage[];
  /** Sites that S had reached when an event's first message was made, as "event site". */
  readonly blind: ReadonlySet<string>;
  /** The last picks, newest last. */
  readonly picks: readonly Pick[];
  /** From a packet to what was made of it. */
  readonly latency?: LatencyReport;
  /** The last notices, newest first. */
  readonly notices: readonly TimedNotice[];
  /** The newest estimate of shaking and damage of each event. */
  readonly impacts: readonly ImpactNotice[];
  /** How often there was news of scheduled forecasts, or may have been while nothing was heard. */
  readonly forecastNews: number;
  /** How often there was news of reviews, or may have been while nothing was heard. */
  readonly reviewNews: number;
  /** What stands of picks by their identifiers, as far as it was told. */
  readonly reviewedPicks: ReadonlyMap<string, ReviewState>;
}

/** What GET /v1/live/state answers. */
export interface LiveStateAnswer {
  /** The system's time, UTC epoch milliseconds. */
  readonly nowMs: number;
  /** Number of the newest kept message. */
  readonly newest: number;
  /** Stations, with how they are. */
  readonly stations: readonly LiveStation[];
  /** Events of the last days. */
  readonly events: readonly LiveEvent[];
  /** Places that are warned. */
  readonly sites: readonly AlertSite[];
  /** Newest revisions of the last hour's alerts. */
  readonly alerts: readonly AlertMessage[];
  /** The newest estimate of each event of the last day, the newest first. */
  readonly impacts: readonly ImpactNotice[];
  /** From a packet to what was made of it. */
  readonly latency?: LatencyReport;
  /** The last notices, oldest first. */
  readonly notices: readonly (LiveNotice | TimedNotice)[];
}

/** Nothing is known yet. */
export const EMPTY_STATE: LiveState = {
  connection: "connecting",
  newest: 0,
  stations: [],
  events: [],
  sites: [],
  alerts: [],
  blind: new Set(),
  picks: [],
  notices: [],
  impacts: [],
  forecastNews: 0,
  reviewNews: 0,
  reviewedPicks: new Map(),
};

const MOST = { events: 2000, picks: 2000, alerts: 20, notices: 50, impacts: 50 };

/** The state as a page loads it first. */
export function stateOfAnswer(state: LiveState, answer: LiveStateAnswer): LiveState {
  return {
    ...state,
    connection: "live",
    newest: answer.newest,
    stations: answer.stations,
    events: answer.events.toSorted((a, b) => b.timeMs - a.timeMs),
    sites: answer.sites,
    alerts: answer.alerts.toSorted((a, b) => b.issuedMs - a.issuedMs),
    blind: answer.alerts.reduce(blindWith, state.blind),
    impacts: answer.impacts,
    forecastNews: state.forecastNews + (state.connection === "connecting" ? 0 : 1),
    reviewNews: state.reviewNews + 1,
    latency: answer.latency,
    notices: answer.notices.map((notice) => ({ timeMs: answer.nowMs, ...notice })).reverse(),
  };
}

/** The state after a message. */
export function applyMessage(state: LiveState, message: LiveMessage): LiveState {
  const next = "number" in message ? { ...state, newest: message.number } : state;
  switch (message.kind) {
    case "stations":
      return { ...next, stations: message.data };
    case "latency":
      return { ...next, latency: message.data };
    case "pick":
      return { ...next, picks: [...state.picks, message.data].slice(-MOST.picks) };
    case "event":
      return { ...next, events: withEvent(state.events, message.data) };
    case "alert":
      return {
        ...next,
        alerts: withAlert(state.alerts, message.data),
        blind: blindWith(state.blind, message.data),
      };
    case "notice":
      return {
        ...next,
        notices: [{ ...message.data, timeMs: message.timeMs }, ...state.notices]
          .slice(0, MOST.notices),
      };
    case "impact":
      return {
        ...next,
        impacts: [
          message.data,
          ...state.impacts.filter(({ eventId }) => eventId !== message.data.eventId),
        ].slice(0, MOST.impacts),
      };
    case "forecast":
      return { ...next, forecastNews: state.forecastNews + 1 };
    case "review":
      return withReview(next, message.data);
    default:
      return next;
  }
}

function withReview(state: LiveState, { kind, itemId, state: stands }: ReviewNotice): LiveState {
  const next = { ...state, reviewNews: state.reviewNews + 1 };
  if (kind !== "pick") return next;
  return { ...next, reviewedPicks: new Map([...state.reviewedPicks, [itemId, stands]]) };
}

/** Revisions may come again after a break: an older one does not undo a newer one. */
function withEvent(events: readonly LiveEvent[], event: LiveEvent): readonly LiveEvent[] {
  const known = events.find(({ id }) => id === event.id);
  if (known !== undefined && known.revision > event.revision) return events;
  const others = events.filter(({ id }) => id !== event.id);
  if (event.status === "deleted") return others;
  return [event, ...others].sort((a, b) => b.timeMs - a.timeMs).slice(0, MOST.events);
}

function withAlert(alerts: readonly AlertMessage[], alert: AlertMessage): readonly AlertMessage[] {
  const known = alerts.find(({ eventId }) => eventId === alert.eventId);
  if (known !== undefined && known.revision > alert.revision) return alerts;
  const others = alerts.filter(({ eventId }) => eventId !== alert.eventId);
  return [alert, ...others].slice(0, MOST.alerts);
}

function blindWith(blind: ReadonlySet<string>, alert: AlertMessage): ReadonlySet<string> {
  if (alert.revision !== 1) return blind;
  const found = alert.sites.filter(({ secondsUntilS }) => secondsUntilS <= 0)
    .map(({ name }) => `${alert.eventId} ${name}`);
  return found.length === 0 ? blind : new Set([...blind, ...found]);
}
