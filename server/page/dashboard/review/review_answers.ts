import type { ItemState, Review, ReviewKind } from "../../../../engine/domain/mod.ts";

/** Which item is meant. */
export interface ItemKey {
  /** Kind of item. */
  readonly kind: ReviewKind;
  /** Its identifier. */
  readonly itemId: string;
}

/** An item of GET /v1/reviews/queue. */
export interface QueueItem extends ItemKey {
  /** How much it needs a look, 0 to 1. */
  readonly score: number;
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
export function routeOfItem({ kind, itemId }: ItemKey): string {
  return `/review/${kind}/${encodeURIComponent(itemId)}`;
}

/** Path of an item on the server. */
export function apiPathOf({ kind, itemId }: ItemKey): string {
  return `/v1/reviews/${kind}/${encodeURIComponent(itemId)}`;
}

/** The item that an address names; undefined where it names none. */
export function itemOfRoute(route: string): ItemKey | undefined {
  const [, kind, id] = /^\/review\/(pick|event|magnitude|forecast)\/(.+)$/.exec(route) ?? [];
  return kind === undefined ? undefined : { kind: kind as ReviewKind, itemId: decodeURIComponent(id) };
}

/** Whether two keys are of the same item. */
export function isSameItem(one: ItemKey | undefined, other: ItemKey | undefined): boolean {
  return one?.kind === other?.kind && one?.itemId === other?.itemId;
}
