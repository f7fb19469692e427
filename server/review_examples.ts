import { addedPickId } from "../engine/domain/mod.ts";
import { PICKS_EXAMPLE } from "./live_examples.ts";

const [{ review: _, ...PICK }] = PICKS_EXAMPLE.picks;

const TIME_MS = PICK.timeMs + 120;

/** Body of POST /v1/reviews/{kind}/{id}. */
export const NEW_REVIEW_EXAMPLE = {
  decision: "revised",
  reason: "The onset is emergent; it is seen later on the horizontal components.",
  author: "anna",
  correction: { timeMs: TIME_MS },
};

/** A review as it was written down. */
export const REVIEW_EXAMPLE = {
  ...{ sequence: 17, kind: "pick", itemId: PICK.id, number: 1 },
  ...{ decision: "revised", author: "anna", reason: NEW_REVIEW_EXAMPLE.reason },
  ...{ reviewedMs: 1_795_689_300_000, correction: { timeMs: TIME_MS } },
};

/** Answer of GET /v1/reviews/{kind}/{id}. */
export const REVIEWED_ITEM_EXAMPLE = {
  ...{ kind: "pick", itemId: PICK.id, number: 1, state: "revised", standing: 1 },
  ...{ correction: { timeMs: TIME_MS }, newest: REVIEW_EXAMPLE },
  item: PICK,
  current: {
    ...{ id: PICK.id, code: PICK.code, phase: "P", timeMs: TIME_MS },
    ...{ method: "manual", evaluation: "reviewed" },
  },
  reviews: [REVIEW_EXAMPLE],
};

const ADDED = {
  code: { ...PICK.code, station: "APE" },
  phase: "S",
  timeMs: PICK.timeMs + 7_400,
};

/** Body of POST /v1/reviews. */
export const NEW_PICK_EXAMPLE = {
  pick: ADDED,
  reason: "A clear S on both horizontals that no picker saw.",
  author: "anna",
};

/** Answer of POST /v1/reviews. */
export const ADDED_PICK_EXAMPLE = {
  ...{ sequence: 18, kind: "pick", itemId: addedPickId(ADDED), number: 1, decision: "accepted" },
  ...{ author: "anna", reason: NEW_PICK_EXAMPLE.reason, reviewedMs: 1_795_689_360_000 },
  added: ADDED,
};

/** Answer of GET /v1/reviews/queue. */
export const QUEUE_EXAMPLE = {
  items: [{
    ...{ kind: "pick", itemId: PICK.id, score: 0.71 },
    reasons: ["its residual of 0.9 s is three times its error"],
    components: { uncertainty: 0.4, disagreement: 0.9, impact: 0.6 },
    summary: "P at GE.KARP",
    timeMs: PICK.timeMs,
  }],
};

/** Answer of GET /v1/reviews/event/{id}/arrivals. */
export const EXPECTED_EXAMPLE = {
  stations: [{
    ...{ station: `${PICK.code.network}.${PICK.code.station}`, distanceKm: 63.1 },
    ...{ pMs: TIME_MS - 90, sMs: TIME_MS + 7_620 },
  }],
};

const PLACE = { timeMs: TIME_MS - 11_210, latitude: 35.4812, longitude: 27.2041, depthKm: 12.4 };

/** Answer of GET /v1/reviews/event/{id}/relocation. */
export const RELOCATION_EXAMPLE = {
  ...{ eventId: "us7000qzze", velocity: "ak135", movedKm: 1.9 },
  origin: {
    ...{ id: "us7000qzze/reviewed picks", ...PLACE, horizontalErrorKm: 0.8, arrivals: [] },
    ...{ rootMeanSquareSeconds: 0.14, method: "quakecast ak135", remarks: [] },
  },
  reviewed: { accepted: 4, revised: 2, rejected: 1 },
  unplaced: [],
  correction: PLACE,
};
