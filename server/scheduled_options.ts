import type { Option, OptionTable } from "../engine/domain/mod.ts";

const text = (about: string): Option<string | undefined> => ({
  ...{ kind: "text", default: undefined, about },
});

/** The options of GET /v1/scheduled-forecasts. */
export const SCHEDULED_LIST_OPTIONS = Object.freeze({
  model: text("only of this model"),
  limit: {
    ...{ kind: "integer", default: 100 as number, minimum: 1, maximum: 1_000 },
    about: "most forecasts, those that end last",
  } satisfies Option<number>,
}) satisfies OptionTable;

/** The options of GET /v1/scheduled-forecasts/latest. */
export const SCHEDULED_LATEST_OPTIONS = Object.freeze({
  model: text("only of this model"),
  kind: {
    ...{ kind: "choice", default: "daily" as string, choices: ["daily", "aftershock"] },
    about: "of a day, or of the time after a large event",
  } satisfies Option<string>,
  withheld: {
    ...{ kind: "boolean", default: false as boolean },
    about: "whether one that did not pass its gate is given too",
  } satisfies Option<boolean>,
}) satisfies OptionTable;

/** The options of GET /v1/drift. */
export const DRIFT_OPTIONS = Object.freeze({
  model: text("the model; that of the newest forecast if left out"),
}) satisfies OptionTable;

/** The options of GET /v1/skill. */
export const SKILL_OPTIONS = Object.freeze({
  model: text("the model; that of the newest forecast if left out"),
  baseline: text("what it is measured against; past numbers and places if left out"),
}) satisfies OptionTable;
