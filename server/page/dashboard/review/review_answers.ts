import {
  type ItemState,
  type Review,
  REVIEW_KINDS,
  type ReviewDecision,
  type ReviewKind,
} from "../../../../engine/domain/mod.ts";

/** Which item is meant. */
export interface ItemKey {
  /** Kind of item. */
  readonly kind: ReviewKind;
  /** Its identifier. */
  readonly itemId: string;
  /** The event of a magnitude. */
  readonly eventId?: string;
}

/** An item of GET /v1/reviews/queue. */
export interface QueueItem extends ItemKey {
  /** How much it needs a look, 0 to 1; left out of what was looked at. */
  readonly score?: number;
  /** What was said of it last; left out of what needs a look. */
  readonly decision?: ReviewDecision;
  /** Why, in words. */
  readonly reasons: readonly string[];
  /** What it is, in a line. */
  readonly summary: string;
  /** When it happened, UTC epoch milliseconds. */
  readonly timeMs: number;
}

/** Answer of GET /v1/reviews/{kind}/{id}. */
export interface ItemAnswer extends ItemState {
  /** As a program found it. */
  readonly item: unknown;
  /** As it stands after what persons said. */
  readonly current: unknown;
  /** All that was said of it, the first first. */
  readonly reviews: readonly Review[];
}

/** Path of an item in the address of the page. */
export function routeOfItem({ kind, itemId, eventId }: ItemKey): string {
  const end = kind === "magnitude" && eventId ? `/${encodeURIComponent(eventId)}` : "";
  return `/review/${kind}/${encodeURIComponent(itemId)}${end}`;
}

/** Address of an item within the page; what is listed stays as it is. */
export function addressOfItem(item: ItemKey): string {
  return `#${routeOfItem(item)}${/\?.*$/.exec(location.hash)?.[0] ?? ""}`;
}

/** Path of an item on the server. */
export function apiPathOf({ kind, itemId, eventId }: ItemKey): string {
  const query = kind === "magnitude" && eventId ? `?event=${encodeURIComponent(eventId)}` : "";
  return `/v1/reviews/${kind}/${encodeURIComponent(itemId)}${query}`;
}

/** The item that an address names; undefined where it names none. */
export function itemOfRoute(route: string): ItemKey | undefined {
  if (/%(?![\da-f]{2})/i.test(route)) return undefined; // no address of ours
  const [kind, itemId, eventId] = route.split("/").slice(2).map(decodeURIComponent);
  if (!itemId || !(REVIEW_KINDS as readonly string[]).includes(kind)) return undefined;
  return { kind: kind as ReviewKind, itemId, ...(eventId && { eventId }) };
}

/** Whether two keys are of the same item. */
export function isSameItem(one: ItemKey | undefined, other: ItemKey | undefined): boolean {
  return one?.kind === other?.kind && one?.itemId === other?.itemId;
}
