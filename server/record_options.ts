import type { Option, OptionTable } from "../engine/domain/mod.ts";

const time = (about: string): Option<string | undefined> => ({
  kind: "text",
  default: undefined,
  about: `${about}, ISO 8601, UTC unless it says otherwise`,
});

const limit = (about: string): Option<number> => ({
  kind: "integer",
  default: 1_000,
  minimum: 1,
  maximum: 20_000,
  about,
});

/** The options of GET /v1/picks. */
export const PICK_RECORD_OPTIONS = Object.freeze({
  start: time("earliest arrival"),
  end: time("latest arrival"),
  station: {
    kind: "text",
    default: undefined,
    about: "only of this station, such as NC.MEM",
  } satisfies Option<string | undefined>,
  limit: limit("most picks, the last ones where there are more"),
}) satisfies OptionTable;

/** The options of GET /v1/alerts. */
export const ALERT_RECORD_OPTIONS = Object.freeze({
  start: time("earliest time of sending"),
  limit: { ...limit("most alerts, the newest ones where there are more"), default: 100 },
}) satisfies OptionTable;

/** The options of GET /v1/alerts/{id}/cap. */
export const CAP_OPTIONS = Object.freeze({
  revision: {
    kind: "integer",
    default: undefined,
    minimum: 1,
    about: "which message of the alert; the last one if left out",
  } satisfies Option<number | undefined>,
}) satisfies OptionTable;

/** The options of GET /v1/live/waveforms. */
export const WAVEFORM_OPTIONS = Object.freeze({
  channel: {
    kind: "text",
    default: "" as string,
    about: "the channel, such as NC.MEM..HHZ; needed",
  } satisfies Option<string>,
  seconds: {
    kind: "number",
    default: 120 as number,
    minimum: 1,
    maximum: 86_400,
    about: "how far back, seconds",
  } satisfies Option<number>,
  binSeconds: {
    kind: "number",
    default: 0.1 as number,
    minimum: 0.01,
    maximum: 3_600,
    about: "length of a bin, seconds; at most 20,000 bins are given",
  } satisfies Option<number>,
}) satisfies OptionTable;
