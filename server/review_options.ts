import {
  type Option,
  type OptionTable,
  REVIEW_KINDS,
  type ReviewKind,
} from "../engine/domain/mod.ts";

const limit = (about: string): Option<number> => ({
  ...{ kind: "integer", default: 100, minimum: 1, maximum: 1_000, about },
});

/** The options of GET /v1/reviews/queue. */
export const QUEUE_OPTIONS = Object.freeze({
  limit: limit("most items, those that need a look most"),
}) satisfies OptionTable;

/** The options of GET /v1/reviews. */
export const REVIEW_LIST_OPTIONS = Object.freeze({
  since: {
    ...{ kind: "text", default: undefined },
    about: "written down at the earliest, ISO 8601, UTC unless it says otherwise",
  } satisfies Option<string | undefined>,
  author: {
    ...{ kind: "text", default: undefined, about: "only by this person" },
  } satisfies Option<string | undefined>,
  kind: {
    ...{ kind: "choice", default: undefined, choices: REVIEW_KINDS },
    about: "only of this kind of item",
  } satisfies Option<ReviewKind | undefined>,
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
