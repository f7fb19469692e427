import type { JSX } from "preact";
import { useStore } from "../create_store.ts";
import { dateAndTime, fixed } from "../format.ts";
import type { Connection } from "./live_state.ts";
import { liveStore } from "./live_store.ts";
import { useSystemTime } from "./use_system_time.ts";

const CONNECTIONS: Readonly<Record<Connection, string>> = {
  connecting: "Connecting",
  live: "Live",
  lost: "Connection lost, trying again",
  absent: "No live system",
};

/** The system's clock, whether the page hears it, and how quick it is. */
export function StatusStrip(): JSX.Element {
  const connection = useStore(liveStore, (state) => state.connection);
  const latency = useStore(liveStore, (state) => state.latency);
  const alerts = latency?.alerts?.count ? latency.alerts : undefined;
  const shown = alerts ?? latency;
  const stations = useStore(liveStore, (state) => state.stations);
  const live = stations.filter(({ state }) => state === "live").length;
  return (
    <dl class="status-strip">
      <div>
        <dt>System time, UTC</dt>
        <dd class="number clock">
          <Clock />
        </dd>
      </div>
      <div>
        <dt>Connection</dt>
        <dd class="connection" data-connection={connection}>
          <span role="status">{CONNECTIONS[connection]}</span>
        </dd>
      </div>
      <div>
        <dt>{alerts === undefined ? "Packet to product" : "Packet to alert"}</dt>
        <dd class="number">
          {milliseconds(shown?.medianMs)}{" "}
          <span class="quiet">p99 {milliseconds(shown?.p99Ms)}</span>
        </dd>
      </div>
      <div>
        <dt>Stations live</dt>
        <dd class="number">
          {live} <span class="quiet">of {stations.length}</span>
        </dd>
      </div>
    </dl>
  );
}

function milliseconds(value: number | undefined): string {
  return value !== undefined && value < 1 ? "<1 ms" : `${fixed(value, 0)} ms`;
}

function Clock(): JSX.Element {
  const nowMs = useSystemTime(250);
  return <time>{dateAndTime(nowMs)}</time>;
}
