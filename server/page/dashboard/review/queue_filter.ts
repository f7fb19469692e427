import { useEffect, useState } from "preact/hooks";
import {
  type Review,
  REVIEW_DECISIONS,
  REVIEW_KINDS,
  type ReviewDecision,
  type ReviewKind,
} from "../../../../engine/domain/mod.ts";
import { isSameItem, type QueueItem } from "./review_answers.ts";

/** Which items are listed: it is in the address, so that it can be sent to others. */
export interface QueueFilter {
  /** Only of this kind; all of them where left out. */
  readonly kind?: ReviewKind;
  /** Items of which this was said last, or anything; those that need a look where left out. */
  readonly said?: ReviewDecision | "anything";
  /** Only what this person said; with `said` only. */
  readonly author?: string;
  /** Earliest time, as it was written: of the item, or with `said` of the review. */
  readonly from?: string;
  /** Latest time, as it was written. */
  readonly to?: string;
}

const NAMES = ["kind", "said", "author", "from", "to"] as const;

/** What may stand in the address for what was said. */
export const SAID = ["anything", ...REVIEW_DECISIONS] as const;

/** The filter in an address; what makes no sense is left out. */
export function filterOf(hash: string): QueueFilter {
  const query = new URLSearchParams(/\?(.*)$/.exec(hash)?.[1] ?? "");
  const given = Object.fromEntries(NAMES.flatMap((name) => {
    const value = query.get(name)?.trim();
    return value ? [[name, value]] : [];
  })) as Record<typeof NAMES[number], string | undefined>;
  const { kind, said, author, from, to } = given;
  const isSaid = SAID.some((one) => one === said);
  return {
    ...(REVIEW_KINDS.some((one) => one === kind) && { kind: kind as ReviewKind }),
    ...(isSaid && { said: said as QueueFilter["said"] }),
    ...(isSaid && author !== undefined && { author }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  };
}

/** The end of an address that holds the filter; "" where all is listed. */
export function queryOf(filter: QueueFilter): string {
  const given = NAMES.flatMap((name) => filter[name] ? [[name, filter[name]]] : []);
  return given.length === 0 ? "" : `?${new URLSearchParams(given)}`;
}

/** The filter in the address, followed as it changes. */
export function useQueueFilter(): QueueFilter {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const read = () => setHash(location.hash);
    addEventListener("hashchange", read);
    return () => removeEventListener("hashchange", read);
  }, []);
  return filterOf(hash);
}

/** Where the server tells what is listed. */
export function listPathOf({ kind, said, author, from, to }: QueueFilter, most: number): string {
  const query = new URLSearchParams();
  const given = { kind, author, since: from?.replace(" ", "T"), until: to?.replace(" ", "T") };
  for (const [name, value] of Object.entries(given)) if (value) query.set(name, value);
  if (said === undefined) {
    return `/v1/reviews/queue?limit=${most}${query.size > 0 ? "&" : ""}${query}`;
  }
  query.set("last", "true");
  query.set("limit", "1000");
  return `/v1/reviews?${query}`;
}

/** Reviews, in order, as items to list: each item once, with what was said of it last, the newest first. */
export function itemsOfReviews(reviews: readonly Review[], { said }: QueueFilter): QueueItem[] {
  const items: QueueItem[] = [];
  for (const review of reviews.toReversed()) {
    if (items.some((item) => isSameItem(item, review))) continue;
    const { kind, itemId, eventId, decision, author, reason, reviewedMs } = review;
    items.push({
      ...{ kind, itemId, summary: itemId, reasons: [`${author}: ${reason}`], timeMs: reviewedMs },
      ...(eventId !== undefined && { eventId }),
      decision,
    });
  }
  return items.filter(({ decision }) => said === "anything" || decision === said);
}
