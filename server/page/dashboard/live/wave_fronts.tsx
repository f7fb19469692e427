import { geoCircle } from "d3-geo";
import type { JSX } from "preact";
import { useStore } from "../create_store.ts";
import type { MapView } from "../map/map_view.ts";
import { frontsOf } from "./fronts_of.ts";
import { liveStore } from "./live_store.ts";
import { isOpen, openAlerts } from "./open_alerts.ts";
import { useSystemTime } from "./use_system_time.ts";

const KM_PER_DEGREE = 111.2;

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
