import type { Station } from "../../../../engine/domain/mod.ts";
import type { WarningPacket } from "../../../../engine/monitoring/mod.ts";
import {
  drawEvent,
  drawScene,
  motionOf,
  packetsOf,
  type Scene,
  type SceneEvent,
  shakePlace,
} from "../early_warning/simulated_scene.ts";

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
  const packets = [...packetsOf(scene, { pieces, seconds, motion })]
    .sort((a, b) => a.receivedMs - b.receivedMs);
  return { scene, stations: scene.stations, event, packets };
}
