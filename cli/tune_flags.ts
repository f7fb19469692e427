import type { ForecastConfiguration, SearchDimension } from "../engine/domain/mod.ts";
import type { SearchPlan } from "../engine/training/mod.ts";
import { configurationOf, FORECAST_FLAGS } from "./forecast_flags.ts";
import { type Flag, integerFlag, textFlag } from "./verb.ts";

const GROUP = "Search:";

/** A flag with a whole number that has a default. */
function wholeFlag(initial: number, about: string, minimum: number, maximum: number): Flag<number> {
  return { ...integerFlag(about, { group: GROUP, minimum, maximum }), default: initial } as Flag<
    number
  >;
}

/** The flags that say how a search goes about it. */
export const TUNE_FLAGS = {
  trials: wholeFlag(40, "models to try", 2, 10_000),
  budget: textFlag(
    "time that the search may take, such as 30m, the last training aside; no limit unless given",
    { placeholder: "DURATION", group: GROUP },
  ),
  generation: wholeFlag(
    10,
    "trials that are chosen at once, on what earlier ones have shown",
    2,
    1000,
  ),
  rungs: wholeFlag(3, "rungs of the halving; the last one trains for --epochs", 1, 8),
  eta: wholeFlag(
    3,
    "one trial in so many goes on to the next rung, for so many times the epochs",
    2,
    10,
  ),
  search: {
    ...{ kind: "names", default: [] as string[], group: GROUP, repeatable: true },
    about:
      "narrow what is searched: units-1=8:32 is a range, batch=32|64 a list; an option that is " +
      "given by its own flag is not searched",
    placeholder: "NAME=RANGE",
  } as Flag<string[]>,
  threads: integerFlag("trainings at once; the number of cores, 8 at most, unless given", {
    ...{ group: "Run:", minimum: 1, maximum: 64 },
  }),
} as const;

/** Folds of a search, where the options of a training have none. */
export const FOLDS_FLAG: Flag = {
  ...FORECAST_FLAGS.folds,
  ...{ default: 4, minimum: 2 },
  about: "rolling-origin stretches that trials are scored on, all before the test part",
};

/** Epochs of a trial: without any there is nothing to search. */
export const EPOCHS_FLAG: Flag = { ...FORECAST_FLAGS.epochs, minimum: 1 };

/** Values of TUNE_FLAGS that make a plan. */
export interface PlanValues {
  readonly trials: number;
  readonly generation: number;
  readonly rungs: number;
  readonly eta: number;
  readonly search: readonly string[];
  readonly folds: unknown;
}

/**
 * What the flags ask for: the options that the search leaves alone, and how it goes about the others.
 *
 * Throws ConfigurationError for a dimension that is unknown or fixed, or a value out of range.
 */
export async function planOf(
  values: PlanValues,
  explicit: Readonly<Record<string, unknown>>,
): Promise<{ configuration: ForecastConfiguration; plan: SearchPlan }> {
  const { DIMENSIONS_OF_OPTION, layRungs, narrowSpace, searchSpaceOf } = await import(
    "../engine/training/mod.ts"
  );
  const configuration = await configurationOf({ ...explicit, folds: values.folds });
  const fixed = Object.keys(explicit).flatMap((name) => DIMENSIONS_OF_OPTION[name] ?? []);
  const free = ({ name }: SearchDimension) => !fixed.includes(name);
  const { trials, generation, rungs, eta } = values;
  return {
    configuration,
    plan: {
      space: narrowSpace(searchSpaceOf(configuration).filter(free), values.search),
      rungs: layRungs({ epochs: configuration.epochs, rungs, eta }),
      ...{ trials, generation, eta, seed: configuration.seed },
    },
  };
}
