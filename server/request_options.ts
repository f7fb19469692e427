import { ConfigurationError, type Option, resolveOptions } from "../engine/domain/mod.ts";
import type { CatalogueJobKind } from "./forecast_job.ts";

const text = (about: string): Option<string | undefined> => ({
  kind: "text",
  default: undefined,
  about,
});

const integer = (about: string): Option<number | undefined> => ({
  kind: "integer",
  default: undefined,
  about,
});

const COMMON_OPTIONS = {
  model: text("name of the model; GET /v1/models lists them"),
  columns: text("names of columns that are not found by themselves: time=...,magnitude=..."),
  onBadRow: {
    kind: "choice",
    default: "fail" as string,
    choices: ["fail", "skip"],
    about: "what a row does that cannot be read; fail, since a hole in the data is a finding",
  } satisfies Option<string>,
};

const FORECAST_TIME = {
  horizon: {
    ...text(
      "such as 7d; of a network it must be the one that it was trained for, which is taken if left " +
        "out; of a point process any, a day if left out",
    ),
    kind: "duration",
  } satisfies Option<string | undefined>,
  issueTime: text("ISO 8601; the last event if left out, never the clock"),
};

/** The options of a request: in the query string, in a form, or beside `catalogue` in JSON. */
export const REQUEST_OPTIONS = Object.freeze({
  evaluation: {
    ...COMMON_OPTIONS,
    series: {
      kind: "boolean",
      default: false as boolean,
      about: "every window's answer beside its outcome too; left out, since it is long",
    } satisfies Option<boolean>,
  },
  forecast: {
    model: COMMON_OPTIONS.model,
    ...FORECAST_TIME,
    catalogues: {
      ...integer("simulated catalogues of a point process; 10000 if left out"),
      ...{ minimum: 1, maximum: 100_000 },
    },
    seed: integer("seed of these catalogues; that of the model if left out"),
    cellDegrees: {
      ...integer("edge of a cell of a point process' map, degrees; by the region if left out"),
      ...{ kind: "number", maximum: 90 },
    } satisfies Option<number | undefined>,
    columns: COMMON_OPTIONS.columns,
    onBadRow: COMMON_OPTIONS.onBadRow,
  },
  explanation: {
    model: COMMON_OPTIONS.model,
    ...FORECAST_TIME,
    at: text(
      "a place, degrees east and north, such as -116.5,33.5: the rate there of a point process, the " +
        "cell there of a network that draws maps",
    ),
    event: {
      ...integer("an event of a point process by its number, from 1: its parents are told"),
      minimum: 1,
    },
    most: {
      ...integer("events of a point process that are told one by one; 20 if left out"),
      ...{ minimum: 1, maximum: 10_000 },
    },
    repeats: {
      ...integer("shuffles of each input of a network for permutation importance; 10 if left out"),
      ...{ minimum: 0, maximum: 100 },
    },
    columns: COMMON_OPTIONS.columns,
    onBadRow: COMMON_OPTIONS.onBadRow,
  },
});

/** The options of a request, checked. */
export interface RequestOptions {
  /** Name of the model. */
  model: string;
  /** Length of the forecast, such as "7d". */
  horizon?: string;
  /** ISO 8601. */
  issueTime?: string;
  /** Simulated catalogues of a point process. */
  catalogues?: number;
  /** Seed of these catalogues. */
  seed?: number;
  /** Edge of a cell of a point process' map, degrees. */
  cellDegrees?: number;
  /** Column name by field. */
  columns?: Record<string, string>;
  /** What a row does that cannot be read. */
  onBadRow: "fail" | "skip";
  /** A place that is explained, degrees east and north. */
  at?: string;
  /** An event whose parents are told. */
  event?: number;
  /** Events that are told one by one. */
  most?: number;
  /** Shuffles of each input for permutation importance. */
  repeats?: number;
  /** Whether an evaluation lists every window. */
  series?: boolean;
}

/**
 * Checks the options of a request.
 *
 * Throws ConfigurationError for an unknown one, a wrong value and a missing model.
 */
export function resolveRequest(
  kind: CatalogueJobKind,
  given: Record<string, unknown>,
): RequestOptions {
  const { columns: columnsGiven, ...others } = given;
  const isObject = typeof columnsGiven === "object" && columnsGiven !== null;
  const values: Record<string, unknown> = resolveOptions(REQUEST_OPTIONS[kind], {
    ...others,
    ...(isObject ? {} : { columns: columnsGiven }),
  });
  const { model, columns } = values;
  if (typeof model !== "string" || model === "") {
    throw new ConfigurationError(
      "Cannot go on without a model: name one of those that GET /v1/models lists.",
      "model",
    );
  }
  const map = isObject ? checkColumns(columnsGiven) : parseColumns(columns as string | undefined);
  return { ...values, columns: map } as RequestOptions;
}

function parseColumns(text: string | undefined): Record<string, string> | undefined {
  if (text === undefined || text === "") return undefined;
  return Object.fromEntries(
    text.split(",").map((pair) => {
      const at = pair.indexOf("=");
      if (at > 0) return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
      throw new ConfigurationError(
        `Cannot set columns to "${text.slice(0, 80)}": expected pairs such as ` +
          "time=Origin,magnitude=Mw.",
        "columns",
      );
    }),
  );
}

function checkColumns(columns: object): Record<string, string> {
  const isRight = !Array.isArray(columns) &&
    Object.values(columns).every((name) => typeof name === "string");
  if (isRight) return columns as Record<string, string>;
  throw new ConfigurationError(
    'Cannot set columns: expected an object such as {"time": "Origin", "magnitude": "Mw"}.',
    "columns",
  );
}
