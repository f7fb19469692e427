import type { Station } from "../../../../engine/domain/mod.ts";
import {
  byArrival,
  drawEvent,
  drawScene,
  motionOf,
  packetsOf,
  type Scene,
  type SceneEvent,
  shakePlace,
  type WarningPacket,
} from "../../../../engine/monitoring/mod.ts";
import { realNoise } from "../early_warning/station_noise.ts";

/** A simulated earthquake of M 6.5, recorded by vertical channels in real noise. */
export interface ScenePackets {
  readonly scene: Scene;
  readonly stations: readonly Station[];
  readonly event: SceneEvent;
  readonly packets: readonly WarningPacket[];
}

/** Packets of a second of every station, by time of arrival. */
export function drawScenePackets(
  { pieces, stations, seconds, seed = "monitor" }: {
    pieces: readonly Float64Array[];
    stations: number;
    seconds: number;
    seed?: string;
  },
): ScenePackets {
  const scene = drawScene({ seed, stations, sites: 3 });
  const event = drawEvent(scene, { magnitude: 6.5 });
  const shakings = scene.stations.map((place, i) =>
    shakePlace(scene, { event, place, label: `station ${i}` })
  );
  const motion = motionOf(shakings, event);
  const packets = [...byArrival(packetsOf(scene, { noise: realNoise(pieces), seconds, motion }))];
  return { scene, stations: scene.stations, event, packets };
}
