import type { SearchDimension, SearchPoint, Task } from "../../domain/mod.ts";

/** The part of a configuration that decides what can be searched. */
export interface SearchedModel {
  /** Network. */
  model: string;
  /** What is forecast. */
  task: Task;
}

/** Named lists of features; "all" are the task's own. */
export const FEATURE_SETS: Readonly<Record<Task, Readonly<Record<string, readonly string[]>>>> = {
  rate: binSets(),
  alarm: binSets(),
  magnitude: {
    all: [],
    magnitudes: ["magnitude", "log10_inter_event_days"],
    rates: ["log10_inter_event_days", "log_rate_30d"],
  },
  map: {
    all: [],
    short: ["log_rate_3d", "log_rate_30d"],
    long: ["log_rate_365d", "log_rate_3650d"],
  },
};

/**
 * What is searched for a network and a task, in an order in which conditions come after what they ask
 * for. Ranges are around the defaults of FORECAST_OPTIONS; lengths, rates and penalties count in factors.
 */
export function searchSpaceOf({ model, task }: SearchedModel): SearchDimension[] {
  return [
    ...structureOf(model),
    windowOf(task),
    { name: "features", kind: "choice", choices: Object.keys(FEATURE_SETS[task]) },
    { name: "dropout", kind: "real", low: 0, high: 0.5, log: false },
    { name: "learning-rate", kind: "real", low: 1e-4, high: 5e-3, log: true },
    { name: "batch", kind: "choice", choices: [32, 64, 128] },
    { name: "l2", kind: "real", low: 1e-6, high: 1e-2, log: true },
  ];
}

/** Whether a dimension is asked at a point whose earlier dimensions are known. */
export function isAsked({ when }: SearchDimension, point: SearchPoint): boolean {
  return when === undefined || when.among.includes(point[when.name]);
}

function structureOf(model: string): SearchDimension[] {
  const layers: SearchDimension = { name: "layers", kind: "choice", choices: [1, 2] };
  const sizes = (noun: string, low: number, high: number): SearchDimension[] => [
    { name: `${noun}-1`, kind: "integer", low, high, log: true },
    {
      ...{ name: `${noun}-2`, kind: "integer", low, high, log: true },
      when: { name: "layers", among: [2] },
    },
  ];
  const dense: SearchDimension = { name: "dense-units", kind: "choice", choices: [0, 8, 16, 32] };
  if (model !== "cnn") {
    return [layers, ...sizes("units", 8, 64), ...(model === "dense" ? [] : [dense])];
  }
  const kernel: SearchDimension = { name: "kernel-size", kind: "choice", choices: [2, 3, 5, 7] };
  return [layers, ...sizes("filters", 8, 64), kernel, dense];
}

function windowOf(task: Task): SearchDimension {
  const [low, high] = task === "map" ? [4, 16] : task === "magnitude" ? [5, 50] : [7, 90];
  return { name: "window", kind: "integer", low, high, log: true };
}

function binSets(): Readonly<Record<string, readonly string[]>> {
  const rates = ["log_rate_3d", "log_rate_10d", "log_rate_30d", "log_rate_100d", "log_rate_365d"];
  return {
    all: [],
    rates,
    "rates-and-target": [...rates, "log10_days_since_target", "log_target_count"],
    counts: ["log_count", "log_target_count", "maximum_magnitude", "log10_seismic_moment"],
  };
}
