import { startBackend, startKernels, stopBackend } from "../engine/backend/mod.ts";
import type { LocationNetworkCard, LocationScores } from "../engine/domain/mod.ts";
import { scoreLocations } from "../engine/evaluation/mod.ts";
import {
  type AssociationNetwork,
  drawStations,
  ENVELOPE_CHANNELS,
  ENVELOPE_RATE_HZ,
  ENVELOPE_SAMPLES,
  type Locator,
  type NetworkLocation,
  openAssociationNetwork,
  openLocator,
  readLocation,
  resolveAssociationOptions,
  travelTimes,
} from "../engine/models/mod.ts";
import {
  drawLocationExamples,
  fitLocationNetwork,
  loadLocationNetwork,
  type LocationExamples,
  saveLocationNetwork,
} from "../engine/training/mod.ts";
import { locateRecord } from "./locate_record.ts";
import type { LongCheck } from "./long_check_definition.ts";
import { SIMULATED_CRUST } from "./simulated_crust.ts";

const STATIONS = { count: 12, radiusKm: 30, latitude: 35, longitude: -117, seed: 1 };
const TRAINING = { eventsPerRound: 6_000, rounds: 12, validationEvents: 1_000, seed: 1 };
const TEST_EVENTS = 2_000;
const TEST_SEED = "location network, test";

/** What the locator is told of errors: those that simulated picks and times have. */
const LOCATOR = {
  ...{ pErrorSeconds: 0.06, sErrorSeconds: 0.12, modelErrorSeconds: 0.05, modelErrorShare: 0.01 },
  ...{ largestDepthKm: 60, smallestDepthKm: 0 },
};

/** What the network must reach, whichever of the two is nearer to the truth. */
const LARGEST_MEDIAN_KM = 2.5;
const COVERAGE = { least: 0.6, most: 0.76 };

/** A network on envelopes of 12 stations, beside a locator that has picks of the same events. */
export const check: LongCheck = {
  about: `a location network trained here finds epicentres within ${LARGEST_MEDIAN_KM} km (median)`,
  async run(report) {
    await startBackend({ threads: 1 });
    const kernels = await startKernels({ threads: 1 });
    const { stations, locator } = openStations();
    const start = performance.now();
    const fitted = await fitLocationNetwork(stations, {
      ...TRAINING,
      kernels,
      onProgress: ({ done, total, remark }) => {
        if (done === total) report(`trained a round, ${remark}`);
      },
    });
    const trainingSeconds = (performance.now() - start) / 1_000;
    const test = drawLocationExamples(stations, { count: TEST_EVENTS, seed: TEST_SEED });
    const asked = performance.now();
    const outputs = fitted.network.predict(test.rows, TEST_EVENTS);
    const milliseconds = (performance.now() - asked) / TEST_EVENTS;
    const byNetwork = test.records.map((_, event) =>
      readLocation(outputs, { event, scale: fitted.scale })
    );
    const byPicks = test.records.map((record) => locateRecord(record, { stations, locator }));
    const card = makeCard(fitted, { stations, test, byNetwork, byPicks });
    await checkFolder({ network: fitted.network, card }, { test, outputs });
    fitted.network.dispose();
    await stopBackend();
    const { network } = card.scores;
    const facts = {
      ...{ trainingSeconds, milliseconds, weights: card.weights, verdict: card.verdict },
      ...card.scores,
    };
    const covers = network.withinOneSigma.every((share) =>
      share >= COVERAGE.least && share <= COVERAGE.most
    );
    if (!(network.epicentreKm.median <= LARGEST_MEDIAN_KM && covers)) {
      throw new Error(`the network is not good enough: ${JSON.stringify(facts)}`);
    }
    return facts;
  },
};

function openStations(): { stations: AssociationNetwork; locator: Locator } {
  const times = { P: travelTimes(SIMULATED_CRUST, "P"), S: travelTimes(SIMULATED_CRUST, "S") };
  const places = drawStations(STATIONS.count, STATIONS);
  const stations = openAssociationNetwork(places, { times, options: resolveAssociationOptions() });
  return {
    stations,
    locator: openLocator({ stations: places, model: SIMULATED_CRUST, options: LOCATOR }),
  };
}

function makeCard(
  { network, scale }: Awaited<ReturnType<typeof fitLocationNetwork>>,
  { stations, test, byNetwork, byPicks }: {
    stations: AssociationNetwork;
    test: LocationExamples;
    byNetwork: readonly NetworkLocation[];
    byPicks: readonly NetworkLocation[];
  },
): LocationNetworkCard {
  const truths = test.records.map(({ truth }) => truth);
  const scores = {
    network: scoreLocations(byNetwork, truths),
    classical: scoreLocations(byPicks, truths),
  };
  return {
    format: 1,
    kind: "location network",
    name: "location_network",
    about: [
      "Tells where and when an event was from the envelopes of a fixed set of stations.",
      "It knows simulated events alone; on recordings it has not been tested.",
    ],
    stations: stations.names.map((name, i) => ({
      ...{ name, eastKm: stations.eastKm[i], northKm: stations.northKm[i] },
    })),
    input: { rateHz: ENVELOPE_RATE_HZ, samples: ENVELOPE_SAMPLES, components: ENVELOPE_CHANNELS },
    scale,
    weights: network.graph.weightCount,
    trainedOn: `${
      TRAINING.rounds * TRAINING.eventsPerRound
    } simulated events, seed ${TRAINING.seed}`,
    scores,
    verdict: verdictOf(scores),
  };
}

function verdictOf(scores: { network: LocationScores; classical: LocationScores }): string {
  const [network, classical] = [scores.network.epicentreKm, scores.classical.epicentreKm];
  const nearer = network.median < classical.median ? "The network" : "The locator";
  return `${nearer} is nearer to the truth: epicentres of the network are ` +
    `${network.median.toFixed(2)} km off, of the locator ${
      classical.median.toFixed(2)
    } km (medians).`;
}

/** What is kept in a folder says the same when it is read again. */
async function checkFolder(
  kept: Parameters<typeof saveLocationNetwork>[1],
  { test, outputs }: { test: LocationExamples; outputs: Float32Array },
): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await saveLocationNetwork(`${folder}/location`, kept);
    const { network } = await loadLocationNetwork(`${folder}/location`);
    const size = test.rows.length / test.records.length;
    const again = network.predict(test.rows.subarray(0, size), 1);
    network.dispose();
    const same = again.every((value, i) => Math.abs(value - outputs[i]) < 1e-4);
    if (!same) throw new Error("a network that was kept says something else");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
