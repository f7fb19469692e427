import { geoCircle } from "d3-geo";
import type { JSX } from "preact";
import type { AlertMessage } from "../../../../engine/domain/mod.ts";
import { useStore } from "../create_store.ts";
import type { MapView } from "../map/map_view.ts";
import { liveStore } from "./live_store.ts";
import { isOpen, openAlerts } from "./open_alerts.ts";
import { useSystemTime } from "./use_system_time.ts";

const KM_PER_DEGREE = 111.2;

/** Speed of S where an alert has no site to tell it, km/s: the upper crust. */
const CRUSTAL_S = 3.5;

/** Speed of P over that of S. */
const P_OVER_S = 1.73;

/** Fronts beyond this distance are not drawn, kilometres. */
const FARTHEST_KM = 1000;

/** P and S on their way, for alerts that go on. Their speed is the one that the alert's own arrivals have. */
export function WaveFronts({ view }: { view: MapView }): JSX.Element {
  const alerts = useStore(liveStore, (state) => state.alerts);
  const nowMs = useSystemTime(100);
  const shown = openAlerts(alerts, nowMs).filter(({ status }) => isOpen(status));
  return (
    <g class="wave-fronts" aria-hidden="true">
      {shown.map((alert) => {
        const { longitude, latitude } = alert.origin;
        const [p, s] = frontsOf(alert, nowMs);
        const circle = (km: number) =>
          km <= 0 || km > FARTHEST_KM
            ? ""
            : view.path(geoCircle().center([longitude, latitude]).radius(km / KM_PER_DEGREE)());
        return (
          <g key={alert.eventId}>
            <path class="front-p" d={circle(p)} />
            <path class="front-s" d={circle(s)} />
          </g>
        );
      })}
    </g>
  );
}

/** Kilometres from the epicentre that P and S have reached at the surface; 0 before they come up. */
export function frontsOf(
  { origin, sites }: Pick<AlertMessage, "origin" | "sites">,
  nowMs: number,
): [pKm: number, sKm: number] {
  const depthKm = Math.max(0, origin.depthKm);
  const speeds = sites.map(({ distanceKm, sArrivalMs }) =>
    Math.hypot(distanceKm, depthKm) / ((sArrivalMs - origin.timeMs) / 1000)
  ).filter((speed) => speed > 1 && speed < 8).sort((a, b) => a - b);
  const speed = speeds[Math.floor(speeds.length / 2)] ?? CRUSTAL_S;
  const seconds = (nowMs - origin.timeMs) / 1000;
  const reach = (travelled: number) => Math.sqrt(Math.max(0, travelled ** 2 - depthKm ** 2));
  return [reach(P_OVER_S * speed * seconds), reach(speed * seconds)];
}
