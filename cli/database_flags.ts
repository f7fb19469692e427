import { ConfigurationError, parseDuration } from "../engine/domain/mod.ts";
import type { EventQuery, RetentionAges } from "../engine/storage/mod.ts";
import { READING_FLAGS } from "./catalogue_request.ts";
import { readTimeFlag } from "./time_flag.ts";
import { type Flag, numberFlag, switchFlag, textFlag } from "./verb.ts";

/** Formats of an export. */
export const EXPORT_FORMATS = ["csv", "quakeml", "geojson", "parquet", "text"] as const;

/** One of them. */
export type ExportFormat = typeof EXPORT_FORMATS[number];

/** What may be done with a database. */
export const DATABASE_ACTIONS = [
  ...["init", "import", "export", "backup", "restore", "check", "prune"] as const,
] as const;

/** One of it. */
export type DatabaseAction = typeof DATABASE_ACTIONS[number];

const EXPORT = "With export:";
const PRUNE = "With prune:";

const duration = (about: string): Flag<string | undefined> => ({
  ...{ kind: "duration", default: undefined, about, placeholder: "TIME", group: PRUNE },
});

/** Everything `database` can be told. */
export const DATABASE_FLAGS = {
  ...READING_FLAGS,
  status: {
    ...{ kind: "choice", default: undefined, choices: ["automatic", "reviewed"] },
    about: "with import: what is thought of the events; automatic unless given",
  } as Flag<string | undefined>,
  out: textFlag("with export and backup: the file to write", { placeholder: "FILE" }),
  from: textFlag("with restore: the backup", { placeholder: "FILE" }),
  replace: switchFlag("with backup and restore: replace what is there; restore keeps it beside"),
  format: {
    ...{ kind: "choice", default: undefined, choices: EXPORT_FORMATS, group: EXPORT },
    about: "format; by its ending unless given: .csv, .geojson, .parquet, .txt, else quakeml",
  } as Flag<string | undefined>,
  start: textFlag("earliest origin time, included", { group: EXPORT, placeholder: "TIME" }),
  end: textFlag("latest origin time, included", { group: EXPORT, placeholder: "TIME" }),
  minMagnitude: numberFlag("smallest magnitude, included", { group: EXPORT }),
  maxMagnitude: numberFlag("largest magnitude, included", { group: EXPORT }),
  box: {
    ...{ kind: "numbers", default: [] as number[], group: EXPORT },
    about: "region in degrees; it crosses the antimeridian where west is greater than east",
    placeholder: "WEST,SOUTH,EAST,NORTH",
  } as Flag<number[]>,
  picksAge: duration("picks written down longer ago go, such as 30d; kept unless given"),
  eventsAge: duration("events neither reviewed nor alerted go after this; kept unless given"),
  clocksAge: duration("readings of clocks go after this; kept unless given"),
  dryRun: { ...switchFlag("count what would go, and leave it"), group: PRUNE },
} as const;

/** Values of the flags. */
export interface DatabaseValues {
  readonly columns: readonly string[];
  readonly onBadRow: string;
  readonly maximumBytes?: number;
  readonly status?: string;
  readonly out?: string;
  readonly from?: string;
  readonly replace: boolean;
  readonly format?: string;
  readonly start?: string;
  readonly end?: string;
  readonly minMagnitude?: number;
  readonly maxMagnitude?: number;
  readonly box: readonly number[];
  readonly picksAge?: string;
  readonly eventsAge?: string;
  readonly clocksAge?: string;
  readonly dryRun: boolean;
}

const READING = Object.keys(READING_FLAGS);
const ASKING = ["start", "end", "minMagnitude", "maxMagnitude", "box"];

const USED: Readonly<Record<DatabaseAction, readonly string[]>> = {
  init: [],
  import: [...READING, "status"],
  export: ["out", "format", ...ASKING],
  backup: ["out", "replace"],
  restore: ["from", "replace"],
  check: [],
  prune: ["picksAge", "eventsAge", "clocksAge", "dryRun"],
};

/** Throws ConfigurationError for a flag that the action does not take. */
export function refuseUnusedFlags(
  action: DatabaseAction,
  explicit: Readonly<Record<string, unknown>>,
): void {
  const unused = Object.keys(explicit).find((name) => !USED[action].includes(name));
  if (unused === undefined) return;
  const users = DATABASE_ACTIONS.filter((other) => USED[other].includes(unused));
  const message = `Cannot use "${unused}" with ${action}: only ${users.join(" and ")} can.`;
  throw new ConfigurationError(message, unused);
}

/** The events that the flags ask for. Throws ConfigurationError for a box that is none. */
export function eventQueryOf(values: DatabaseValues): EventQuery {
  const { start, end, minMagnitude, maxMagnitude, box } = values;
  if (box.length !== 0 && box.length !== 4) {
    const message =
      `Cannot read --box: it has ${box.length} numbers, not west, south, east, north.`;
    throw new ConfigurationError(message, "box");
  }
  const [west, south, east, north] = box;
  return {
    orderBy: "time-asc",
    startMs: start === undefined ? undefined : readTimeFlag(start, "start"),
    endMs: end === undefined ? undefined : readTimeFlag(end, "end"),
    minimumMagnitude: minMagnitude,
    maximumMagnitude: maxMagnitude,
    box: box.length === 0 ? undefined : { west, south, east, north },
  };
}

/** How old each kind may become. Throws ConfigurationError where the flags name none. */
export function retentionAgesOf(
  { picksAge, eventsAge, clocksAge }: Pick<
    DatabaseValues,
    "picksAge" | "eventsAge" | "clocksAge"
  >,
): RetentionAges {
  const age = (text: string | undefined, key: string) =>
    text === undefined ? undefined : parseDuration(text, key);
  const ages = {
    picksMs: age(picksAge, "picksAge"),
    eventsMs: age(eventsAge, "eventsAge"),
    clocksMs: age(clocksAge, "clocksAge"),
  };
  if (Object.values(ages).every((value) => value === undefined)) {
    throw new ConfigurationError(
      "Cannot prune without an age: name --picks-age, --events-age or --clocks-age.",
      "picksAge",
    );
  }
  return ages;
}

/** The format of an export: what is asked for, else what the name of the file says. */
export function exportFormatOf(path: string, format: string | undefined): ExportFormat {
  if (format !== undefined) return format as ExportFormat;
  const ending = /\.(csv|geojson|json|parquet|txt)$/i.exec(path)?.[1].toLowerCase();
  if (ending === "json") return "geojson";
  if (ending === "txt") return "text";
  return (ending as ExportFormat | undefined) ?? "quakeml";
}
