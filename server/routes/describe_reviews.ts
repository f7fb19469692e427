import { type OpenAPIHono, z } from "@hono/zod-openapi";
import { REVIEW_KINDS } from "../../engine/domain/mod.ts";
import { jsonAnswer, problemAnswers, queryParameters } from "../openapi_document.ts";
import {
  ADDED_PICK_EXAMPLE,
  NEW_PICK_EXAMPLE,
  NEW_REVIEW_EXAMPLE,
  QUEUE_EXAMPLE,
  REVIEW_EXAMPLE,
  REVIEWED_ITEM_EXAMPLE,
} from "../review_examples.ts";
import { QUEUE_OPTIONS, REVIEW_LIST_OPTIONS, REVIEWED_ITEM_OPTIONS } from "../review_options.ts";
import {
  NewPickSchema,
  NewReviewSchema,
  ReviewedItemSchema,
  ReviewListSchema,
  ReviewQueueSchema,
  ReviewSchema,
} from "../review_schemas.ts";
import type { ServerEnvironment } from "../server_context.ts";

const tags = ["reviews"];

const PROBLEMS = { 400: "An option is unknown or wrong.", 401: "An API key is needed." };

const UNKNOWN = { 404: "There is no such item." };

const REFUSALS = {
  403: 'The key lacks the scope "write", or the server was started without --writable.',
  413: "The body is too large.",
  415: "The body is no JSON.",
  422: "The review makes no sense.",
};

const ITEM = {
  params: z.object({
    kind: z.enum(REVIEW_KINDS),
    id: z.string().openapi({ example: REVIEW_EXAMPLE.itemId }),
  }),
  query: queryParameters(REVIEWED_ITEM_OPTIONS),
};

/** Puts the routes of reviews into the OpenAPI document. */
export function describeReviewRoutes(app: OpenAPIHono<ServerEnvironment>): void {
  const { openAPIRegistry: registry } = app;
  registry.registerPath({
    ...{ method: "get", path: "/v1/reviews", tags, operationId: "get_reviews" },
    summary: "What persons said of picks, events, magnitudes and forecasts, in order",
    request: { query: queryParameters(REVIEW_LIST_OPTIONS) },
    responses: {
      ...jsonAnswer("The log, or a part of it.", ReviewListSchema, { reviews: [REVIEW_EXAMPLE] }),
      ...problemAnswers(PROBLEMS),
    },
  });
  registry.registerPath({
    ...{ method: "get", path: "/v1/reviews/queue", tags, operationId: "get_review_queue" },
    summary: "What most needs the look of a person, with why",
    request: { query: queryParameters(QUEUE_OPTIONS) },
    responses: {
      ...jsonAnswer("Items, the most urgent first.", ReviewQueueSchema, QUEUE_EXAMPLE),
      ...problemAnswers(PROBLEMS),
    },
  });
  registry.registerPath({
    ...{ method: "get", path: "/v1/reviews/{kind}/{id}", tags, operationId: "get_reviewed_item" },
    summary: "An item as a program has it, as it stands, and all that was said of it",
    description: "Its ETag is the number of its newest review, to be sent back with a further one.",
    request: ITEM,
    responses: {
      ...jsonAnswer("The item.", ReviewedItemSchema, REVIEWED_ITEM_EXAMPLE),
      ...problemAnswers({ ...PROBLEMS, ...UNKNOWN }),
    },
  });
  describePost(app);
  describeAdding(app);
}

function describeAdding(app: OpenAPIHono<ServerEnvironment>): void {
  app.openAPIRegistry.registerPath({
    ...{ method: "post", path: "/v1/reviews", tags, operationId: "add_pick" },
    summary: "Add a pick that programs missed",
    description:
      "It is an item of its own, accepted and manual, until its adding is undone. Where there " +
      "is a pick of the same phase at the station within half a second nothing is kept, and the " +
      "problem holds, as current, what is there.",
    request: {
      body: {
        required: true,
        content: { "application/json": { schema: NewPickSchema, example: NEW_PICK_EXAMPLE } },
      },
    },
    responses: {
      201: {
        description: "It is kept; its address is in the header Location.",
        content: { "application/json": { schema: ReviewSchema, example: ADDED_PICK_EXAMPLE } },
      },
      ...problemAnswers({
        ...PROBLEMS,
        ...REFUSALS,
        409: "There is a pick of this arrival already.",
      }),
    },
  });
}

function describePost(app: OpenAPIHono<ServerEnvironment>): void {
  const version = z.string().openapi({
    description: "ETag of the item as its author saw it.",
    example: '"0"',
  });
  app.openAPIRegistry.registerPath({
    ...{ method: "post", path: "/v1/reviews/{kind}/{id}", tags, operationId: "post_review" },
    summary: "Accept, reject or revise an item, or undo the newest review that stands",
    description:
      "What a program found is never changed. Where another review was written since the " +
      "item was read nothing is kept, and the problem holds, as current, what stands now.",
    request: {
      ...ITEM,
      headers: z.object({ "If-Match": version }),
      body: {
        required: true,
        content: { "application/json": { schema: NewReviewSchema, example: NEW_REVIEW_EXAMPLE } },
      },
    },
    responses: {
      201: {
        description: "It is kept; its ETag is that of the item now.",
        content: { "application/json": { schema: ReviewSchema, example: REVIEW_EXAMPLE } },
      },
      ...problemAnswers({
        ...PROBLEMS,
        ...UNKNOWN,
        ...REFUSALS,
        409: "Another review was first.",
        428: "The header If-Match is missing.",
      }),
    },
  });
}
