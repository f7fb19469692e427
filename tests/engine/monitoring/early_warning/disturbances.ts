import {
  designButterworth,
  filterForward,
  type RandomStream,
} from "../../../../engine/mathematics/mod.ts";
import {
  type Scene,
  SCENE_RATE_HZ,
} from "../../../../engine/monitoring/simulated/simulated_scene.ts";

/** Something that a station records and that is no earthquake nearby. */
interface Disturbance {
  /** Its first sample. */
  readonly at: number;
  /** Ground velocity as recorded, metres a second. */
  readonly samples: Float64Array;
}

/** Kinds of disturbance, each as it looks at 100 Hz for a peak of 1. */
const KINDS: Readonly<Record<string, (random: RandomStream) => Float64Array>> = {
  spike: () => Float64Array.of(1, -0.4),
  step: () => fill(3000, (t) => Math.exp(-t / 8)),
  calibration: () => fill(1000, (t) => Math.exp(-t / 1.2) * Math.cos(2 * Math.PI * 0.8 * t)),
  knock: (random) => {
    const hz = 3 + 6 * random.uniform();
    const decay = 0.1 + 0.3 * random.uniform();
    return fill(300, (t) => Math.exp(-t / decay) * Math.sin(2 * Math.PI * hz * t));
  },
  passing: (random) => fill(500, (t) => random.normal() * 0.4 * Math.sin(Math.PI * t / 5) ** 2),
};

/** Peaks of disturbances, metres a second: log-uniform. */
const PEAKS = [1e-5, 1e-2] as const;
/** Of a passing vehicle: weaker. */
const PASSING_PEAKS = [3e-6, 1e-4] as const;

/** A day of disturbances: what it holds, and motion that adds it to a station's samples. */
export interface DisturbedDay {
  readonly counts: Record<string, number>;
  readonly motion: (station: number, fromSample: number, samples: Float64Array) => void;
}

/**
 * Draws each station's own disturbances, `each` of a kind; calibration pulses that all stations record at
 * once; and P waves of distant earthquakes that cross the network as plane waves at 12 to 25 km/s, with
 * most of their energy below 0.7, 1.5 and 3 Hz.
 */
export function drawDisturbances(
  { stations, frame, random }: Scene,
  { seconds, each }: { seconds: number; each: number },
): DisturbedDay {
  const counts: Record<string, number> = { networkCalibration: 1, teleseism: 3 };
  const total = seconds * SCENE_RATE_HZ;
  const lists = stations.map((_, index) => {
    const draw = random.fork(`disturbances ${index}`);
    const list: Disturbance[] = [];
    for (const [kind, make] of Object.entries(KINDS)) {
      counts[kind] = (counts[kind] ?? 0) + each;
      for (let i = 0; i < each; i++) {
        const [low, high] = kind === "passing" ? PASSING_PEAKS : PEAKS;
        const peak = low * (high / low) ** draw.uniform() * (draw.uniform() < 0.5 ? -1 : 1);
        list.push({ at: draw.integer(total), samples: make(draw).map((value) => peak * value) });
      }
    }
    const pulse = KINDS.calibration(draw).map((value) => 1e-3 * value);
    list.push({ at: Math.round(0.5 * total + 4 * draw.uniform()), samples: pulse });
    return list;
  });
  [0.7, 1.5, 3].forEach((cornerHz, i) => {
    const draw = random.fork(`teleseism ${i}`);
    const azimuth = 2 * Math.PI * draw.uniform();
    const slowness = 1 / (12 + 13 * draw.uniform());
    const wave = teleseism(draw, cornerHz);
    stations.forEach((station, index) => {
      const { eastKm, northKm } = frame.toLocal(station);
      const delay = slowness * (eastKm * Math.sin(azimuth) + northKm * Math.cos(azimuth));
      const at = Math.round((0.25 * (i + 0.6)) * total + delay * SCENE_RATE_HZ);
      const gain = 1e-4 * Math.exp(0.2 * draw.normal());
      lists[index].push({ at, samples: wave.map((value) => gain * value) });
    });
  });
  return { counts, motion: addAll(lists) };
}

/** P of a distant earthquake, 40 s long, its largest sample 1. */
function teleseism(random: RandomStream, cornerHz: number): Float64Array {
  const noise = fill(4000, (t) => random.normal() * (t / 3) * Math.exp(1 - t / 3));
  const sections = designButterworth({
    ...{ lowHz: 0.05, highHz: cornerHz, order: 2, samplingRateHz: SCENE_RATE_HZ },
  });
  const wave = filterForward(sections, noise);
  const peak = wave.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return wave.map((value) => value / peak);
}

function addAll(lists: readonly Disturbance[][]): DisturbedDay["motion"] {
  const sorted = lists.map((list) => list.sort((a, b) => a.at - b.at));
  const starts = lists.map(() => 0);
  const longest = 4000;
  return (station, fromSample, samples) => {
    const list = sorted[station];
    while (starts[station] < list.length && list[starts[station]].at + longest < fromSample) {
      starts[station]++;
    }
    for (let i = starts[station]; i < list.length; i++) {
      const { at, samples: added } = list[i];
      if (at >= fromSample + samples.length) break;
      const from = Math.max(0, at - fromSample);
      for (let k = from; k < samples.length; k++) {
        const place = fromSample + k - at;
        if (place >= added.length) break;
        samples[k] += added[place];
      }
    }
  };
}

function fill(count: number, at: (seconds: number) => number): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => at(i / SCENE_RATE_HZ));
}
