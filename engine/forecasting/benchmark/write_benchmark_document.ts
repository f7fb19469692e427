import type {
  InformationGain,
  PointProcessGain,
  PointProcessScores,
} from "../../evaluation/mod.ts";
import type { PointProcessBenchmark } from "./benchmark_point_processes.ts";
import { cumulativeGains } from "./cumulative_gains.ts";
import type { PointProcessName } from "./list_of_point_processes.ts";

/** A benchmark as JSON: names in snake case, as EarthquakeNPP has them; nats per event. */
export function writeBenchmarkDocument(
  benchmark: PointProcessBenchmark,
  { series = false }: { series?: boolean } = {},
): Record<string, unknown> {
  const { dataset, part, data, span, areaKm2, areaFrom, polygon, scores, notes } = benchmark;
  const { isDated } = data.events;
  const names = Object.keys(scores) as PointProcessName[];
  const show = (ms: number) => isDated ? new Date(ms).toISOString() : ms / 86_400_000;
  return {
    dataset,
    part,
    n_test: span.to - span.from,
    n_history: span.from,
    settings: {
      mc: data.mc,
      area_km2: areaKm2,
      area_from: areaFrom,
      polygon: polygon ?? null,
      history_start: show(data.startMs),
      training_start: show(data.trainingStartMs),
      window_start: show(span.startMs),
      window_end: show(span.endMs),
      test_start: show(data.test.startMs),
      test_end: show(data.test.endMs),
      times: isDated ? "UTC" : "days since the first event",
      places: data.events.places.kind === "plane" ? "x north and y east, km" : "degrees",
    },
    repairs: {
      out_of_order: data.repairs.outOfOrder,
      below_completeness: data.repairs.belowCompleteness,
      outside_region: data.repairs.outsideRegion,
      outside_time: data.repairs.outsideTime,
      simultaneous: data.repairs.simultaneous,
    },
    models: Object.fromEntries(
      names.map((name) => [name, { ...writeScores(scores[name]!), ...notes[name] }]),
    ),
    information_gain: writeGains(benchmark, names),
    ...(series ? { series: writeSeries(benchmark) } : {}),
  };
}

function writeScores({ tll, sll, nll, tllExact, nllExact }: PointProcessScores) {
  return { tll, sll, nll, tll_exact: tllExact, nll_exact: nllExact };
}

function writeGains(
  { gains, gainsBetween }: PointProcessBenchmark,
  names: readonly PointProcessName[],
): Record<string, unknown> {
  const interval = ({ nats, low, high }: InformationGain) => ({ nats, low, high });
  const write = ({ time, space, total }: PointProcessGain) => ({
    time: interval(time),
    space: interval(space),
    total: interval(total),
    block_length: total.blockLength,
  });
  return Object.fromEntries(
    names.filter((name) => gains[name] !== undefined).map((name) => [name, {
      over: names[0],
      ...write(gains[name]!),
      also: Object.entries(gainsBetween[name] ?? {})
        .map(([over, gain]) => ({ over, ...write(gain) })),
    }]),
  );
}

/** Every event's time and log-likelihoods, and the gain over the first model summed up to it. */
function writeSeries(benchmark: PointProcessBenchmark): Record<string, unknown> {
  const { data, span, terms } = benchmark;
  return {
    time_ms: [...data.events.timeMs.subarray(span.from, span.to)],
    ...Object.fromEntries(
      cumulativeGains(benchmark).map(({ name, gain }) => {
        const { logRate, logDensity, expected } = terms[name]!;
        return [name, {
          log_rate: [...logRate],
          log_density: [...logDensity],
          expected: [...expected],
          cumulative_gain: [...gain],
        }];
      }),
    ),
  };
}
