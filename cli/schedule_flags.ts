import {
  ConfigurationError,
  type ForecastNotice,
  type OptionValues,
  type Polygon,
} from "../engine/domain/mod.ts";
import type { ForecastScheduleOptions, ScheduledModel } from "../engine/forecasting/mod.ts";
import { type Flag, integerFlag, numberFlag, requiredTextFlag } from "./verb.ts";

const WHAT = "What:";
const WHEN = "When:";

const duration = (about: string): Flag<string | undefined> => ({
  ...{ kind: "duration", default: undefined, about, placeholder: "DURATION", group: WHEN },
});

/** What a schedule of forecasts is told by. */
export const SCHEDULE_FLAGS = {
  model: requiredTextFlag('folder of a point process, or "simple" for the formula', {
    ...{ placeholder: "FOLDER", group: WHAT },
  }),
  against: {
    ...{ kind: "names", default: [], placeholder: "FOLDER", repeatable: true, group: WHAT },
    about:
      "point process to measure it against too, as ETAS for a network; may be given several times",
  } as Flag<readonly string[]>,
  box: {
    ...{ kind: "numbers", default: [] as number[], group: WHAT },
    ...{ about: "region in degrees; that of the model unless given" },
    placeholder: "WEST,SOUTH,EAST,NORTH",
  } as Flag<number[]>,
  minMagnitude: numberFlag("smallest magnitude that counts; that of the model unless given", {
    group: WHAT,
  }),
  aftershockMagnitude: numberFlag(
    "events of at least this are followed by a forecast around them; 5 unless given",
    { group: WHAT },
  ),
  horizons: {
    ...{ kind: "names", default: [], placeholder: "DURATIONS", group: WHAT },
    about: "the first is scored; 1d,7d,30d unless given",
  } as Flag<readonly string[]>,
  catalogues: integerFlag("simulated catalogues of a forecast; 1,000 unless given", {
    group: WHAT,
  }),
  cellDegrees: numberFlag("edge of a cell of the daily map; by the region unless given", {
    ...{ minimum: 0.001, group: WHAT },
  }),
  seed: integerFlag("seed of everything random; 1 unless given", { group: WHAT }),
  hour: integerFlag("hour at which days begin, UTC; 0 unless given", { group: WHEN }),
  lead: duration("how long before its day a forecast may be made; 10m unless given"),
  settling: duration("how long after its end it is scored; 1d unless given"),
} as const;

type Values = OptionValues<typeof SCHEDULE_FLAGS>;

/** The options of a schedule from the flags. Throws what the engine throws for a model that cannot be read. */
export async function readScheduleFlags(values: Values): Promise<ForecastScheduleOptions> {
  const region = regionOf(values.box);
  const model = await openModel(values.model, { region, minimumMagnitude: values.minMagnitude });
  const baselines: ScheduledModel[] = [];
  for (const path of values.against) baselines.push(await openModel(path, {}));
  const { aftershockMagnitude, catalogues, cellDegrees, seed, hour, lead, settling } = values;
  return {
    ...{ model, baselines, region, minimumMagnitude: values.minMagnitude },
    ...{ aftershockMagnitude, catalogues, cellDegrees, seed, hour, lead, settling },
    ...(values.horizons.length > 0 ? { horizons: values.horizons } : {}),
  };
}

async function openModel(
  path: string,
  { region, minimumMagnitude }: { region?: Polygon; minimumMagnitude?: number },
): Promise<ScheduledModel> {
  const { loadPointModel, scheduledModelOf, simpleModel } = await import(
    "../engine/forecasting/mod.ts"
  );
  if (path !== "simple") return scheduledModelOf(await loadPointModel(path), path);
  if (region !== undefined && minimumMagnitude !== undefined) {
    return simpleModel({ region, minimumMagnitude });
  }
  throw new ConfigurationError(
    "Cannot forecast by the formula without a region and a smallest magnitude: give --box and " +
      "--min-magnitude.",
    region === undefined ? "box" : "minMagnitude",
  );
}

function regionOf(box: readonly number[]): Polygon | undefined {
  if (box.length === 0) return undefined;
  const [west, south, east, north] = box;
  const isBox = box.length === 4 && south < north && west !== east && Math.abs(south) <= 90 &&
    Math.abs(north) <= 90;
  if (isBox) return [[west, south], [east, south], [east, north], [west, north]];
  throw new ConfigurationError(
    `Cannot use the box ${box.join(",")}: expected west,south,east,north in degrees.`,
    "box",
  );
}

/** A line for each forecast that was made, and how many were scored. */
export function describeSchedule(
  made: readonly ForecastNotice[],
  scored: readonly string[],
): string {
  const lines = made.map(({ id, headline }) => `Made ${id}: ${headline}.`.replace("..", "."));
  if (made.length === 0) lines.push("No forecast was due.");
  if (scored.length > 0) lines.push(`Of ${scored.length} forecasts it is known what came.`);
  return lines.join("\n");
}
