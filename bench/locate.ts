import { assertAlmostEquals } from "@std/assert";
import type { Pick, TravelTimes } from "../engine/domain/mod.ts";
import { geodesicBetween, geodesicEnd, RandomStream } from "../engine/mathematics/mod.ts";
import { openLocator, timesOfPhases } from "../engine/models/mod.ts";
import { rayLayers } from "../engine/models/travel_times/ray_layers.ts";
import { traceRays, travelTimePhaseOf } from "../engine/models/travel_times/trace_rays.ts";
import type { Bench, BenchCase } from "./bench_definition.ts";
import { SIMULATED_CRUST, simulatedNetwork } from "./simulated_locations.ts";

const CENTRE = { latitude: 37, longitude: -121 };
const STATIONS = [20, 8] as const;
const EVENTS = 4;
const START_MS = 1e12;

/** Tables against rays differ by no more in a hypocentre, kilometres. */
const AGREEMENT_KM = 0.05;

/** Events located, each with its posterior. */
export const bench: Bench = {
  about: "locate events with P and S of a network; beside it the same with every ray traced",
  targets: [{ than: "rays_without_tables", times: 5 }],
  *cases({ quick }): Iterable<BenchCase> {
    for (const stations of quick ? STATIONS.slice(1) : STATIONS) {
      yield caseOf(stations, quick ? 1 : EVENTS);
    }
  },
};

function caseOf(stationCount: number, eventCount: number): BenchCase {
  const random = new RandomStream(8).fork(`${stationCount}`);
  const stations = simulatedNetwork(random, {
    centre: CENTRE,
    stations: stationCount,
    radiusKm: 80,
  });
  const setting = { stations, model: SIMULATED_CRUST, options: { largestDepthKm: 40 } };
  const events = Array.from({ length: eventCount }, () => drawPicks(stations, random));
  const tables = openLocator(setting);
  const rays = openLocator({ ...setting, times: tracedTimes });
  return {
    name: `${stationCount} stations`,
    ours: () => events.map((picks) => tables.locate(picks)),
    peers: { rays_without_tables: () => events.map((picks) => rays.locate(picks)) },
    check: () => {
      for (const picks of events.slice(0, 1)) {
        const [one, other] = [tables.locate(picks), rays.locate(picks)];
        const { distanceKm } = geodesicBetween(one, other)!;
        assertAlmostEquals(distanceKm, 0, AGREEMENT_KM);
        assertAlmostEquals(one.depthKm, other.depthKm, 2 * AGREEMENT_KM);
      }
    },
    work: { amount: eventCount, unit: "events" },
    facts: () => ({ picks: 2 * stationCount }),
    options: { rounds: 3, warmUpMs: 0 },
  };
}

function drawPicks(stations: ReturnType<typeof simulatedNetwork>, random: RandomStream): Pick[] {
  const azimuthDegrees = 360 * random.uniform();
  const epicentre = geodesicEnd(CENTRE, { distanceKm: 40 * random.uniform(), azimuthDegrees });
  const depthKm = 3 + 12 * random.uniform();
  const times = timesOfPhases(SIMULATED_CRUST);
  return stations.flatMap((station) =>
    ["P", "S"].map((phase): Pick => {
      const { distanceKm } = geodesicBetween(epicentre, station)!;
      const seconds = times(phase)!.secondsAt(distanceKm, depthKm, station.elevationM / 1000);
      return {
        id: `${station.station}.${phase}`,
        code: { network: station.network, station: station.station, location: "", channel: "" },
        phase,
        timeMs: START_MS + 1000 * (seconds + 0.1 * random.normal()),
        timeErrorSeconds: 0.1,
      };
    })
  );
}

/** Times by tracing rays for every question. */
function tracedTimes(phase: string): TravelTimes {
  const known = travelTimePhaseOf(phase);
  const layers = rayLayers(SIMULATED_CRUST, known === "S" ? "S" : "P");
  const trace = (distanceKm: number, depthKm: number, elevationKm: number) =>
    traceRays(layers, { phase: known, sourceKm: depthKm, stationKm: -elevationKm })(distanceKm);
  return {
    phase,
    largestDepthKm: 40,
    largestDistanceKm: 1000,
    secondsAt: (distanceKm, depthKm, elevationKm = 0) =>
      trace(distanceKm, depthKm, elevationKm).seconds,
    slopesAt: (distanceKm, depthKm, elevationKm = 0) => trace(distanceKm, depthKm, elevationKm),
  };
}
