import { layeredVelocityModel } from "../engine/domain/mod.ts";
import { geodesicEnd, RandomStream } from "../engine/mathematics/mod.ts";
import { LOCATION_DEFAULTS } from "../engine/models/mod.ts";
import { readHypoddLocations, readHypoddStations } from "../engine/sources/mod.ts";
import { sharedFile } from "../tests/shared_data.ts";
import type { LongCheck } from "./long_check_definition.ts";
import {
  ellipsoidCoverage,
  SIMULATED_CRUST,
  simulatedNetwork,
  type SimulatedScene,
} from "./simulated_locations.ts";

const RUNS = 500;
const CENTRE = { latitude: 37, longitude: -121 };
const RANGE = [0.6, 0.76] as const;
const NO_MODEL_ERROR = { modelErrorSeconds: 0, modelErrorShare: 0 };
const { modelErrorSeconds, modelErrorShare, sModelErrorFactor } = LOCATION_DEFAULTS;
const USUAL_MODEL_ERROR = { modelErrorSeconds, modelErrorShare };

/** Scenes whose errors are not those the locator was told: their shares are told, not judged. */
const TOLD_ONLY = ["smallerThanThought", "twiceWhatIsStated"];

/** Joint 68 % ellipsoids hold the true hypocentre of simulated events as often as they say. */
export const check: LongCheck = {
  about: `joint 68 % ellipsoids hold the truth in 60 to 76 % of ${RUNS} runs of each scene`,
  run(report) {
    const facts: Record<string, number> = {};
    for (const [name, scene] of Object.entries(scenes())) {
      facts[name] = ellipsoidCoverage(scene, {
        runs: RUNS,
        random: new RandomStream(7).fork(name),
      });
      report(`${name}: ${facts[name]}`);
    }
    const outside = Object.entries(facts).filter(([name, share]) =>
      !TOLD_ONLY.includes(name) && (share < RANGE[0] || share > RANGE[1])
    );
    if (outside.length > 0) throw new Error(`coverage is ${JSON.stringify(facts)}`);
    return Promise.resolve({ runs: RUNS, ...facts });
  },
};

function scenes(): Record<string, SimulatedScene> {
  const folder = "data/arrivals/hypodd_example4/";
  const read = (name: string) => Deno.readTextFileSync(sharedFile(folder + name));
  const truths = readHypoddLocations(read("hypoDD.reloc"), "hypoDD.reloc");
  const own: SimulatedScene = {
    stations: simulatedNetwork(new RandomStream(3), { centre: CENTRE, stations: 14, radiusKm: 60 }),
    model: SIMULATED_CRUST,
    drawHypocentre: (random) => ({
      ...geodesicEnd(CENTRE, {
        distanceKm: 30 * random.uniform(),
        azimuthDegrees: 360 * random.uniform(),
      }),
      depthKm: 4 + 12 * random.uniform(),
    }),
    statedSeconds: 0.1,
    noiseSeconds: () => 0.1,
    modelError: NO_MODEL_ERROR,
    grossShare: 0,
  };
  const withModelError = (seconds: number, phase: string) => {
    const model = Math.max(modelErrorSeconds, modelErrorShare * seconds);
    return Math.hypot(0.1, model * (phase === "S" ? sModelErrorFactor : 1));
  };
  return {
    example4: {
      ...own,
      stations: readHypoddStations(read("station.sel.z"), "station.sel.z"),
      model: layeredVelocityModel({
        name: "straight rays",
        topsKm: [0],
        pKmPerSecond: [4],
        ratio: 1.73,
      }),
      drawHypocentre: (random) => truths[random.integer(truths.length)],
    },
    stated: own,
    modelErrors: { ...own, noiseSeconds: withModelError, modelError: USUAL_MODEL_ERROR },
    grossErrors: { ...own, grossShare: 0.05 },
    smallerThanThought: { ...own, modelError: USUAL_MODEL_ERROR },
    twiceWhatIsStated: { ...own, noiseSeconds: () => 0.2 },
  };
}
