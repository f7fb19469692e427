import { assert, assertEquals } from "@std/assert";
import { type Pick, stationOf } from "../../../engine/domain/mod.ts";
import { drawStations, simulateSwarm } from "../../../engine/models/mod.ts";
import { associatePicks, learnAssociationDelays } from "../../../engine/monitoring/mod.ts";
import { STRAIGHT_RAYS as times } from "../models/association/half_space.ts";

const STATIONS = drawStations(16, { radiusKm: 40, latitude: 35, longitude: -117, seed: 4 });

/** How late S comes at two stations, seconds. */
const LATE: Readonly<Record<string, number>> = { "XX.S03": 0.6, "XX.S11": -0.5 };

const { picks } = simulateSwarm({
  ...{ stations: STATIONS, times, startMs: Date.UTC(2024, 0, 1), spanSeconds: 3_600 },
  ...{ eventsPerMinute: 2, falsePicksPerMinute: 0.3, silentStations: 0, seed: 8 },
});

/** The picks, those of S later where S comes late. */
const late: Pick[] = picks.map((pick) => {
  const delay = pick.phase === "S" ? LATE[stationOf(pick.code)] ?? 0 : 0;
  return { ...pick, timeMs: pick.timeMs + 1_000 * delay };
});

Deno.test("delays of stations are learned from picks, and more picks then belong", async () => {
  const settings = { stations: STATIONS, times };
  const before = await associatePicks(late, settings);
  const delays = await learnAssociationDelays(late, { ...settings, rounds: 3 });
  const after = await associatePicks(late, { ...settings, delays });
  assert(after.unassociated.length < before.unassociated.length);
  const S = Object.values(delays).map((of) => of.S).sort((a, b) => a - b);
  const usual = S[S.length >> 1]; // a common part is one with origin times
  for (const [station, seconds] of Object.entries(LATE)) {
    const found = delays[station].S - usual;
    assert(Math.abs(found - seconds) < 0.2, `${station}: ${found} s, not ${seconds} s`);
  }
});

Deno.test("no round learns nothing, and given delays are kept where there are too few picks", async () => {
  const settings = { stations: STATIONS, times };
  assertEquals(await learnAssociationDelays(picks, { ...settings, rounds: 0 }), {});
  const given = { "XX.S01": { P: 0.1, S: 0.2 } };
  const few = picks.slice(0, 5);
  assertEquals(await learnAssociationDelays(few, { ...settings, delays: given, rounds: 2 }), given);
});
