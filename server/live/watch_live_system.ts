import { Counter, Gauge, type Registry } from "prom-client";
import type { LatencyReport } from "../../engine/domain/mod.ts";
import type { LiveSystem } from "../../engine/monitoring/mod.ts";

const STATES = ["live", "late", "silent", "faulty"] as const;

/** Counts a live system for Prometheus: its stations by state, its messages, and how long packets take. */
export function watchLiveSystem(system: LiveSystem, registry: Registry): void {
  const registers = [registry];
  new Gauge({
    name: "quakecast_stations",
    help: "Stations by how their data come.",
    labelNames: ["state"],
    registers,
    collect() {
      const stations = system.stations();
      for (const state of STATES) {
        this.set({ state }, stations.filter((station) => station.state === state).length);
      }
    },
  });
  new Counter({
    name: "quakecast_live_messages_total",
    help: "Messages of the live feed that are kept: picks, events, alerts and the like.",
    registers,
    collect() {
      this.reset();
      this.inc(system.feed.newest);
    },
  });
  const watchLatency = (name: string, help: string, read: () => LatencyReport | undefined) =>
    new Gauge({
      ...{ name, help, labelNames: ["quantile"], registers },
      collect() {
        const { medianMs, p99Ms } = read() ?? { count: 0 };
        if (medianMs !== undefined) this.set({ quantile: "0.5" }, medianMs / 1000);
        if (p99Ms !== undefined) this.set({ quantile: "0.99" }, p99Ms / 1000);
      },
    });
  watchLatency(
    "quakecast_packet_latency_seconds",
    "From the arrival of a packet to what was made of it.",
    () => system.latency(),
  );
  watchLatency(
    "quakecast_alert_latency_seconds",
    "From the arrival of a packet to the alert that it led to.",
    () => system.latency().alerts,
  );
}
