import { assert, assertEquals, assertRejects } from "@std/assert";
import { startBackend, startKernels, stopBackend } from "../../../engine/backend/mod.ts";
import {
  ConfigurationError,
  type LocationNetworkCard,
  ModelError,
} from "../../../engine/domain/mod.ts";
import { scoreLocations } from "../../../engine/evaluation/mod.ts";
import {
  drawStations,
  openAssociationNetwork,
  readLocation,
  resolveAssociationOptions,
} from "../../../engine/models/mod.ts";
import {
  drawLocationExamples,
  fitLocationNetwork,
  loadLocationNetwork,
  saveLocationNetwork,
} from "../../../engine/training/mod.ts";
import { STRAIGHT_RAYS as times } from "../models/association/half_space.ts";

const STATIONS = openAssociationNetwork(
  drawStations(6, { radiusKm: 25, latitude: 35, longitude: -117, seed: 1 }),
  { times, options: resolveAssociationOptions() },
);

Deno.test("a location network learns where simulated events are, and is kept in a folder", async () => {
  await startBackend({ threads: 1 });
  const kernels = await startKernels({ threads: 1 });
  const folder = await Deno.makeTempDir();
  try {
    const options = { eventsPerRound: 600, rounds: 2, validationEvents: 200, seed: 3, kernels };
    const fitted = await fitLocationNetwork(STATIONS, options);
    const again = await fitLocationNetwork(STATIONS, options);
    assertEquals(again.network.weights, fitted.network.weights);
    const { records, rows } = drawLocationExamples(STATIONS, { count: 200, seed: "unseen" });
    const outputs = fitted.network.predict(rows, 200);
    const told = records.map((_, event) => readLocation(outputs, { event, scale: fitted.scale }));
    const truths = records.map(({ truth }) => truth);
    const scores = scoreLocations(told, truths);
    const blind = scoreLocations(
      truths.map(() => ({ mean: [0, 0, 10, 0], sigma: [1, 1, 1, 1] })),
      truths,
    );
    assert(
      scores.epicentreKm.median < 0.6 * blind.epicentreKm.median,
      `${scores.epicentreKm.median} km, of ${blind.epicentreKm.median} km for the centre`,
    );
    for (const share of scores.withinOneSigma) assert(share > 0.5 && share < 0.85, `${share}`);

    const card = { format: 1, kind: "location network", name: "small" } as LocationNetworkCard;
    await saveLocationNetwork(`${folder}/small`, { network: fitted.network, card });
    const kept = await loadLocationNetwork(`${folder}/small`);
    assertEquals(kept.card, card);
    assertEquals(kept.network.weights, fitted.network.weights);
    const other = { ...card, kind: "picker" } as unknown as LocationNetworkCard;
    await saveLocationNetwork(`${folder}/other`, { network: fitted.network, card: other });
    await assertRejects(() => loadLocationNetwork(`${folder}/other`), ModelError, "no location");
    await assertRejects(() => loadLocationNetwork(`${folder}/none`), ModelError);
    await assertRejects(
      () => fitLocationNetwork(STATIONS, { ...options, rounds: 0 }),
      ConfigurationError,
    );
    for (const { network } of [fitted, again, kept]) network.dispose();
  } finally {
    await stopBackend();
    await Deno.remove(folder, { recursive: true });
  }
});
