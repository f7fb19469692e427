import { assertLessOrEqual } from "@std/assert";
import type { PointEvents } from "../engine/domain/mod.ts";
import { RandomStream, taperedOmoriIntegral } from "../engine/mathematics/mod.ts";
import { simulateEtas, type SimulateEtasOptions } from "../engine/models/mod.ts";
import type { Bench, BenchCase } from "./bench_definition.ts";
import { drawEtasCatalogue, etasScene } from "./etas_fixture.ts";

const SIZES = [20_000, 2_000] as const;
const CATALOGUES = 200;
const DAY_MS = 86_400_000;

/** Catalogues of the day after a history. */
export const bench: Bench = {
  about:
    `${CATALOGUES} catalogues of the day after a history; beside it each event's own Poisson number`,
  targets: [{ than: "plain_typescript", times: 5 }],
  *cases({ quick }): Iterable<BenchCase> {
    for (const size of SIZES) {
      yield quick ? caseOf(size / 20, CATALOGUES / 2) : caseOf(size, CATALOGUES);
    }
  },
};

function caseOf(size: number, catalogues: number): BenchCase {
  const history = drawEtasCatalogue({ size, seed: 3 });
  const scene = etasScene({ days: 1, seed: 4, history, startMs: history.timeMs[size - 1] + 1 });
  return {
    name: `${catalogues} catalogues after ${size} events`,
    ours: () => countOurs(scene, catalogues),
    peers: { plain_typescript: () => countPlainly(scene, catalogues) },
    check: () => holdSame(scene, catalogues),
    work: { amount: catalogues, unit: "catalogues" },
    options: { rounds: 7, warmUpMs: 0 },
  };
}

/** Number of events of each catalogue. */
function countOurs(scene: SimulateEtasOptions, catalogues: number): number[] {
  const simulator = simulateEtas(scene);
  return Array.from({ length: catalogues }, (_, index) => simulator.draw(index).size);
}

interface PlainEvent {
  day: number;
  magnitude: number;
  east: number;
  north: number;
}

/**
 * The same in the plainest way: every event of the history, then every new one, draws its Poisson
 * number of aftershocks, their times by bisection of the integral.
 */
function countPlainly(scene: SimulateEtasOptions, catalogues: number): number[] {
  const { parameters: p, areaKm2 } = scene;
  const past = pastOf(scene.history!, scene.startMs);
  const random = new RandomStream(scene.seed);
  return Array.from({ length: catalogues }, (_, index) => {
    const stream = random.fork(`plain ${index}`);
    const events: PlainEvent[] = [];
    const background = stream.poisson(10 ** p.log10Mu * areaKm2);
    for (let i = 0; i < background; i++) {
      const [east, north] = scene.drawPlace(stream);
      events.push({ day: stream.uniform(), magnitude: drawMagnitude(scene, stream), east, north });
    }
    for (const parent of past) addChildren(events, { parent, scene, stream });
    for (let i = 0; i < events.length; i++) {
      addChildren(events, { parent: events[i], scene, stream });
    }
    return events.length;
  });
}

function pastOf({ timeMs, magnitude, places }: PointEvents, startMs: number): PlainEvent[] {
  if (places.kind !== "geographic") throw new TypeError("Simulated on the globe.");
  return Array.from(timeMs, (time, i) => ({
    ...{ day: (time - startMs) / DAY_MS, magnitude: magnitude[i] },
    ...{ east: places.longitude[i], north: places.latitude[i] },
  }));
}

function addChildren(
  events: PlainEvent[],
  { parent, scene, stream }: {
    parent: PlainEvent;
    scene: SimulateEtasOptions;
    stream: RandomStream;
  },
): void {
  const { parameters: p, mc } = scene;
  const law = { cDays: 10 ** p.log10C, omega: p.omega, tauDays: 10 ** p.log10Tau };
  const excess = parent.magnitude - mc;
  const spread = 10 ** p.log10D * Math.exp(p.gamma * excess);
  const [from, to] = [Math.max(0, -parent.day), 1 - parent.day];
  const whole = taperedOmoriIntegral(law, { from, to });
  const strength = 10 ** p.log10K0 * Math.exp(p.a * excess) * Math.PI / (p.rho * spread ** p.rho);
  const count = stream.poisson(strength * whole);
  for (let child = 0; child < count; child++) {
    const part = whole * stream.uniform();
    let [early, late] = [from, to];
    while (late - early > 1e-9 * (1 + early)) {
      const middle = (early + late) / 2;
      if (taperedOmoriIntegral(law, { from, to: middle }) < part) early = middle;
      else late = middle;
    }
    const km = Math.sqrt(spread * (stream.uniform() ** (-1 / p.rho) - 1));
    const angle = 2 * Math.PI * stream.uniform();
    events.push({
      day: parent.day + early,
      magnitude: drawMagnitude(scene, stream),
      east: parent.east + km * Math.sin(angle) / 111 / Math.cos(parent.north * Math.PI / 180),
      north: parent.north + km * Math.cos(angle) / 111,
    });
  }
}

function drawMagnitude(
  { mc, beta, maximumMagnitude = 9.5 }: SimulateEtasOptions,
  stream: RandomStream,
): number {
  const floor = mc - 0.05;
  const share = 1 - Math.exp(-beta * (maximumMagnitude - floor));
  return Math.round(10 * (floor - Math.log(1 - stream.uniform() * share) / beta)) / 10;
}

/** Both ways give the same mean number, within four standard errors. */
function holdSame(scene: SimulateEtasOptions, catalogues: number): void {
  const [ours, plain] = [countOurs(scene, catalogues), countPlainly(scene, catalogues)].map(
    momentsOf,
  );
  const error = Math.sqrt((ours.variance + plain.variance) / catalogues);
  assertLessOrEqual(Math.abs(ours.mean - plain.mean), 4 * error, `${ours.mean}, ${plain.mean}`);
}

function momentsOf(counts: readonly number[]): { mean: number; variance: number } {
  const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  const squares = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0);
  return { mean, variance: squares / (counts.length - 1) };
}
