import { assert, assertEquals } from "@std/assert";
import { ChannelWatch } from "../../../../engine/monitoring/early_warning/channel_watch.ts";
import { PickPool } from "../../../../engine/monitoring/early_warning/pick_pool.ts";
import { openWarningNetwork } from "../../../../engine/monitoring/early_warning/warning_network.ts";
import { VELOCITY_MODELS } from "../../../../engine/models/mod.ts";
import {
  drawScene,
  SCENE_RATE_HZ,
  SCENE_START_MS,
} from "../../../../engine/monitoring/simulated/simulated_scene.ts";

const { stations } = drawScene({ seed: "pool" });
const network = openWarningNetwork(stations, VELOCITY_MODELS[0]);
const HEARD_SECONDS = 7;
const ORIGIN_MS = SCENE_START_MS + 30_000;

/** Stations that were heard, without a sign, until some seconds after the origin. */
function watchesUntil(seconds: number): ChannelWatch[] {
  return network.stations.map((station, i) => {
    const { network: name } = stations[i];
    const code = { network: name, station: stations[i].station, location: "", channel: "HHZ" };
    const samples = new Int32Array((30 + seconds) * SCENE_RATE_HZ);
    const trace = {
      ...{ code, startTimeMs: SCENE_START_MS, samplingRateHz: SCENE_RATE_HZ, samples },
    };
    const watch = new ChannelWatch(station, trace);
    watch.push(trace);
    return watch;
  });
}

/** P of a source at the middle of the network and 8 km deep, the earliest first. */
const ARRIVALS = network.stations.map(({ eastKm, northKm }, station) => ({
  station,
  timeMs: ORIGIN_MS + 1000 * network.secondsAt("P", Math.hypot(eastKm, northKm), 1),
})).sort((a, b) => a.timeMs - b.timeMs);

Deno.test("a pick that comes too soon is put aside, and its station's silence with it", () => {
  const setting = { network, watches: watchesUntil(HEARD_SECONDS), regionOffset: 0 };
  for (const count of [4, 6, 8]) {
    for (let stray = 0; stray < count - 1; stray++) {
      const pool = new PickPool();
      const picks = ARRIVALS.slice(0, count).map(({ station, timeMs }, i) => {
        const arrivalMs = i === stray ? timeMs - 2500 : timeMs;
        return { station, timeMs: arrivalMs, knownMs: arrivalMs + 1000 };
      });
      picks.toSorted((a, b) => a.knownMs - b.knownMs).forEach((pick) => pool.add(pick));
      const { picks: group, state } = pool.findGroup(setting)!;
      const told = `${count} picks, the stray one is number ${stray}`;
      assertEquals(group.length, count - 1, told);
      assert(!group.some(({ station }) => station === picks[stray].station), told);
      const { eastKm, northKm } = state.source;
      assert(Math.hypot(eastKm, northKm) < 5, `${told}: ${eastKm}, ${northKm}`);
      assert(state.source.misfit < 2, told);
      const { name } = network.stations[picks[stray].station];
      const isDue = ARRIVALS[stray].timeMs + 2000 < ORIGIN_MS + 1000 * HEARD_SECONDS;
      assertEquals(state.silentStations.includes(name), isDue, `${told}: it has not seen it`);
    }
  }
});

Deno.test("picks of one source stay together", () => {
  const pool = new PickPool();
  const setting = { network, watches: watchesUntil(5), regionOffset: 0 };
  for (const { station, timeMs } of ARRIVALS.slice(0, 6)) {
    pool.add({ station, timeMs, knownMs: timeMs + 1000 });
  }
  assertEquals(pool.findGroup(setting)!.picks.length, 6);
});
