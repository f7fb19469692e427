import { assert, assertEquals } from "@std/assert";
import { RandomStream } from "../../../../engine/mathematics/mod.ts";
import { VELOCITY_MODELS } from "../../../../engine/models/mod.ts";
import { fitPlaneWave } from "../../../../engine/monitoring/early_warning/fit_plane_wave.ts";
import { locateFirstPicks } from "../../../../engine/monitoring/early_warning/locate_first_picks.ts";
import { openWarningNetwork } from "../../../../engine/monitoring/early_warning/warning_network.ts";
import { drawScene } from "../../../../engine/monitoring/simulated/simulated_scene.ts";
import { SourceLikelihood } from "../../../../engine/monitoring/early_warning/source_likelihood.ts";
import { judgePlainly } from "./plain_source_search.ts";

const { stations } = drawScene({ seed: "locate" });
const network = openWarningNetwork(stations, VELOCITY_MODELS[0]);
const ZERO_MS = Date.UTC(2026, 0, 1);

/** Arrivals at all stations, the earliest first, of a source at 12 km depth. */
function arrivalsOf(eastKm: number, northKm: number, random: RandomStream) {
  return network.stations.map((station, index) => {
    const km = Math.hypot(station.eastKm - eastKm, station.northKm - northKm);
    const seconds = network.secondsAt("P", km, 2) + 0.1 * random.normal();
    return { station: index, timeMs: ZERO_MS + 1000 * seconds };
  }).sort((a, b) => a.timeMs - b.timeMs);
}

Deno.test("sources are found from two, four and ten picks, as well as is said", () => {
  const random = new RandomStream(3);
  const errors = new Map<number, number[]>([[2, []], [4, []], [10, []]]);
  let [inside, all] = [0, 0];
  for (let i = 0; i < 12; i++) {
    const [east, north] = [60 * random.uniform() - 30, 60 * random.uniform() - 30];
    const arrivals = arrivalsOf(east, north, random);
    for (const [count, list] of errors) {
      const untilMs = arrivals[count - 1].timeMs + 1500;
      const silent = arrivals.slice(count).filter(({ timeMs }) => timeMs > untilMs - 1000)
        .map(({ station }) => ({ station, untilMs }));
      const source = locateFirstPicks({ picks: arrivals.slice(0, count), silent }, network);
      const km = Math.hypot(source.eastKm - east, source.northKm - north);
      list.push(km);
      all++;
      if (km < 2.5 * source.horizontalSigmaKm) inside++;
    }
  }
  const medianOf = (list: number[]) => list.sort((a, b) => a - b)[list.length >> 1];
  assert(medianOf(errors.get(2)!) < 20);
  assert(medianOf(errors.get(4)!) < 5);
  assert(medianOf(errors.get(10)!) < 2);
  assert(inside / all > 0.85, `${inside} of ${all} within 2.5 standard deviations`);
});

Deno.test("one stray pick among eight does not move the source, even the first", () => {
  const random = new RandomStream(4);
  for (let i = 0; i < 8; i++) {
    const picks = arrivalsOf(5, -10, random).slice(0, 8);
    picks[i] = { station: picks[i].station, timeMs: picks[i].timeMs - 6000 };
    const source = locateFirstPicks({ picks, silent: [] }, network);
    assert(
      Math.hypot(source.eastKm - 5, source.northKm + 10) < 5,
      `stray ${i}: ${JSON.stringify(source)}`,
    );
  }
});

Deno.test("stations that have not seen P tell where the source is not", () => {
  const picks = arrivalsOf(40, 40, new RandomStream(5)).slice(0, 2);
  const picked = new Set(picks.map(({ station }) => station));
  const silent = network.stations.flatMap((_, station) =>
    picked.has(station) ? [] : [{ station, untilMs: picks[1].timeMs + 1500 }]
  );
  const without = locateFirstPicks({ picks, silent: [] }, network);
  const told = locateFirstPicks({ picks, silent }, network);
  assert(told.horizontalSigmaKm < without.horizontalSigmaKm);
  const deaf = { fromMs: -Infinity, toMs: Infinity };
  const unheard = silent.map((station) => ({ ...station, deaf }));
  assertEquals(locateFirstPicks({ picks, silent: unheard }, network), without);
});

Deno.test("a plane wave's slowness is found, and lines and pairs give none", () => {
  const slowness = 0.06;
  const arrivals = network.stations.slice(0, 6).map(({ eastKm, northKm }) => ({
    ...{ eastKm, northKm },
    timeMs: ZERO_MS + 1000 * slowness * (0.6 * eastKm + 0.8 * northKm),
  }));
  const plane = fitPlaneWave(arrivals)!;
  assert(Math.abs(plane.secondsPerKm - slowness) < 1e-7);
  assert(plane.misfitSeconds < 1e-6);
  assert(fitPlaneWave(arrivals.slice(0, 2)) === undefined);
  const line = [0, 1, 2].map((i) => ({ eastKm: i, northKm: 2 * i, timeMs: ZERO_MS }));
  assert(fitPlaneWave(line) === undefined);
});

Deno.test("each place is judged as the definition judges it, to the bit, in any order", () => {
  const random = new RandomStream("places");
  const { stations } = drawScene({ seed: "places", stations: 30 });
  const network = openWarningNetwork(stations, VELOCITY_MODELS[0]);
  for (let run = 0; run < 60; run++) {
    const order = Uint32Array.from({ length: 30 }, (_, i) => i);
    random.shuffle(order);
    const count = 1 + random.integer(9);
    const picks = [...order.slice(0, count)].map((station) => ({
      ...{ station, timeMs: Date.UTC(2026, 0, 1) + 1e4 * random.uniform() },
    }));
    const silent = [...order.slice(count, count + random.integer(20))].map((station, i) => {
      const [untilMs, fromMs, toMs] = [3e4, 1e4, 3e4].map((most) =>
        Date.UTC(2026, 0, 1) + most * random.uniform()
      );
      return { station, untilMs, ...(i % 2 === 0 && { deaf: { fromMs, toMs } }) };
    });
    const likelihood = new SourceLikelihood({ picks, silent }, network);
    for (let i = 0; i < 20; i++) {
      const place = { eastKm: 100 * random.normal(), northKm: 100 * random.normal() };
      const trial = i % 2 === 0
        ? { depths: [1, 3], gridSeconds: 0.44 }
        : { depths: [0, 1, 2, 3, 4], gridSeconds: 0 };
      const { logLikelihood, depthIndex, originSeconds } = likelihood.judge(place, trial);
      const plain = judgePlainly(place, { picks, silent, network, ...trial });
      assertEquals({ logLikelihood, depthIndex, originSeconds }, plain);
      assertEquals(likelihood.byDepth[depthIndex], logLikelihood);
    }
  }
});
