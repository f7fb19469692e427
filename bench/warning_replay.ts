import type { AlertMessage } from "../engine/domain/mod.ts";
import { realNoise } from "../tests/engine/monitoring/early_warning/station_noise.ts";
import { EarlyWarning, type WarningReport } from "../engine/monitoring/mod.ts";
import {
  drawEvent,
  drawScene,
  packetsOf,
  SCENE_START_MS,
  type SceneOptions,
} from "../engine/monitoring/simulated/simulated_scene.ts";
import {
  instrumentalIntensity,
  motionOf,
  shakePlace,
} from "../engine/monitoring/simulated/simulated_shaking.ts";

/** What a simulated earthquake was and what was told of it. */
export interface WarningReplay {
  /** Messages, in order. */
  messages: AlertMessage[];
  /** Seconds from the origin to P at the second station. */
  secondPSeconds: number;
  /** When the event was, UTC epoch milliseconds. */
  originMs: number;
  /** Kilometres that a message's epicentre is off. */
  epicentreErrorKm: (message: AlertMessage) => number;
  /** True intensity of each site. */
  intensities: number[];
  /** Milliseconds from packet to answer: of all packets, and of those that led to a message. */
  latencies: { all: number[]; alerts: number[] };
  /** What was counted. */
  report: WarningReport;
}

/** Simulates an earthquake and replays its packets through the warning, as fast as it goes. */
export function replayEarthquake(
  options: SceneOptions & { magnitude: number },
  { pieces, seconds = 110 }: { pieces: readonly Float64Array[]; seconds?: number },
): WarningReplay {
  const scene = drawScene(options);
  const event = drawEvent(scene, options);
  const shakings = scene.stations.map((place, i) =>
    shakePlace(scene, { event, place, label: `station ${i}` })
  );
  const warning = new EarlyWarning(scene.stations, { sites: scene.sites });
  const messages: AlertMessage[] = [];
  const latencies = { all: [] as number[], alerts: [] as number[] };
  const motion = motionOf(shakings, event);
  for (const packet of packetsOf(scene, { noise: realNoise(pieces), seconds, motion })) {
    const start = performance.now();
    const told = warning.push(packet);
    const milliseconds = performance.now() - start;
    latencies.all.push(milliseconds);
    if (told.length > 0) latencies.alerts.push(milliseconds);
    messages.push(...told);
  }
  return {
    ...{ messages, latencies, report: warning.report() },
    secondPSeconds: shakings.map(({ pSeconds }) => pSeconds).sort((a, b) => a - b)[1],
    originMs: SCENE_START_MS + 1000 * event.originSeconds,
    epicentreErrorKm: ({ origin }) => {
      const { eastKm, northKm } = scene.frame.toLocal(origin);
      return Math.hypot(eastKm - event.eastKm, northKm - event.northKm);
    },
    intensities: scene.sites.map((place, i) =>
      instrumentalIntensity(shakePlace(scene, { event, place, label: `site ${i}` }))
    ),
  };
}

/** The message that stands at a time, UTC epoch milliseconds. */
export function messageAt(
  messages: readonly AlertMessage[],
  timeMs: number,
): AlertMessage | undefined {
  return messages.findLast(({ issuedMs }) => issuedMs <= timeMs);
}

/** A share of sorted values lies below it. */
export function quantileOf(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}
