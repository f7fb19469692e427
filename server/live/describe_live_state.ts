import type { AlertMessage, LiveNotice } from "../../engine/domain/mod.ts";
import type { LiveSystem } from "../../engine/monitoring/mod.ts";

const HOUR_MS = 3_600_000;

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
    latency: system.latency(),
    notices: feed.after(0).filter(({ kind }) => kind === "notice").slice(-MOST_NOTICES)
      .map(({ timeMs, data }) => ({ timeMs, ...data as LiveNotice })),
  };
}
