import {
  type Covariate,
  DAY_MS,
  resolveForecastConfiguration,
} from "../../../../engine/domain/mod.ts";
import {
  makePool,
  type MakePoolOptions,
  type OpenMember,
  openMember,
  type PointProcessName,
  type PoolModel,
  savePointModel,
  saveTrainedModel,
  startBackend,
  startKernels,
  trainOnSource,
  trainPointProcess,
} from "../../../../engine/forecasting/mod.ts";
import {
  type CatalogueSource,
  openCatalogueSource,
  readEventTable,
} from "../../../../engine/sources/mod.ts";
import { pointCatalogueCsv } from "../point_catalogue.ts";

/** Days of the simulated catalogue, in which aftershocks follow about one event a day. */
const DAYS = 360;

/** The catalogue, once. */
const CSV = pointCatalogueCsv(DAYS);

/** The catalogue as a source, anew for each reader. */
export function catalogueSource(): CatalogueSource {
  return { name: "simulated", stream: new Blob([CSV]).stream() };
}

/** A daily series beside the catalogue. */
export function strainSeries(): Covariate {
  const firstMs = Date.parse(CSV.split("\n")[1].split(",")[0]);
  const timeMs = Float64Array.from({ length: DAYS }, (_, day) => firstMs + day * DAY_MS);
  return { name: "strain", timeMs, values: timeMs.map((_, day) => Math.sin(day)) };
}

/** Trains a small network in a folder and opens it as a member. */
export async function networkMember(
  folder: string,
  name: string,
  { covariates = [], ...options }: Record<string, unknown> & { covariates?: Covariate[] } = {},
): Promise<OpenMember> {
  await startBackend({ threads: 1 });
  const configuration = resolveForecastConfiguration({
    ...{ model: "dense", task: "rate", units: [4], window: 6, epochs: 3, horizon: "1d" },
    ...{ minMagnitude: 3, completeness: 3, ...options },
  });
  const model = await trainOnSource({ source: catalogueSource(), covariates }, {
    ...{ configuration, name },
  });
  await saveTrainedModel(model, `${folder}/${name}`);
  return { ...await openMember(`${folder}/${name}`), path: `../${name}` };
}

/** Trains a point process in a folder and opens it as a member. */
export async function processMember(
  folder: string,
  process: PointProcessName,
  options: { mc?: number; polygon?: readonly (readonly [number, number])[] } = {},
): Promise<OpenMember> {
  const file = `${folder}/${process}.csv`;
  await Deno.writeTextFile(file, CSV);
  const { table } = await readEventTable(await openCatalogueSource(file));
  const model = await trainPointProcess(table, {
    ...{ process, name: process, versions: {}, kernels: await startKernels({ threads: 1 }) },
    ...{ consistencyWindows: 0, calibrationWindows: 0, ...options },
  });
  await savePointModel(model, `${folder}/${process}`);
  return { ...await openMember(`${folder}/${process}`), path: `../${process}` };
}

/** Makes a pool of members. */
export async function poolOf(
  members: readonly OpenMember[],
  { covariates = [], ...options }: Partial<MakePoolOptions> & { covariates?: Covariate[] } = {},
): Promise<PoolModel> {
  const kernels = await startKernels({ threads: 1 });
  const { name = "pool", ...others } = options;
  return await makePool(members, { source: catalogueSource(), covariates }, {
    ...{ name, versions: {}, kernels, windows: 30, ...others },
  });
}
