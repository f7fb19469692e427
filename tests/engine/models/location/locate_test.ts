import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { InsufficientDataError, type Pick } from "../../../../engine/domain/mod.ts";
import { geodesicBetween, geodesicEnd, RandomStream } from "../../../../engine/mathematics/mod.ts";
import {
  learnStationDelays,
  LOCATION_DEFAULTS,
  openLocator,
  timesOfPhases,
} from "../../../../engine/models/mod.ts";
import {
  ellipsoidCoverage,
  SIMULATED_CRUST,
  simulatedNetwork,
} from "../../../../bench/simulated_locations.ts";

const CENTRE = { latitude: 61, longitude: 179.9 }; // beside the antimeridian
const STATIONS = simulatedNetwork(new RandomStream(3), {
  centre: CENTRE,
  stations: 12,
  radiusKm: 70,
});
const TIMES = timesOfPhases(SIMULATED_CRUST);
const TRUTH = { ...geodesicEnd(CENTRE, { distanceKm: 12, azimuthDegrees: 70 }), depthKm: 9.3 };
const START_MS = Date.UTC(2026, 0, 31, 23, 59, 58);

/** Picks of an event, late by what `lateSeconds` says. */
function picksOf(
  truth: typeof TRUTH,
  lateSeconds: (station: string, phase: string) => number = () => 0,
): Pick[] {
  return STATIONS.flatMap((station) =>
    ["P", "S"].map((phase) => {
      const { distanceKm } = geodesicBetween(truth, station)!;
      const { depthKm } = truth;
      const seconds = TIMES(phase)!.secondsAt(distanceKm, depthKm, station.elevationM / 1000);
      return {
        id: `${station.station}.${phase}`,
        code: { network: station.network, station: station.station, location: "", channel: "" },
        phase,
        timeMs: START_MS + 1000 * (seconds + lateSeconds(station.station, phase)),
      };
    })
  );
}

const LOCATOR = openLocator({ stations: STATIONS, model: SIMULATED_CRUST });

Deno.test("an event without errors is found where it was, across the antimeridian", () => {
  const origin = LOCATOR.locate(picksOf(TRUTH), "event");
  assert(geodesicBetween(origin, TRUTH)!.distanceKm < 0.01);
  assertAlmostEquals(origin.depthKm, TRUTH.depthKm, 0.02);
  assertAlmostEquals(origin.timeMs, START_MS, 5);
  assert(origin.rootMeanSquareSeconds! < 1e-3);
  assertEquals(origin.arrivals.length, 24);
  assertEquals(origin.remarks, []);
  const [long, middle, short] = origin.ellipsoid!.halfAxesKm;
  assert(long >= middle && middle >= short && short > 0 && long < 5);
});

Deno.test("gross errors of 23 s lose their weight and move nothing", () => {
  const wrong = new Set(["S1.P", "S4.P", "S7.S"]);
  const late = (station: string, phase: string) => wrong.has(`${station}.${phase}`) ? 23 : 0;
  const origin = LOCATOR.locate(picksOf(TRUTH, late));
  assert(geodesicBetween(origin, TRUTH)!.distanceKm < 0.05);
  for (const { pickId, weight, residualSeconds } of origin.arrivals) {
    if (wrong.has(pickId)) assert(weight < 1e-6 && Math.abs(residualSeconds - 23) < 0.1);
    else assert(weight > 0.9);
  }
  assertEquals(origin.remarks, ["3 of 24 arrivals count as outliers"]);
});

Deno.test("same picks, same origin, whatever was located before", () => {
  const noisy = picksOf(
    TRUTH,
    (station, phase) => 0.1 * Math.sin(7 * station.length + phase.length),
  );
  const first = LOCATOR.locate(noisy);
  LOCATOR.locate(picksOf({ ...TRUTH, depthKm: 20 }));
  assertEquals(LOCATOR.locate(noisy), first);
  const fresh = openLocator({ stations: STATIONS, model: SIMULATED_CRUST });
  assertEquals(fresh.locate(noisy), first);
});

Deno.test("too few picks or stations are refused, unknown stations and phases told", () => {
  const picks = picksOf(TRUTH);
  assertThrows(() => LOCATOR.locate(picks.slice(0, 3)), InsufficientDataError, "need at least 4");
  assertThrows(() => LOCATOR.locate(picks.slice(0, 4)), InsufficientDataError, "2 stations");
  const other = { ...picks[0], id: "x", code: { ...picks[0].code, station: "NONE" } };
  const core = { ...picks[0], id: "y", phase: "PKP" };
  const { remarks } = LOCATOR.locate([...picks, other, core]);
  assertEquals(remarks, [
    "left out, as their coordinates are unknown: SY.NONE",
    "left out, as phases unknown here: PKP",
  ]);
});

Deno.test("stations on one side only, and far ones, are told", () => {
  const far = { ...geodesicEnd(CENTRE, { distanceKm: 160, azimuthDegrees: 90 }), depthKm: 4 };
  const { remarks, azimuthalGapDegrees, depthErrorKm } = LOCATOR.locate(picksOf(far));
  assert(azimuthalGapDegrees! > 180);
  assert(remarks!.some((remark) => remark.includes("gap")), `${remarks}`);
  assert(remarks!.some((remark) => remark.startsWith("depth is")), `${depthErrorKm} ${remarks}`);
});

Deno.test("delays of stations are learned and make other events right", () => {
  const random = new RandomStream(11);
  const delay = new Map(STATIONS.map(({ station }) => [station, 0.3 * random.normal()]));
  const late = (station: string, phase: string) =>
    (phase === "S" ? 1.7 : 1) * delay.get(station)! + 0.02 * random.normal();
  const events = Array.from({ length: 24 }, () => {
    const truth = {
      ...geodesicEnd(CENTRE, {
        distanceKm: 25 * random.uniform(),
        azimuthDegrees: 360 * random.uniform(),
      }),
      depthKm: 6 + 6 * random.uniform(),
    };
    return { picks: picksOf(truth, late), hypocentre: truth };
  });
  const [learning, testing] = [events.slice(0, 18), events.slice(18)];
  const setting = { stations: STATIONS, model: SIMULATED_CRUST, options: { samples: 0 } };
  const delays = learnStationDelays(learning, setting);
  // What hypocentres and origin times of all events take up in common remains free.
  const differences = STATIONS.map(({ station }) =>
    delays[`SY.${station}`].P - delay.get(station)!
  );
  assert(Math.max(...differences) - Math.min(...differences) < 0.2, `${differences}`);
  const errorsWith = (chosen?: typeof delays) => {
    const locator = openLocator({ ...setting, ...(chosen && { delays: chosen }) });
    return testing.reduce(
      (sum, { picks, hypocentre }) =>
        sum + geodesicBetween(locator.locate(picks), hypocentre)!.distanceKm,
      0,
    );
  };
  assert(errorsWith(delays) < 0.3 * errorsWith());
  assertThrows(() => learnStationDelays(learning.slice(0, 4), setting), InsufficientDataError);
});

Deno.test("68 % ellipsoids hold the truth about as often as they say", () => {
  const share = ellipsoidCoverage({
    stations: STATIONS,
    model: SIMULATED_CRUST,
    drawHypocentre: () => TRUTH,
    statedSeconds: 0.1,
    noiseSeconds: () => 0.1,
    modelError: { modelErrorSeconds: 0, modelErrorShare: 0 },
    grossShare: 0.03,
  }, { runs: 60, random: new RandomStream(2) });
  // Three standard deviations of 60 trials.
  assert(share > 0.5 && share < 0.86, `${share}`);
});

Deno.test("defaults cannot be changed from outside", () => {
  assertThrows(() => Object.assign(LOCATION_DEFAULTS, { samples: 1 }), TypeError);
});

/** Four stations of which the second stands opposite the first on the Earth, and their picks of P. */
function oppositeStations() {
  const stations = [[0, 0], [0, 180], [0.1, 0], [0, 0.1]].map(([latitude, longitude], i) => ({
    ...{ network: "XX", station: `A${i}`, siteName: "", latitude, longitude, elevationM: 0 },
    channels: [],
  }));
  const picks = stations.map(({ network, station }, i) => ({
    ...{ id: station, phase: "P", timeMs: START_MS + [0, 5000, 1900, 1900][i] },
    code: { network, station, location: "", channel: "" },
  }));
  return { stations, picks };
}

Deno.test("stations on opposite sides of the Earth do not make the search endless", () => {
  const { stations, picks } = oppositeStations();
  const origin = openLocator({ stations, model: SIMULATED_CRUST }).locate(picks);
  const reached = origin.arrivals.filter(({ weight }) => weight > 0);
  assert(Number.isFinite(origin.latitude) && reached.length > 0);
});

Deno.test("where a phase does not arrive it has no residual, and no delay is learned", () => {
  const { stations, picks } = oppositeStations();
  const setting = { stations, model: SIMULATED_CRUST };
  const hypocentre = { latitude: 0.02, longitude: 0.02, depthKm: 5 };
  const { arrivals } = openLocator(setting).misfitAt(picks, hypocentre);
  const far = arrivals.find(({ pickId }) => pickId === "A1")!;
  assertEquals([far.residualSeconds, far.weight], [NaN, 0]);
  const delays = learnStationDelays(new Array(5).fill({ picks, hypocentre }), setting);
  assertEquals(Object.keys(delays).sort(), ["XX.A0", "XX.A2", "XX.A3"]);
});
