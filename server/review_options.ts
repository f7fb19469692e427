import {
  type Option,
  type OptionTable,
  REVIEW_KINDS,
  type ReviewKind,
} from "../engine/domain/mod.ts";

const limit = (about: string): Option<number> => ({
  ...{ kind: "integer", default: 100, minimum: 1, maximum: 1_000, about },
});

const kind: Option<ReviewKind | undefined> = {
  ...{ kind: "choice", default: undefined, choices: REVIEW_KINDS },
  about: "only of this kind of item",
};

const time = (about: string): Option<string | undefined> => ({
  ...{ kind: "text", default: undefined },
  about: `${about}, ISO 8601, UTC unless it says otherwise`,
});

/** The options of GET /v1/reviews/queue. */
export const QUEUE_OPTIONS = Object.freeze({
  kind,
  since: time(
    "of this time at the earliest; of 30 days before the newest pick or event unless given",
  ),
  until: time("of this time at the latest"),
  limit: limit("most items, those that need a look most"),
}) satisfies OptionTable;

/** The options of GET /v1/reviews. */
export const REVIEW_LIST_OPTIONS = Object.freeze({
  since: time("written down at the earliest"),
  until: time("written down at the latest"),
  author: {
    ...{ kind: "text", default: undefined, about: "only by this person" },
  } satisfies Option<string | undefined>,
  kind,
  after: {
    ...{ kind: "integer", default: 0, minimum: 0 },
    about: "only those after this place in the log: the sequence of the last one that is known",
  } satisfies Option<number>,
  last: {
    ...{ kind: "boolean", default: false as boolean },
    about: "whether the last ones are given where there are more than limit; the first ones if not",
  } satisfies Option<boolean>,
  limit: limit("most reviews"),
}) satisfies OptionTable;

/** The options of GET and POST /v1/reviews/{kind}/{id}. */
export const REVIEWED_ITEM_OPTIONS = Object.freeze({
  event: {
    ...{ kind: "text", default: undefined },
    about: "the event of a magnitude that nobody has reviewed yet; of a magnitude only",
  } satisfies Option<string | undefined>,
}) satisfies OptionTable;
