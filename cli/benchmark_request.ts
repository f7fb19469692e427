import {
  ConfigurationError,
  nearestWord,
  type OptionValues,
  type Polygon,
} from "../engine/domain/mod.ts";
import type { PointProcessBenchmarkOptions, PointProcessName } from "../engine/forecasting/mod.ts";
import type { BENCHMARK_FLAGS } from "./benchmark_flags.ts";
import { readEtasParametersFile } from "./etas_parameters_file.ts";
import { readPolygonFile } from "./polygon_file.ts";
import { readTimeFlag } from "./time_flag.ts";

/** Values of BENCHMARK_FLAGS. */
export type BenchmarkValues = OptionValues<typeof BENCHMARK_FLAGS>;

/**
 * Puts the values of BENCHMARK_FLAGS together as the engine takes them.
 *
 * Throws ConfigurationError for an unknown model or a date that is none, InputError and
 * EnvironmentError for files that cannot be read.
 */
export async function benchmarkOptionsOf(
  values: BenchmarkValues,
): Promise<Omit<PointProcessBenchmarkOptions, "kernels" | "onProgress">> {
  const { datasetNameOf } = await import("../engine/forecasting/mod.ts");
  const dataset = values.dataset ?? datasetNameOf(values.catalogue);
  const time = (
    key: "auxiliaryStart" | "trainStart" | "validationStart" | "testStart" | "testEnd",
  ) => values[key] === undefined ? undefined : readTimeFlag(values[key], key);
  return {
    dataset,
    models: await modelsOf(values.model),
    etas: await readEtasParametersFile(values.etasParameters, dataset),
    auxiliaryStartMs: time("auxiliaryStart"),
    trainingStartMs: time("trainStart"),
    validationStartMs: time("validationStart"),
    testStartMs: time("testStart"),
    testEndMs: time("testEnd"),
    mc: values.mc,
    magnitudeStep: values.magnitudeStep,
    referenceRounding: values.referenceRounding,
    areaKm2: values.areaKm2,
    polygon: await readPolygon(values.polygon),
    isFinal: values.final,
    seed: values.seed,
    seeds: values.seeds,
  };
}

async function modelsOf(names: readonly string[]): Promise<PointProcessName[]> {
  const { POINT_PROCESSES } = await import("../engine/forecasting/mod.ts");
  const known = Object.keys(POINT_PROCESSES);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined) return [...new Set(names)] as PointProcessName[];
  throw new ConfigurationError(
    `Cannot score "${unknown}"; there are ${known.join(", ")}.`,
    "model",
    nearestWord(unknown, known),
  );
}

async function readPolygon(path: string | undefined): Promise<Polygon | undefined> {
  if (path === undefined) return undefined;
  const corners = await readPolygonFile(path);
  return Array.from({ length: corners.length / 2 }, (_, i) => [corners[2 * i], corners[2 * i + 1]]);
}
