import { assertAlmostEquals, assertLessOrEqual } from "@std/assert";
import type { RunningKernels } from "../engine/backend/mod.ts";
import type { PointEvents } from "../engine/domain/mod.ts";
import { minimiseSmooth } from "../engine/mathematics/mod.ts";
import {
  ETAS_FIT_RANGES,
  ETAS_PARAMETER_NAMES,
  type EtasFit,
  type EtasParameters,
  fitEtas,
} from "../engine/models/mod.ts";
import type { Bench, BenchCase } from "./bench_definition.ts";
import { drawEtasCatalogue } from "./etas_fixture.ts";
import { openOurKernels } from "./open_our_kernels.ts";
import { plainEtas, type PlainEtasTask } from "./plain_etas.ts";

const SIZES = [1_200, 600] as const;
const QUICK_SIZE = 100;
const KEYS = Object.keys(ETAS_PARAMETER_NAMES) as (keyof EtasParameters)[];
const AREA_KM2 = 370_000;

/** What the plain search may find more, nats per event. */
const AGREEMENT = 1e-5;

type Task = Omit<PlainEtasTask, "parameters">;

/** A fit of ETAS, errors left aside. */
export const bench: Bench = {
  about:
    "fit ETAS to a simulated catalogue, all pairs; beside it a plain loop for a plain BFGS search",
  targets: [{ than: "plain_typescript", times: 8 }],
  async *cases({ quick }): AsyncIterable<BenchCase> {
    if (quick) yield await caseOf(QUICK_SIZE);
    else for (const size of SIZES) yield await caseOf(size);
  },
};

async function caseOf(size: number): Promise<BenchCase> {
  const [one, two] = [await openOurKernels(1), await openOurKernels(2)];
  if (typeof one === "string") throw new RangeError(`Cannot run kernels: ${one}`);
  const events = drawEtasCatalogue({ size, seed: 2 });
  const span = { from: 0, to: size, startMs: 0, endMs: events.timeMs[size - 1] + 1 };
  const task = { mc: 2.5, areaKm2: AREA_KM2, span };
  let evaluations = 0;
  return {
    name: `${size} events`,
    ours: () => ours(events, task, one),
    oursTwo: typeof two === "string" ? two : () => ours(events, task, two),
    peers: { plain_typescript: () => fitPlainly(events, task) },
    check: () => {
      const fast = ours(events, task, one);
      evaluations = fast.evaluations;
      const { logRatesHere, expected } = plainEtas(events, { ...task, ...fast });
      assertAlmostEquals(fast.logLikelihood, logRatesHere - expected, 1e-6);
      // The plain search may stop in a valley, but must not find more.
      assertLessOrEqual(-fast.logLikelihood / size, fitPlainly(events, task) + AGREEMENT);
    },
    work: { amount: 1, unit: "fits" },
    facts: () => ({ kernels: one.build, likelihoods: evaluations }),
    options: { rounds: 3, warmUpMs: 0 },
    close: async () => {
      if (typeof two !== "string") await two.stop();
    },
  };
}

function ours(events: PointEvents, task: Task, kernels: RunningKernels): EtasFit {
  return fitEtas(events, { ...task, kernels, withErrors: false });
}

/** The lowest nats per event by the plain likelihood, from the usual start. */
function fitPlainly(events: PointEvents, task: Task): number {
  const size = task.span.to - task.span.from;
  const objective = (point: readonly number[]) => {
    const parameters = Object.fromEntries(KEYS.map((key, k) => [key, point[k]])) as unknown;
    const { logRatesHere, expected, gradient } = plainEtas(events, {
      ...task,
      parameters: parameters as EtasParameters,
    });
    return {
      value: (expected - logRatesHere) / size,
      gradient: gradient.map((slope) => -slope / size),
    };
  };
  const bounds = (side: "lower" | "upper" | "start") =>
    KEYS.map((key) => ETAS_FIT_RANGES[key][side]);
  return minimiseSmooth(objective, bounds("start"), {
    lower: bounds("lower"),
    upper: bounds("upper"),
    longestStep: 0.5,
    flatness: 2e-6,
    leastGain: 1e-8,
  }).value;
}
