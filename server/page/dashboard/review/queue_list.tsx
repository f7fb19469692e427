import type { JSX } from "preact";
import { useStore } from "../create_store.ts";
import { dayAndTime } from "../format.ts";
import type { ApiAnswer } from "../use_api.ts";
import { Waiting } from "../waiting.tsx";
import { type Drafts, drafts } from "./drafts.ts";
import { filterOf, queryOf, type QueueFilter } from "./queue_filter.ts";
import { QueueFilterForm } from "./queue_filter_form.tsx";
import { isSameItem, type ItemKey, type QueueItem, routeOfItem } from "./review_answers.ts";
import { KIND_NAMES } from "./review_words.ts";

/** Reasons that are listed, the weightiest; the item itself has all of them. */
const MOST_REASONS = 2;

/** What of the queue is looked at, and how it is left for another item. */
export interface QueueSelection {
  /** The item that is shown, in the queue or not. */
  readonly selected: ItemKey | undefined;
  /** Its place in the queue; -1 where it is not there. */
  readonly place: number;
  /** The place after it, or where it was once it has left. */
  readonly next: number;
  /** The place before it. */
  readonly previous: number;
  /** Shows the item of a place, or the nearest there is. */
  readonly choose: (place: number) => void;
}

/** The queue, what needs a look most first: one stop for Tab, and arrows from item to item. */
export function QueueList(
  { answer, selection, filter, most }: {
    readonly answer: ApiAnswer<{ items: QueueItem[] }>;
    readonly selection: QueueSelection;
    /** Which items these are. */
    readonly filter: QueueFilter;
    /** Items that are asked for: where there are as many, more may wait. */
    readonly most: number;
  },
): JSX.Element {
  const { selected, place, next, previous, choose } = selection;
  const count = answer.data?.items.length ?? 0;
  const begun = useStore(drafts, (all) => all);
  const isQueue = filter.said === undefined;
  const title = isQueue ? "Needs a look" : "Reviewed";
  const move = (event: KeyboardEvent) => {
    const steps: Record<string, number> = {
      ArrowDown: next,
      ArrowUp: previous,
      Home: 0,
      End: count - 1,
    };
    if (!Object.hasOwn(steps, event.key) || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    choose(steps[event.key]);
  };
  return (
    <section class="card queue" aria-labelledby="queue-title">
      <div class="card-head">
        <h2 id="queue-title">{title}</h2>
        <p class="quiet number">{isQueue && count >= most ? `first ${count}` : count}</p>
      </div>
      <QueueFilterForm filter={filter} onFilter={list} />
      <OtherDrafts begun={begun} items={answer.data?.items ?? []} selected={selected} />
      <Waiting answer={answer} what="the queue">
        {({ items }) =>
          items.length === 0 ? <NothingListed filter={filter} /> : (
            <ol
              class="queue-items"
              onKeyDown={move}
              aria-label={isQueue ? "Items that need a look" : "Reviewed items"}
            >
              {items.map((item, i) => (
                <li key={routeOfItem(item)}>
                  <QueueRow
                    item={item}
                    isSelected={isSameItem(item, selected)}
                    hasDraft={Object.hasOwn(begun, routeOfItem(item))}
                    isStop={i === (place === -1 ? Math.min(next, count - 1) : place)}
                    onChoose={() => choose(i)}
                  />
                </li>
              ))}
            </ol>
          )}
      </Waiting>
    </section>
  );
}

/** Lists other items; the one that was shown is left, for it may not be among them. */
function list(filter: QueueFilter): void {
  location.replace(`#/review${queryOf(filter)}`);
}

function NothingListed({ filter }: { filter: QueueFilter }): JSX.Element {
  if (queryOf(filter) === "") return <p class="quiet">Nothing waits.</p>;
  return (
    <p class="quiet">
      Nothing of this kind.{" "}
      <button type="button" class="key-button" onClick={() => list({})}>Show all</button>
    </p>
  );
}

/** Drafts whose items are not listed: nothing that was written is out of reach. */
function OtherDrafts(
  { begun, items, selected }: {
    begun: Drafts;
    items: readonly QueueItem[];
    selected: ItemKey | undefined;
  },
): JSX.Element | null {
  const shown = new Set([...items, ...(selected ? [selected] : [])].map(routeOfItem));
  const others = Object.entries(begun).filter(([path]) => !shown.has(path));
  if (others.length === 0) return null;
  return (
    <p class="other-drafts">
      Unsent drafts of other items: {others.map(([path, { title }], i) => (
        <>
          {i > 0 && ", "}
          <a key={path} href={`#${path}${queryOf(filterOf(location.hash))}`}>{title ?? path}</a>
        </>
      ))}
    </p>
  );
}

/** Identifier of its row; not the address, to which a browser would scroll. */
export function rowIdOf(item: ItemKey): string {
  return `row:${routeOfItem(item)}`;
}

function QueueRow(
  { item, isSelected, hasDraft, isStop, onChoose }: {
    item: QueueItem;
    isSelected: boolean;
    hasDraft: boolean;
    isStop: boolean;
    onChoose: () => void;
  },
): JSX.Element {
  const { kind, score, decision, summary, reasons, timeMs } = item;
  const percent = score === undefined ? undefined : Math.round(100 * score);
  return (
    <button
      type="button"
      id={rowIdOf(item)}
      class="queue-row"
      tabIndex={isStop ? 0 : -1}
      aria-current={isSelected ? "true" : undefined}
      onClick={onChoose}
    >
      <span class="queue-line">
        <span class="kind-chip" data-kind={kind}>{KIND_NAMES[kind]}</span>
        <span class="quiet number">{dayAndTime(timeMs)}</span>
        {hasDraft && <span class="draft-chip">draft</span>}
        {percent !== undefined && (
          <span class="queue-score number">
            <span class="unseen">score</span>
            {percent}
          </span>
        )}
        {decision !== undefined && (
          <span class="queue-score">
            <span class="badge review-badge" data-state={decision}>{decision}</span>
          </span>
        )}
      </span>
      {percent !== undefined && (
        <svg class="score-bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
          <rect width="100" height="4" />
          <rect class="score-value" width={percent} height="4" />
        </svg>
      )}
      <span class="queue-summary">{summary}</span>
      <span class="queue-reasons">{reasons.slice(0, MOST_REASONS).join(" · ")}</span>
    </button>
  );
}
