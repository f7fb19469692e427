import {
  ConfigurationError,
  REVIEW_KINDS,
  type ReviewCorrection,
  type ReviewDecision,
  type ReviewKind,
} from "../engine/domain/mod.ts";
import { readTimeFlag } from "./time_flag.ts";
import { type Flag, integerFlag, numberFlag, switchFlag, textFlag } from "./verb.ts";

/** What is written by each action that writes. */
export const DECISION_OF_ACTION = {
  accept: "accepted",
  reject: "rejected",
  revise: "revised",
  undo: "undone",
} as const satisfies Record<string, ReviewDecision>;

/** What `review` can do. */
export const REVIEW_ACTIONS = [
  ...["queue", "show", "accept", "reject", "revise", "add", "undo", "log", "skill"] as const,
] as const;

/** One of it. */
export type ReviewAction = typeof REVIEW_ACTIONS[number];

const REVISE = "With revise:";

const ADD = "With add, as time, phase and time-error:";

/** Everything `review` can be told. */
export const REVIEW_FLAGS = {
  author: textFlag("who reviews; with log: only of this person", { placeholder: "NAME" }),
  reason: textFlag("why, in words that others will read"),
  expect: integerFlag("number of the newest review that you saw; the newest there is unless given"),
  since: textFlag("with queue: earliest time; with log: written down from then on", {
    placeholder: "TIME",
  }),
  kind: {
    ...{ kind: "choice", default: undefined, choices: REVIEW_KINDS },
    about: "with queue and log: only of this kind",
  } as Flag<string | undefined>,
  limit: { ...integerFlag("with queue and log: most rows; 20 and 100 unless given"), minimum: 1 },
  out: textFlag("with skill: file to draw it to as SVG", { placeholder: "FILE" }),
  time: textFlag("arrival of a pick, origin time of an event", {
    group: REVISE,
    placeholder: "TIME",
  }),
  phase: textFlag("phase of a pick, such as S", { group: REVISE, placeholder: "PHASE" }),
  timeError: numberFlag("standard deviation of a pick's time, seconds", { group: REVISE }),
  latitude: numberFlag("latitude of an event, degrees north", { group: REVISE }),
  longitude: numberFlag("longitude of an event, degrees east", { group: REVISE }),
  depth: numberFlag("depth of an event, kilometres", { group: REVISE }),
  eventType: textFlag("kind of event, such as explosion", { group: REVISE, placeholder: "KIND" }),
  relocate: switchFlag(
    "locate an event anew from its picks as persons left them, and put it there",
    { group: REVISE },
  ),
  stations: textFlag(
    "with relocate: where stations are; as the event's own origins have them unless given",
    { group: REVISE, placeholder: "FILE" },
  ),
  velocity: textFlag("with relocate: ak135, iasp91, or a file; that of its origin unless given", {
    group: REVISE,
    placeholder: "MODEL",
  }),
  magnitude: numberFlag("a magnitude's value", { group: REVISE }),
  magnitudeType: textFlag("a magnitude's type, such as ML", { group: REVISE, placeholder: "TYPE" }),
  error: numberFlag("a magnitude's standard deviation", { group: REVISE }),
  probability: numberFlag("your probability of one event or more of a forecast", { group: REVISE }),
  mean: numberFlag("your expected number of events of a forecast", { group: REVISE }),
  note: textFlag("a remark on a forecast", { group: REVISE }),
  station: textFlag("channel that a missed pick is read on, such as NC.MEM..HHZ", {
    group: ADD,
    placeholder: "NET.STA.LOC.CHA",
  }),
  event: textFlag("event that it belongs to; none unless given", { group: ADD, placeholder: "ID" }),
} as const;

/** Values of the flags. */
export interface ReviewValues {
  readonly author?: string;
  readonly reason?: string;
  readonly expect?: number;
  readonly since?: string;
  readonly kind?: string;
  readonly limit?: number;
  readonly out?: string;
  readonly time?: string;
  readonly phase?: string;
  readonly timeError?: number;
  readonly latitude?: number;
  readonly longitude?: number;
  readonly depth?: number;
  readonly eventType?: string;
  readonly relocate?: boolean;
  readonly stations?: string;
  readonly velocity?: string;
  readonly magnitude?: number;
  readonly magnitudeType?: string;
  readonly error?: number;
  readonly probability?: number;
  readonly mean?: number;
  readonly note?: string;
  readonly station?: string;
  readonly event?: string;
}

/** Flags that correct each kind, and what they are called in a correction. */
const CORRECTING: Readonly<Record<ReviewKind, Readonly<Record<string, string>>>> = {
  pick: { time: "timeMs", phase: "phase", timeError: "timeErrorSeconds" },
  event: {
    ...{ time: "timeMs", latitude: "latitude", longitude: "longitude", depth: "depthKm" },
    eventType: "eventType",
  },
  magnitude: { magnitude: "magnitude", magnitudeType: "magnitudeType", error: "error" },
  forecast: { probability: "probability", mean: "mean", note: "note" },
};

const WRITING = ["author", "reason", "expect"];

const USED: Readonly<Record<ReviewAction, readonly string[]>> = {
  queue: ["since", "kind", "limit"],
  show: [],
  accept: WRITING,
  reject: WRITING,
  revise: [
    ...[...WRITING, ...Object.values(CORRECTING).flatMap(Object.keys)],
    ...["relocate", "stations", "velocity"],
  ],
  add: ["author", "reason", "station", "phase", "time", "timeError", "event"],
  undo: WRITING,
  log: ["since", "author", "kind", "limit"],
  skill: ["out"],
};

/** Throws ConfigurationError for a flag that the action does not take. */
export function refuseOtherFlags(
  action: ReviewAction,
  explicit: Readonly<Record<string, unknown>>,
): void {
  const other = Object.keys(explicit).find((name) => !USED[action].includes(name));
  if (other === undefined) return;
  const users = REVIEW_ACTIONS.filter((one) => USED[one].includes(other));
  const message = `Cannot use "${other}" with ${action}: only ${users.join(" and ")} can.`;
  throw new ConfigurationError(message, other);
}

/** What the flags say is right instead. Throws ConfigurationError where they are of another kind, or none. */
export function correctionOfFlags(
  kind: ReviewKind,
  values: ReviewValues,
  explicit: Readonly<Record<string, unknown>>,
): ReviewCorrection {
  const names = CORRECTING[kind];
  const given = Object.keys(explicit).filter((name) => !WRITING.includes(name));
  const other = given.find((name) => !Object.hasOwn(names, name));
  const usable = Object.keys(names).map((name) => `"${name}"`).join(", ");
  if (other !== undefined || given.length === 0) {
    const what = other === undefined ? "nothing" : `"${other}"`;
    const message = `Cannot revise ${
      kind === "event" ? "an" : "a"
    } ${kind} with ${what}: it takes ${usable}.`;
    throw new ConfigurationError(message, other ?? Object.keys(names)[0]);
  }
  const entries = given.map((name) => {
    const value = values[name as keyof ReviewValues];
    return [names[name], name === "time" ? readTimeFlag(value as string, "time") : value];
  });
  return Object.fromEntries(entries) as ReviewCorrection;
}
