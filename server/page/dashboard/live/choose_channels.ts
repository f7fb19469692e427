import type { AlertMessage, LiveEvent, LiveStation } from "../../../../engine/domain/mod.ts";

/** What the choice rests on. */
export interface ChannelChoice {
  /** All stations. */
  readonly stations: readonly LiveStation[];
  /** Alerts, newest first. */
  readonly alerts: readonly AlertMessage[];
  /** Events, newest first. */
  readonly events: readonly LiveEvent[];
  /** How many channels are shown. */
  readonly rows: number;
}

/**
 * The vertical channels of the stations nearest to the newest alert, or else to the newest event, nearest first;
 * without either, those of the first stations that are heard.
 */
export function chooseChannels({ stations, alerts, events, rows }: ChannelChoice): string[] {
  const newest = Math.max(alerts[0]?.origin.timeMs ?? -Infinity, events[0]?.timeMs ?? -Infinity);
  const centre = alerts[0]?.origin.timeMs === newest ? alerts[0]?.origin : events[0];
  const heard = stations.filter(({ state, channels }) => state !== "silent" && channels.length > 0);
  const ordered = centre === undefined
    ? heard
    : heard.toSorted((a, b) => squaredDistance(a, centre) - squaredDistance(b, centre));
  return ordered.slice(0, rows).map(({ channels }) =>
    channels.find((channel) => channel.endsWith("Z")) ?? channels[0]
  );
}

interface Place {
  readonly latitude: number;
  readonly longitude: number;
}

/** Enough to order by: degrees, east ones as long as north ones. */
function squaredDistance(a: Place, b: Place): number {
  const east = ((a.longitude - b.longitude + 540) % 360 - 180) *
    Math.cos(b.latitude * Math.PI / 180);
  return east ** 2 + (a.latitude - b.latitude) ** 2;
}
