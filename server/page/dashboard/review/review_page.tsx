import type { JSX } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Review } from "../../../../engine/domain/mod.ts";
import { hasRecords, NoRecords } from "../no_records.tsx";
import { type ApiAnswer, useApi } from "../use_api.ts";
import { useRoute } from "../use_route.ts";
import { ItemPanel } from "./item_panel.tsx";
import { KeysDialog } from "./keys_dialog.tsx";
import {
  itemsOfReviews,
  listPathOf,
  queryOf,
  type QueueFilter,
  useQueueFilter,
} from "./queue_filter.ts";
import { QueueList, type QueueSelection, rowIdOf } from "./queue_list.tsx";
import { RecentReviews } from "./recent_reviews.tsx";
import {
  addressOfItem,
  isSameItem,
  type ItemKey,
  itemOfRoute,
  type QueueItem,
  routeOfItem,
} from "./review_answers.ts";
import { useReviewNews } from "./use_review_news.ts";
import { useShortcuts } from "./use_shortcuts.ts";

/** Items that are listed, those that need a look most. */
const MOST_LISTED = 50;

/** What needs the look of a person, the item that is looked at, and what is said of it; all of it by keys. */
export function ReviewPage(): JSX.Element {
  return hasRecords() ? <Review /> : (
    <>
      <h1>Review</h1>
      <NoRecords />
    </>
  );
}

function Review(): JSX.Element {
  const filter = useQueueFilter();
  const query = queryOf(filter);
  const queue = useListedItems(filter);
  const [turn, setTurn] = useState(0);
  const renew = () => {
    queue.reload();
    setTurn((now) => now + 1);
  };
  useReviewNews(renew);
  const selection = useSelection(queue.data?.items, query);
  const { selected, place, choose } = selection;
  const [isHelping, help] = useState(false);
  useShortcuts({
    j: () => choose(selection.next),
    k: () => choose(selection.previous),
    f: () => document.getElementById("queue-said")?.focus(),
    "?": () => help(true),
  });
  return (
    <>
      <div class="review-head">
        <h1>Review</h1>
        <p class="quiet">
          What a program found, looked at by a person. Originals are never changed.
        </p>
        <button type="button" class="key-button" onClick={() => help(true)}>
          <kbd>?</kbd> Keys
        </button>
      </div>
      {document.documentElement.dataset.writable === "false" && <ReadOnly />}
      <div class="review-grid">
        <QueueList answer={queue} {...{ selection, filter }} most={MOST_LISTED} />
        {selected === undefined ? <NothingChosen isKnown={queue.data !== undefined} /> : (
          <ItemPanel
            key={routeOfItem(selected)}
            of={selected}
            reasons={filter.said === undefined ? queue.data?.items[place]?.reasons ?? [] : []}
            turn={turn}
            onReviewed={renew}
          />
        )}
        <RecentReviews turn={turn} />
      </div>
      <KeysDialog isOpen={isHelping} onClose={() => help(false)} />
    </>
  );
}

/** What is listed: what needs a look, or what was said. */
function useListedItems(filter: QueueFilter): ApiAnswer<{ items: QueueItem[] }> {
  const answer = useApi<{ items?: QueueItem[]; reviews?: Review[] }>(
    listPathOf(filter, MOST_LISTED),
  );
  const { items, reviews } = answer.data ?? {};
  const data = useMemo(() => {
    if (items !== undefined) return { items };
    return reviews && { items: itemsOfReviews(reviews, filter) };
  }, [answer.data, filter.said]);
  return { ...answer, data };
}

/** The item that the address names, or the first of the queue; its place, and where it was once it has left. */
function useSelection(items: readonly QueueItem[] | undefined, query: string): QueueSelection {
  const named = itemOfRoute(useRoute());
  const first = useRef<{ query: string; item?: ItemKey }>({ query });
  if (first.current.query !== query) first.current = { query };
  first.current.item ??= items?.[0]; // it stays when the queue moves
  const selected = named ?? first.current.item;
  const found = items?.findIndex((item) => isSameItem(item, selected)) ?? -1;
  const last = useRef(-1);
  useEffect(() => {
    if (found !== -1) last.current = found;
  }, [found]);
  const choose = (wanted: number) => {
    if (items === undefined || items.length === 0) return;
    const item = items[Math.min(items.length - 1, Math.max(0, wanted))];
    show(item);
    focusQueue(item);
  };
  const hasLeft = found === -1;
  return {
    ...{ selected, place: found, choose },
    next: hasLeft ? Math.max(0, last.current) : found + 1,
    previous: (hasLeft ? last.current : found) - 1,
  };
}

/** In the address, without a step to go back to for each item. */
function show(item: ItemKey): void {
  location.replace(addressOfItem(item));
}

/** Once what changed is drawn: to an item of the queue. */
function focusQueue(item: ItemKey): void {
  requestAnimationFrame(() => document.getElementById(rowIdOf(item))?.focus());
}

function NothingChosen({ isKnown }: { isKnown: boolean }): JSX.Element {
  return (
    <section class="card review-empty" aria-labelledby="nothing-title">
      <h2 id="nothing-title">{isKnown ? "Nothing needs a look" : "Reading the queue …"}</h2>
      {isKnown && <p class="quiet">What is doubtful, contradicted or of weight appears here.</p>}
    </section>
  );
}

function ReadOnly(): JSX.Element {
  return (
    <p class="review-note" role="note">
      This server only shows: it was started without <code>--writable</code>, and keeps no review.
    </p>
  );
}
