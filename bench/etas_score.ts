import { assertAlmostEquals } from "@std/assert";
import type { RunningKernels } from "../engine/backend/mod.ts";
import type { PointEvents } from "../engine/domain/mod.ts";
import { scoreEtas } from "../engine/models/mod.ts";
import type { Bench, BenchCase } from "./bench_definition.ts";
import { BENCH_ETAS, drawEtasCatalogue } from "./etas_fixture.ts";
import { openOurKernels } from "./open_our_kernels.ts";
import { plainEtas, type PlainEtasTask } from "./plain_etas.ts";

const SIZES = [8_000, 2_000] as const;
const AREA_KM2 = 370_000;

/** Scoring the last quarter of a catalogue by ETAS, each event seen from all before it. */
export const bench: Bench = {
  about: "score ETAS on the last quarter of a simulated catalogue, all pairs; plain loop beside it",
  targets: [{ than: "plain_typescript", times: 4 }],
  async *cases({ quick }): AsyncIterable<BenchCase> {
    for (const size of SIZES) yield await caseOf(quick ? size / 10 : size);
  },
};

async function caseOf(size: number): Promise<BenchCase> {
  const [one, two] = [await openOurKernels(1), await openOurKernels(2)];
  if (typeof one === "string") throw new RangeError(`Cannot run kernels: ${one}`);
  const events = drawEtasCatalogue({ size, seed: 1 });
  const from = Math.round(0.75 * size);
  const span = {
    ...{ from, to: size },
    startMs: events.timeMs[from - 1] + 1,
    endMs: events.timeMs[size - 1] + 1,
  };
  const task = { parameters: BENCH_ETAS, mc: 2.5, areaKm2: AREA_KM2, span };
  return {
    name: `${size} events, a quarter of them scored`,
    ours: () => ours(events, task, one),
    oursTwo: typeof two === "string" ? two : () => ours(events, task, two),
    peers: { plain_typescript: () => plainEtas(events, task) },
    check: () => holdSame(ours(events, task, one), plainEtas(events, task)),
    work: { amount: (size - from) * (size + from) / 2, unit: "pairs" },
    facts: () => ({ kernels: one.build }),
    options: { rounds: 9 },
    close: async () => {
      if (typeof two !== "string") await two.stop();
    },
  };
}

interface Score {
  logRates: number;
  logRatesHere: number;
  expected: number;
}

function ours(events: PointEvents, task: PlainEtasTask, kernels: RunningKernels): Score {
  const { logRate, logDensity, expected, expectedAfter } = scoreEtas(events, { ...task, kernels });
  const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);
  const logRates = sum(logRate);
  return {
    logRates,
    logRatesHere: logRates + sum(logDensity),
    expected: sum(expected) + expectedAfter,
  };
}

function holdSame(actual: Score, plain: Score): void {
  for (const key of ["logRates", "logRatesHere", "expected"] as const) {
    assertAlmostEquals(actual[key], plain[key], 1e-9 * Math.max(1, Math.abs(plain[key])));
  }
}
