import { assert, assertEquals } from "@std/assert";
import { SALTON_SEA_STATIONS } from "../../../bench/salton_sea_stations.ts";
import { greatCircleKm, median } from "../../../engine/mathematics/mod.ts";
import { travelTimes, VELOCITY_MODELS } from "../../../engine/models/mod.ts";
import { associatePicks, learnAssociationDelays } from "../../../engine/monitoring/mod.ts";
import { readPicks, readWholeFile } from "../../../engine/sources/mod.ts";
import { sharedFile, testWithSharedData } from "../../shared_data.ts";

const PICKS = "data/arrivals/ridgecrest_picks/phasenet_picks_2020-10-01.tsv.gz";

/** The swarm of Westmorland, which was in its second day; its events lie within some kilometres. */
const WESTMORLAND = { latitude: 33.04, longitude: -115.59 };

testWithSharedData("an hour of a real swarm: most events are where the swarm is", async () => {
  const { picks } = readPicks(await readWholeFile(sharedFile(PICKS)), PICKS);
  const hour = picks.filter(({ timeMs }) => timeMs < Date.UTC(2020, 9, 1, 1));
  const [ak135] = VELOCITY_MODELS;
  const times = { P: travelTimes(ak135, "P"), S: travelTimes(ak135, "S") };
  const settings = { stations: SALTON_SEA_STATIONS, times };
  const plain = await associatePicks(hour, settings);
  const delays = await learnAssociationDelays(hour, { ...settings, rounds: 2 });
  const { events, unassociated, unusable } = await associatePicks(hour, { ...settings, delays });
  const joined = events.reduce((sum, event) => sum + event.picks.length, 0);
  assertEquals(joined + unassociated.length, hour.length);
  assertEquals(unusable, []);
  assert(events.length > 60, `${events.length} events`);
  assert(events.length > plain.events.length, "delays that were learned bring more events");
  assert(joined / events.length > 12, `${joined / events.length} picks an event`);
  const away = events.map(({ origins: [origin] }) => greatCircleKm(WESTMORLAND, origin));
  assert(median(away) < 5, `${median(away)} km`);
  const residuals = events.map(({ origins: [origin] }) => origin.rootMeanSquareSeconds!);
  assert(median(residuals) < 0.35, `${median(residuals)} s`);
});
