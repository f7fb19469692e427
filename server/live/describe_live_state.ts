import type { AlertMessage, ImpactNotice, LiveNotice } from "../../engine/domain/mod.ts";
import type { LiveSystem } from "../../engine/monitoring/mod.ts";

const HOUR_MS = 3_600_000;

const DAY_MS = 24 * HOUR_MS;

const MOST_ALERTS = 100;

const MOST_NOTICES = 20;

/** How a live system stands, of one moment: what a page loads before it follows the feed after `newest`. */
export function describeLiveState(system: LiveSystem): Record<string, unknown> {
  const { feed, database, sites } = system;
  const nowMs = system.nowMs();
  return {
    nowMs: Number.isFinite(nowMs) ? nowMs : null, // nothing has come yet
    newest: feed.newest,
    stations: system.stations(),
    events: system.events(),
    sites,
    alerts: database.alerts.latest({ startMs: nowMs - HOUR_MS, limit: MOST_ALERTS })
      .map(({ document }) => document as AlertMessage),
    impacts: newestImpacts(system, nowMs - DAY_MS),
    latency: system.latency(),
    notices: feed.after(0).filter(({ kind }) => kind === "notice").slice(-MOST_NOTICES)
      .map(({ timeMs, data }) => ({ timeMs, ...data as LiveNotice })),
  };
}

/** The newest estimate of each event since a time, of those that the feed still keeps, the newest first. */
function newestImpacts({ feed }: LiveSystem, startMs: number): ImpactNotice[] {
  const found = new Map<string, ImpactNotice>();
  for (const { kind, timeMs, data } of feed.after(0).reverse()) {
    if (kind !== "impact" || timeMs < startMs || found.has(data.eventId)) continue;
    found.set(data.eventId, data);
  }
  return [...found.values()];
}
