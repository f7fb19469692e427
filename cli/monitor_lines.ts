import {
  type AlertMessage,
  formatChannelCode,
  type ImpactNotice,
  type KeptLiveMessage,
  type LiveEvent,
} from "../engine/domain/mod.ts";
import type { Monitor } from "../engine/monitoring/mod.ts";

/** A message of a live system as one line for a person. */
export function lineOfMessage(message: KeptLiveMessage): string {
  const { kind, timeMs, data } = message;
  const head = `${timeOf(timeMs)}  ${kind.padEnd(9)}`;
  switch (kind) {
    case "pick":
      return `${head}${data.phase} ${formatChannelCode(data.code)} ${timeOf(data.timeMs)}`;
    case "event":
      return head + describeEvent(data);
    case "alert":
      return head + describeAlert(data);
    case "notice":
      return `${head}${data.level}: ${data.message}`;
    case "impact": {
      return `${head}${data.eventId}: ${describeImpact(data)}`;
    }
    case "forecast":
      return head + data.headline;
    case "review":
      return `${head}${data.kind} ${data.itemId}: ${data.decision} by ${data.author}`;
  }
}

/** How a live system stands, in a line that is rewritten each second. */
export function statusLine(monitor: Monitor): string {
  const stations = monitor.stations();
  const count = (state: string) => stations.filter((one) => one.state === state).length;
  const others = ["late", "silent", "faulty"].map((state) => [state, count(state)] as const)
    .filter(([, n]) => n > 0).map(([state, n]) => `, ${n} ${state}`).join("");
  const { packets, picks, alerts } = monitor.report();
  const { p99Ms } = monitor.latency();
  const latency = p99Ms === undefined ? "" : `, p99 ${p99Ms.toFixed(1)} ms`;
  return `${timeOf(monitor.nowMs())}  ${
    count("live")
  } of ${stations.length} stations live${others}; ` +
    `${packets} packets${latency}; ${picks} picks, ${monitor.events().length} events, ${alerts} alerts`;
}

/** What came of it all, once it has ended. */
export function endLine(
  { packets, picks, events, alerts, path }: {
    readonly packets: number;
    readonly picks: number;
    readonly events: readonly LiveEvent[];
    readonly alerts: number;
    readonly path: string;
  },
): string {
  const known = events.filter(({ status }) => status !== "deleted").length;
  const count = (n: number, word: string) => `${n} ${word}${n === 1 ? "" : "s"}`;
  return `${count(packets, "packet")}: ${count(picks, "pick")}, ${count(known, "event")}, ` +
    `${count(alerts, "alert message")}; kept in ${path}.`;
}

function describeEvent(event: LiveEvent): string {
  const { id, revision, status, magnitude, magnitudeType = "M", timeMs, pickCount } = event;
  const sigma = event.magnitudeSigma;
  if (status === "deleted") return `${id}: taken back`;
  const size = magnitude === undefined
    ? "size unknown"
    : `${magnitudeType} ${magnitude.toFixed(1)}${
      sigma === undefined ? "" : ` ± ${sigma.toFixed(1)}`
    }`;
  const depth = event.depthKm === undefined ? "" : `, ${event.depthKm.toFixed(0)} km deep`;
  return `${size} at ${timeOf(timeMs)}, ${placeOf(event)}${depth}, ${pickCount} picks ` +
    `(${id}, revision ${revision})`;
}

/** How strong it was, and the colours of PAGER where they are known. */
export function describeImpact(
  { largestIntensity, fatalityAlert, economicAlert }: ImpactNotice,
): string {
  const fatalities = fatalityAlert === undefined ? "" : `, fatalities ${fatalityAlert}`;
  const losses = economicAlert === undefined ? "" : `, losses ${economicAlert}`;
  return `intensity up to ${largestIntensity.toFixed(1)}${fatalities}${losses}`;
}

function describeAlert(alert: AlertMessage): string {
  const { eventId, revision, status, level, magnitude: { magnitude, sigma }, origin } = alert;
  if (status === "cancel") return `${eventId}: cancelled; ${alert.reasons.join("; ")}`;
  const next = alert.sites.filter(({ secondsUntilS }) => secondsUntilS > 0)
    .sort((a, b) => a.secondsUntilS - b.secondsUntilS)[0];
  const site = next === undefined
    ? ""
    : `; S at ${next.name} in ${next.secondsUntilS.toFixed(0)} s, intensity ` +
      `${next.intensity.toFixed(1)} ± ${next.intensitySigma.toFixed(1)}`;
  return `${level}: M ${magnitude.toFixed(1)} ± ${sigma.toFixed(1)} at ${placeOf(origin)}${site} ` +
    `(${status} ${revision} of ${eventId})`;
}

/** A place in degrees, such as "38.80°N 122.80°W". */
export function placeOf({ latitude, longitude }: { latitude: number; longitude: number }): string {
  const half = (degrees: number, [positive, negative]: string) =>
    `${Math.abs(degrees).toFixed(2)}°${degrees < 0 ? negative : positive}`;
  return `${half(latitude, "NS")} ${half(longitude, "EW")}`;
}

function timeOf(timeMs: number): string {
  return Number.isFinite(timeMs) ? new Date(timeMs).toISOString().slice(0, 21) + "Z" : "-";
}
