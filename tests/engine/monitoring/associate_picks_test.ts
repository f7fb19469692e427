import { assert, assertEquals, assertRejects } from "@std/assert";
import {
  InputError,
  InsufficientDataError,
  type Pick,
  type SeismicEvent,
  stationOf,
} from "../../../engine/domain/mod.ts";
import { type KnownEvent, scoreAssociation } from "../../../engine/evaluation/mod.ts";
import { greatCircleKm, RandomStream } from "../../../engine/mathematics/mod.ts";
import {
  ASSOCIATION_DEFAULTS,
  drawStations,
  simulateSwarm,
  type SwarmOptions,
} from "../../../engine/models/mod.ts";
import { associatePicks, PickAssociator } from "../../../engine/monitoring/mod.ts";
import { STRAIGHT_RAYS as times } from "../models/association/half_space.ts";

const START_MS = Date.UTC(2024, 2, 1, 7, 3, 11);
const MINUTE_MS = 60_000;
const STATIONS = drawStations(20, { radiusKm: 50, latitude: 35, longitude: -117, seed: 1 });

const SWARM: SwarmOptions = {
  stations: STATIONS,
  times,
  startMs: START_MS,
  spanSeconds: 2_400,
  eventsPerMinute: 1,
  falsePicksPerMinute: 0.5,
  silentStations: 2,
  seed: 3,
};

/** Picks of an event without any error. */
function exactPicks(
  { timeMs, latitude, longitude, depthKm }: {
    timeMs: number;
    latitude: number;
    longitude: number;
    depthKm: number;
  },
): Pick[] {
  return STATIONS.flatMap((station) => {
    const km = greatCircleKm(station, { latitude, longitude });
    const { network, station: name } = station;
    return (["P", "S"] as const).map((phase) => ({
      id: `${name}-${phase}-${timeMs}`,
      code: { network, station: name, location: "", channel: "" },
      phase,
      timeMs: timeMs + 1_000 * times[phase].secondsAt(km, depthKm),
    }));
  });
}

const idsOf = (event: SeismicEvent) => event.picks.map(({ id }) => id).sort().join(" ");

Deno.test("events of a swarm are found, with the picks that are theirs", async () => {
  const { picks, events } = simulateSwarm(SWARM);
  const found = await associatePicks(picks, { stations: STATIONS, times });
  const known: KnownEvent[] = events.map((event) => ({
    ...event,
    mustBeFound: event.pickIds.length >= ASSOCIATION_DEFAULTS.minimumPicks && event.countP >= 3,
  }));
  const score = scoreAssociation(found.events, { known, withinSeconds: 2, withinKm: 10 });
  assert(score.known > 25, `the swarm has only ${score.known} events`);
  assert(score.f1 >= 0.95, JSON.stringify(score));
  assert(score.pickPurity >= 0.96, JSON.stringify(score));
  assert(score.medianKm < 1, JSON.stringify(score));
  const given = found.events.flatMap((event) => event.picks);
  assertEquals(new Set(given).size, given.length, "a pick belongs to one event");
  assertEquals(given.length + found.unassociated.length, picks.length);
});

Deno.test("where events overlap most are found, and no pick is given twice", async () => {
  const { picks, events } = simulateSwarm({ ...SWARM, eventsPerMinute: 8, spanSeconds: 1_500 });
  const found = await associatePicks(picks, { stations: STATIONS, times });
  const given = found.events.flatMap((event) => event.picks);
  assertEquals(new Set(given).size, given.length);
  for (const { picks, origins: [{ arrivals }] } of found.events) {
    assertEquals(arrivals.map(({ pickId }) => pickId), picks.map(({ id }) => id));
  }
  const known = events.map((event) => ({ ...event, mustBeFound: event.pickIds.length >= 10 }));
  const score = scoreAssociation(found.events, { known, withinSeconds: 2, withinKm: 10 });
  assert(score.recall > 0.9 && score.precision > 0.93, JSON.stringify(score));
});

Deno.test("an event is the same wherever the picks begin, and in whatever order they come", async () => {
  const { picks } = simulateSwarm(SWARM);
  const whole = await associatePicks(picks, { stations: STATIONS, times });
  for (const cut of [7.3, 9.9, 12.02]) {
    const cutMs = START_MS + cut * MINUTE_MS;
    const order = Int32Array.from(picks, (_, i) => i);
    new RandomStream(cut).shuffle(order);
    const later = Array.from(order, (i) => picks[i]).filter(({ timeMs }) => timeMs >= cutMs);
    const part = await associatePicks(later, { stations: STATIONS, times });
    const away = ({ origins: [{ timeMs }] }: SeismicEvent) => timeMs > cutMs + 11 * MINUTE_MS;
    const expected = whole.events.filter(away);
    assert(expected.length > 10);
    assertEquals(part.events.filter(away), expected);
  }
});

Deno.test("a stream of picks gives the same events as all at once", async () => {
  const { picks } = simulateSwarm(SWARM);
  const whole = await associatePicks(picks, { stations: STATIONS, times });
  const associator = new PickAssociator({ stations: STATIONS, times });
  const told: SeismicEvent[] = [];
  for (let i = 0; i < picks.length; i += 37) {
    const some = picks.slice(i, i + 37);
    associator.add(some);
    told.push(...associator.advance(some.at(-1)!.timeMs));
  }
  assert(told.length > 20, "most events are told while the stream runs");
  told.push(...associator.finish());
  assertEquals(told.map(idsOf), whole.events.map(idsOf));
});

Deno.test("exact picks give the exact hypocentre, also of two events at one instant", async () => {
  const first = { timeMs: START_MS, latitude: 34.8, longitude: -117.25, depthKm: 6 };
  const second = { timeMs: START_MS + 200, latitude: 35.25, longitude: -116.75, depthKm: 11 };
  const picks = [...exactPicks(first), ...exactPicks(second)];
  const { events, unassociated } = await associatePicks(picks, { stations: STATIONS, times });
  assertEquals(events.length, 2);
  assert(unassociated.length <= 4, `${unassociated.length} picks are left`);
  [first, second].forEach((truth, i) => {
    const [origin] = events[i].origins;
    assert(greatCircleKm(truth, origin) < 0.5, `${greatCircleKm(truth, origin)} km away`);
    assert(Math.abs(truth.depthKm - origin.depthKm) < 1.5, `depth ${origin.depthKm} km`);
    assert(Math.abs(truth.timeMs - origin.timeMs) < 150, `${origin.timeMs - truth.timeMs} ms`);
    assert(origin.rootMeanSquareSeconds! < 0.1);
    assert(origin.azimuthalGapDegrees! > 30 && origin.azimuthalGapDegrees! < 270);
  });
});

Deno.test("an event at the very edge of two windows is told once", async () => {
  for (const shift of [-1_500, -300, 0, 300, 1_500]) {
    const timeMs = Date.UTC(2024, 2, 1, 7, 5) + shift; // windows stand on multiples of five minutes
    const picks = exactPicks({ timeMs, latitude: 35.1, longitude: -117.1, depthKm: 8 });
    const { events } = await associatePicks(picks, { stations: STATIONS, times });
    assertEquals(events.length, 1);
    assertEquals(events[0].picks.length, picks.length);
  }
});

Deno.test("picks by chance alone make no event", async () => {
  const quiet = { ...SWARM, eventsPerMinute: 1e-9, falsePicksPerMinute: 1, spanSeconds: 7_200 };
  const { picks } = simulateSwarm(quiet);
  assert(picks.length > 2_000);
  const { events, unassociated } = await associatePicks(picks, { stations: STATIONS, times });
  assertEquals(events, []);
  assertEquals(unassociated.length, picks.length);
});

Deno.test("picks of unknown stations and phases are told apart", async () => {
  const place = { timeMs: START_MS, latitude: 35, longitude: -117, depthKm: 8 };
  const picks = exactPicks(place);
  const strange = picks.map((pick, i) =>
    i === 3
      ? { ...pick, phase: "LR" }
      : i === 4
      ? { ...pick, code: { ...pick.code, station: "" } }
      : pick
  );
  const { events, unusable } = await associatePicks(strange, { stations: STATIONS, times });
  assertEquals(events.length, 1);
  assertEquals(unusable, [strange[3], strange[4]].sort((a, b) => a.timeMs - b.timeMs));
  const others = drawStations(20, { radiusKm: 50, latitude: 35, longitude: -117, seed: 1 })
    .map((station) => ({ ...station, network: "YY" }));
  const error = await assertRejects(
    () => associatePicks(picks, { stations: others, times }),
    InputError,
  );
  assert(error.message.includes(stationOf(picks[0].code)) && error.message.includes("YY."));
  await assertRejects(
    () => associatePicks(picks, { stations: STATIONS.slice(0, 3), times }),
    InsufficientDataError,
  );
});

Deno.test("without picks there are no events; a stopped run says so", async () => {
  const settings = { stations: STATIONS, times };
  assertEquals((await associatePicks([], settings)).events, []);
  const { picks } = simulateSwarm(SWARM);
  const signal = AbortSignal.abort(new Error("stopped"));
  await assertRejects(() => associatePicks(picks, { ...settings, signal }), Error, "stopped");
});

Deno.test("as many picks as a swarm of weeks has can be taken at once", () => {
  const [{ network, station }] = STATIONS;
  const code = { network, station, location: "", channel: "" };
  const pick = { id: "p", code, phase: "P", timeMs: START_MS };
  const associator = new PickAssociator({ stations: STATIONS, times });
  associator.add(Array.from({ length: 300_000 }, () => pick));
  assert(!associator.canUse({ ...pick, phase: "toString" }));
});

Deno.test("millennia of silence between two picks are passed over at once", async () => {
  const steps: number[] = [];
  const late = { timeMs: Date.UTC(9999, 0), latitude: 35.02, longitude: -117.1, depthKm: 7 };
  const picks = [
    ...exactPicks({ ...late, timeMs: Date.UTC(1000, 0) }),
    ...exactPicks(late),
  ];
  const onProgress = ({ total }: { total: number }) => steps.push(total);
  const { events } = await associatePicks(picks, { stations: STATIONS, times, onProgress });
  assertEquals(events.length, 2);
  assert(steps.length < 10);
});

Deno.test("picks that name no network are of the only station with their code", async () => {
  const event = { timeMs: START_MS, latitude: 35.02, longitude: -117.1, depthKm: 7 };
  const picks = exactPicks(event).map((pick) => ({ ...pick, code: { ...pick.code, network: "" } }));
  const { events, unusable } = await associatePicks(picks, { stations: STATIONS, times });
  assertEquals([events.length, unusable.length], [1, 0]);
  const late = STATIONS[0].station;
  const shifted = picks.map((pick) => ({
    ...pick,
    timeMs: pick.timeMs + (pick.code.station === late ? 3000 : 0),
  }));
  const delays = { [`.${late}`]: { P: 3, S: 3 } };
  const again = await associatePicks(shifted, { stations: STATIONS, times, delays });
  assertEquals(again.events[0].picks.length, events[0].picks.length);
});
