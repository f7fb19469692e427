import type { Bench, BenchCase, OutsidePeers } from "./bench_definition.ts";
import type { BenchResult, CaseResult } from "./bench_result.ts";
import { describeCommit, describeMachine } from "./describe_machine.ts";
import { measure, type Timing } from "./measure.ts";
import { measureCores } from "./measure_cores.ts";
import { measureOutside } from "./measure_outside.ts";
import { judgeTargets } from "./judge_targets.ts";

/** A bench that is only to be seen to work: its times mean nothing. */
const QUICK = { rounds: 2, warmUpMs: 0, leastRoundMs: 0 } as const;

/** How a bench is run. */
export interface RunBenchOptions {
  /** Told of each case before it begins. */
  report: (message: string) => void;
  /**
   * Two rounds without warming up, without rivals that have a program of their own; what the cores
   * gain is measured beside the first case alone.
   */
  quick?: boolean;
}

/** Runs all cases of a bench. */
export async function runBench(
  name: string,
  bench: Bench,
  { report, quick = false }: RunBenchOptions,
): Promise<BenchResult> {
  const machine = describeMachine();
  const commit = await describeCommit();
  const cases: CaseResult[] = [];
  for await (const benchCase of bench.cases({ quick })) {
    report(`${name}: ${benchCase.name}`);
    try {
      const seesCores = !quick || cases.length === 0;
      cases.push(await runCase(benchCase, { quick, seesCores }));
    } finally {
      await benchCase.close?.();
    }
  }
  if (cases.length === 0) throw new RangeError(`Cannot run bench "${name}": it has no cases`);
  const targets = judgeTargets(bench.targets ?? [], cases[0]);
  return { name, about: bench.about, ...cases[0], targets, cases, machine, commit };
}

async function runCase(
  benchCase: BenchCase,
  { quick, seesCores }: { quick: boolean; seesCores: boolean },
): Promise<CaseResult> {
  await benchCase.check?.();
  const { ours, oursTwo, outside, work } = benchCase;
  const options = quick ? QUICK : benchCase.options;
  const rivals = Object.keys(benchCase.peers);
  const runs = [ours, ...Object.values(benchCase.peers)];
  if (typeof oursTwo === "function") runs.push(oursTwo);
  let timings: Timing[] = [];
  const rounds = async () => void (timings = await measure(runs, options));
  const hasTwo = typeof oursTwo === "function";
  const before = hasTwo && seesCores ? await measureCores() : undefined;
  const found = await measureOutside(quick && outside ? leaveOut(outside) : outside, rounds);
  const [first, ...others] = timings;
  const each = <Value>(pick: (timing: Timing) => Value) =>
    Object.fromEntries(rivals.map((rival, index) => [rival, pick(others[index])]));
  const two = typeof oursTwo === "function" ? others[rivals.length] : undefined;
  const absent = { ...benchCase.absent, ...found.absent };
  if (typeof oursTwo === "string") absent.ours_2_threads = oursTwo;
  const missing = Object.keys(absent).filter((rival) => rival !== "ours_2_threads");
  const peers: CaseResult["peers"] = { ...each((timing) => timing.medianMs), ...found.medians };
  for (const rival of missing) peers[rival] = null;
  const cores = before ? { twoCoresGain: [before, await measureCores()] } : {};
  const facts = { ...found.facts, ...cores, ...await benchCase.facts?.() };
  return {
    case: benchCase.name,
    ours_ms: first.medianMs,
    ours_quartiles_ms: first.quartilesMs,
    ...(oursTwo !== undefined && describeTwo(two, first)),
    peers,
    peer_quartiles_ms: each((timing) => timing.quartilesMs),
    ratio: Object.fromEntries(
      Object.entries(peers).map(([rival, ms]) => [rival, ms === null ? null : ms / first.medianMs]),
    ),
    ...(Object.keys(absent).length > 0 && { absent }),
    rounds: first.rounds,
    ...(work && { rate: { value: 1_000 * work.amount / first.medianMs, unit: `${work.unit}/s` } }),
    ...(Object.keys(facts).length > 0 && { facts }),
  };
}

function leaveOut({ names }: OutsidePeers): OutsidePeers {
  return { names, measure: () => Promise.reject(new Error("left out by --quick")) };
}

function describeTwo(two: Timing | undefined, one: Timing): Partial<CaseResult> {
  if (two === undefined) return { ours_2_ms: null, ours_2_gain: null };
  return {
    ours_2_ms: two.medianMs,
    ours_2_quartiles_ms: two.quartilesMs,
    ours_2_gain: one.medianMs / two.medianMs,
  };
}
