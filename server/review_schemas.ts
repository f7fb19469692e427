import { z } from "@hono/zod-openapi";
import { REVIEW_DECISIONS, REVIEW_KINDS } from "../engine/domain/mod.ts";

/** Bytes that a review may take: its reason may be long. */
export const REVIEW_LIMIT_BYTES = 32_768;

const kind = z.enum(REVIEW_KINDS);

const decision = z.enum(REVIEW_DECISIONS).openapi({
  description: '"undone" takes back the newest review that stands.',
});

const state = z.enum(["automatic", "accepted", "rejected", "revised"]).openapi({
  description: '"automatic" where nobody reviewed it, or all reviews were undone.',
});

const number = z.int().min(0).openapi({ description: "Number of its newest review, 0 for none." });

const itemId = z.string().openapi({ description: "The pick, event, magnitude or forecast." });

const timeMs = (about: string) =>
  z.number().openapi({ description: `${about}, UTC epoch milliseconds.` });

/** Whether something is automatic or was reviewed. */
export const ReviewMarkSchema = z.strictObject({ state, number }).openapi("ReviewMark", {
  description: "Whether it is automatic, or what a person said of it.",
});

const correction = z.strictObject({
  timeMs: timeMs("Of a pick or event: its time").optional(),
  phase: z.string().optional().openapi({ description: "Of a pick." }),
  timeErrorSeconds: z.number().optional().openapi({ description: "Of a pick." }),
  latitude: z.number().optional().openapi({ description: "Of an event." }),
  longitude: z.number().optional().openapi({ description: "Of an event." }),
  depthKm: z.number().optional().openapi({ description: "Of an event." }),
  eventType: z.string().optional().openapi({ description: "Of an event." }),
  magnitude: z.number().optional().openapi({ description: "Of a magnitude, which needs it." }),
  magnitudeType: z.string().optional().openapi({ description: "Of a magnitude." }),
  error: z.number().optional().openapi({ description: "Of a magnitude: standard deviation." }),
  probability: z.number().optional().openapi({ description: "Of a forecast: of one or more." }),
  mean: z.number().optional().openapi({ description: "Of a forecast: expected number." }),
  note: z.string().optional().openapi({ description: "Of a forecast." }),
}).openapi("ReviewCorrection", { description: "What is right instead; what is left out stays." });

const code = z.strictObject({
  network: z.string(),
  station: z.string(),
  location: z.string(),
  channel: z.string(),
}).openapi("AddedPickCode", { description: "The channel it is read on." });

const added = z.strictObject({
  code,
  phase: z.string(),
  timeMs: timeMs("Arrival").min(-8.64e15).max(8.64e15),
  timeErrorSeconds: z.number().optional().openapi({ description: "Standard deviation." }),
}).openapi("AddedPick", { description: "A pick that a person adds where no program found one." });

/** Body of POST /v1/reviews. */
export const NewPickSchema = z.strictObject({
  pick: added,
  reason: z.string(),
  author: z.string().optional().openapi({
    description:
      "Who says it; where there are API keys it is the name of the key, whatever is here.",
  }),
  eventId: z.string().optional().openapi({ description: "The event that it belongs to." }),
}).openapi("NewPick");

/** Body of POST /v1/reviews/{kind}/{id}. */
export const NewReviewSchema = z.strictObject({
  decision,
  reason: z.string(),
  author: z.string().optional().openapi({
    description:
      "Who says it; where there are API keys it is the name of the key, whatever is here.",
  }),
  correction: correction.optional().openapi({ description: 'With "revised" only.' }),
  undoes: z.int().optional().openapi({ description: 'With "undone" only: which one.' }),
}).openapi("NewReview");

/** A review as it was written down. */
export const ReviewSchema = z.strictObject({
  sequence: z.int().openapi({ description: "Its place in the log of all reviews, from 1." }),
  ...{ kind, itemId, eventId: z.string().optional() },
  number: z.int().min(1).openapi({ description: "Which review of its item, from 1." }),
  decision,
  author: z.string(),
  reason: z.string(),
  reviewedMs: timeMs("When it was written down"),
  correction: correction.optional(),
  added: added.optional(),
  undoes: z.int().optional(),
}).openapi("Review");

/** Reviews in the order of the log. */
export const ReviewListSchema = z.strictObject({ reviews: z.array(ReviewSchema) })
  .openapi("ReviewList");

/** Where the reviews of an item have led. */
export const ItemStateSchema = z.strictObject({
  ...{ kind, itemId, eventId: z.string().optional(), number, state },
  standing: z.int().optional().openapi({ description: "Number of the review that stands." }),
  correction: correction.optional(),
  added: added.optional(),
  newest: ReviewSchema.omit({ sequence: true }).extend({ sequence: z.int().optional() }).optional(),
}).openapi("ReviewedState");

/** An item, with all that was said of it. */
export const ReviewedItemSchema = ItemStateSchema.extend({
  item: z.looseObject({}).openapi({
    description: "As a program has it, or as a person added it; it never changes.",
  }),
  current: z.looseObject({}).openapi({ description: "As it stands after the reviews." }),
  reviews: z.array(ReviewSchema),
}).openapi("ReviewedItem");

const share = z.number().min(0).max(1);

/** What needs a look, most of all first. */
export const ReviewQueueSchema = z.strictObject({
  items: z.array(z.strictObject({
    ...{ kind, itemId, eventId: z.string().optional() },
    score: share.openapi({ description: "How much it needs a look." }),
    reasons: z.array(z.string()),
    components: z.strictObject({ uncertainty: share, disagreement: share, impact: share }),
    summary: z.string(),
    timeMs: timeMs("When it was"),
  })),
}).openapi("ReviewQueue");
