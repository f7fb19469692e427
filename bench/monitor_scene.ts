import type { Station, Trace } from "../engine/domain/mod.ts";
import { RandomStream } from "../engine/mathematics/mod.ts";
import {
  COUNTS_PER_UNIT,
  drawEvent,
  drawScene,
  type PlaceShaking,
  type Scene,
  SCENE_RATE_HZ,
  SCENE_START_MS,
  type SceneEvent,
  shakePlace,
  type WarningPacket,
} from "../engine/monitoring/mod.ts";
import { StationNoise } from "../tests/engine/monitoring/early_warning/station_noise.ts";

/** How a long stream of a simulated network is made. */
export interface MonitorSceneOptions {
  readonly seed: string;
  readonly stations: number;
  /** Half the width of the square of stations, kilometres. */
  readonly halfKm: number;
  /** Real noise, of mean 0 and level 1. [piece][sample] */
  readonly pieces: readonly Float64Array[];
  /** Seconds between two earthquakes, the first of which begins so long after the beginning. */
  readonly everySeconds: number;
  /** Magnitudes that earthquakes have, in turn. */
  readonly magnitudes: readonly number[];
}

/** Seconds of noise of each channel, joined from real pieces, that come again and again. */
const NOISE_SECONDS = 600;
const LETTERS = ["E", "N", "Z"] as const;
/** Seconds after its origin in which an earthquake shakes. */
const SHAKING_SECONDS = 70;

/**
 * A simulated network of three components: real noise that repeats every ten minutes, simulated
 * earthquakes at times, packets of a second that come 0.3 to 0.8 s after their end.
 */
export class MonitorScene {
  readonly scene: Scene;
  readonly stations: readonly Station[];
  readonly #options: MonitorSceneOptions;
  readonly #noise: Float32Array[];
  readonly #delays: number[];
  #event: { event: SceneEvent; shakings: PlaceShaking[] } | undefined;
  #number = -1;

  /** Draws stations and noise. */
  constructor(options: MonitorSceneOptions) {
    const { seed, pieces, halfKm } = options;
    this.#options = options;
    this.scene = drawScene({ seed, stations: options.stations, halfKm, sites: 3 });
    this.stations = this.scene.stations.map((station) => ({
      ...station,
      channels: LETTERS.map((letter, i) => ({
        ...station.channels[0],
        ...{ channel: `HH${letter}`, azimuthDegrees: [90, 0, 0][i], dipDegrees: [0, 0, -90][i] },
      })),
    }));
    const random = new RandomStream(`${seed}, feeds`);
    this.#delays = this.stations.map(() => 300 + 500 * random.uniform());
    this.#noise = this.stations.flatMap(() => {
      const level = 1e-7 * 20 ** random.uniform();
      return LETTERS.map(() =>
        Float32Array.from(
          new StationNoise(pieces, { level, random: random.fork(`${random.uniform()}`) })
            .next(NOISE_SECONDS * SCENE_RATE_HZ),
        )
      );
    });
  }

  /** The packets that end with a second, by their time of arrival. */
  second(second: number): WarningPacket[] {
    this.#turnTo(second);
    const packets = this.stations.flatMap((station, s) =>
      LETTERS.map((letter, c): WarningPacket => {
        const trace: Trace = {
          code: { ...station, location: "", channel: `HH${letter}` },
          startTimeMs: SCENE_START_MS + 1000 * second,
          samplingRateHz: SCENE_RATE_HZ,
          samples: this.#samples(s, { component: c, second }),
        };
        const receivedMs = trace.startTimeMs + 1000 + this.#delays[s];
        const { network, station: name } = station;
        return {
          trace: {
            ...trace,
            code: { network, station: name, location: "", channel: `HH${letter}` },
          },
          receivedMs,
        };
      })
    );
    return packets.sort((a, b) => a.receivedMs - b.receivedMs);
  }

  #samples(
    station: number,
    { component, second }: { component: number; second: number },
  ): Int32Array {
    const noise = this.#noise[3 * station + component];
    const from = (second % NOISE_SECONDS) * SCENE_RATE_HZ;
    const samples = new Int32Array(SCENE_RATE_HZ);
    for (let i = 0; i < samples.length; i++) samples[i] = noise[from + i] * COUNTS_PER_UNIT;
    if (this.#event === undefined) return samples;
    const { event, shakings } = this.#event;
    const { east, north, up } = shakings[station];
    const motion = [east, north, up][component];
    const at = Math.round((second - event.originSeconds) * SCENE_RATE_HZ);
    for (let i = 0; i < samples.length; i++) {
      const moved = motion[at + i];
      if (moved !== undefined) samples[i] += moved * COUNTS_PER_UNIT;
    }
    return samples;
  }

  /** Draws the earthquake of a second, where there is one. */
  #turnTo(second: number): void {
    const { everySeconds, magnitudes, halfKm, seed } = this.#options;
    const number = Math.floor(second / everySeconds) - 1;
    if (number >= 0 && number !== this.#number) {
      this.#number = number;
      const random = new RandomStream(`${seed}, event ${number}`);
      const scene = { ...this.scene, random };
      const event = drawEvent(scene, {
        magnitude: magnitudes[number % magnitudes.length],
        ...{ halfKm: 0.6 * halfKm, originSeconds: (number + 1) * everySeconds },
      });
      const shakings = this.stations.map((place, i) =>
        shakePlace(scene, { event, place, label: `station ${i}` })
      );
      this.#event = { event, shakings };
    }
    const isOver = this.#event !== undefined &&
      second > this.#event.event.originSeconds + SHAKING_SECONDS;
    if (isOver) this.#event = undefined;
  }
}
