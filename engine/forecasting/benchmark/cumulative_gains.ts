import { likelihoodPerEvent } from "../../evaluation/mod.ts";
import type { PointProcessBenchmark } from "./benchmark_point_processes.ts";
import type { PointProcessName } from "./list_of_point_processes.ts";

/** Gain of each model over the first, summed up to and including each event, nats. [event] */
export function cumulativeGains(
  { scores, terms }: PointProcessBenchmark,
): { name: PointProcessName; gain: Float64Array }[] {
  const names = Object.keys(scores) as PointProcessName[];
  const likelihoods = names.map((name) => likelihoodPerEvent(terms[name]!));
  return names.map((name, k) => {
    let sum = 0;
    const gain = likelihoods[k].map((value, event) => sum += value - likelihoods[0][event]);
    return { name, gain };
  });
}
