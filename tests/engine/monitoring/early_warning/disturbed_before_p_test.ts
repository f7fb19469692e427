import { assert, assertEquals } from "@std/assert";
import { RandomStream } from "../../../../engine/mathematics/mod.ts";
import {
  type AddMotion,
  drawEvent,
  drawScene,
  EarlyWarning,
  motionOf,
  packetsOf,
  shakePlace,
} from "../../../../engine/monitoring/mod.ts";
import {
  SCENE_RATE_HZ,
  SCENE_START_MS,
} from "../../../../engine/monitoring/simulated/simulated_scene.ts";
import { realNoise } from "./station_noise.ts";

const ORIGIN_SECONDS = 20;

/** What two of the nearest stations record a little before P. [sample], metres a second */
const DISTURBANCES: Record<string, (random: RandomStream) => number[]> = {
  "a spike, which triggers and is refused": () => [1e-3, -4e-4],
  "an onset of its own, which is picked": (random) =>
    Array.from({ length: 400 }, (_, i) => 1e-4 * random.normal() * Math.exp(-i / 100)),
};

/** Messages on an earthquake whose two nearest stations are disturbed before P, and which those are. */
function warnDisturbed(
  seed: string,
  { make, beforeSeconds }: {
    make: (random: RandomStream) => number[];
    beforeSeconds: readonly [number, number];
  },
) {
  const noise = new RandomStream("noise");
  const pieces = [Float64Array.from({ length: 2800 }, () => noise.normal())];
  const scene = drawScene({ seed, sites: 2 });
  const event = drawEvent(scene, { magnitude: 6, originSeconds: ORIGIN_SECONDS });
  const shakings = scene.stations.map((place, i) =>
    shakePlace(scene, { event, place, label: `station ${i}` })
  );
  const disturbed = shakings.map((_, i) => i)
    .sort((a, b) => shakings[a].pSeconds - shakings[b].pSeconds).slice(0, 2);
  const random = new RandomStream("disturbed");
  const added = new Map(disturbed.map((station, i) => {
    const seconds = ORIGIN_SECONDS + shakings[station].pSeconds - beforeSeconds[i];
    return [station, { at: Math.round(seconds * SCENE_RATE_HZ), samples: make(random) }];
  }));
  const shake = motionOf(shakings, event);
  const motion: AddMotion = (station, fromSample, samples, component) => {
    shake(station, fromSample, samples, component);
    const { at, samples: more } = added.get(station) ?? { at: 0, samples: [] };
    for (let i = 0; i < samples.length; i++) samples[i] += more[fromSample + i - at] ?? 0;
  };
  const warning = new EarlyWarning(scene.stations, { sites: scene.sites });
  const packets = packetsOf(scene, { noise: realNoise(pieces), seconds: 35, motion });
  const messages = [...packets].flatMap((packet) => warning.push(packet));
  const names = disturbed.map((station) => `XX.S${station}`);
  return { messages, names };
}

Deno.test("a station that something triggered just before P is not silent, and warns no later", () => {
  const make = DISTURBANCES["a spike, which triggers and is refused"];
  const { messages, names } = warnDisturbed("disturbed 4", { make, beforeSeconds: [1, 1] });
  const silent = messages.flatMap(({ silentStations }) => silentStations);
  assertEquals(silent.filter((name) => names.includes(name)), []);
  // With both counted among those that had not seen it, it took 8.5 s.
  const seconds = (messages[0].issuedMs - SCENE_START_MS) / 1000 - ORIGIN_SECONDS;
  assert(seconds < 7.5, `told ${seconds} s after the origin`);
  assert(messages.every(({ status }) => status !== "cancel"));
});

Deno.test("a pick just before P is put aside where its amplitude is another's", () => {
  const make = DISTURBANCES["an onset of its own, which is picked"];
  for (const seed of ["disturbed 3", "disturbed 5"]) {
    const { messages, names } = warnDisturbed(seed, { make, beforeSeconds: [1, 1] });
    const seconds = (messages[0].issuedMs - SCENE_START_MS) / 1000 - ORIGIN_SECONDS;
    // With their amplitudes, which are of magnitudes 2 to 3, it took 9.7 and 8.9 s.
    assert(seconds < 8.5, `${seed}: told ${seconds} s after the origin`);
    const odd = messages.at(-1)!.evidence.filter(({ station, displacementMagnitude: magnitude }) =>
      names.includes(station) && magnitude !== undefined && magnitude < 4
    );
    assertEquals(odd, [], seed);
  }
});
