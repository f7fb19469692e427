import type { JSX } from "preact";
import { dayAndTime } from "../format.ts";
import type { ApiAnswer } from "../use_api.ts";
import { Waiting } from "../waiting.tsx";
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
  { answer, selection, most }: {
    readonly answer: ApiAnswer<{ items: QueueItem[] }>;
    readonly selection: QueueSelection;
    /** Items that are asked for: where there are as many, more may wait. */
    readonly most: number;
  },
): JSX.Element {
  const { selected, place, next, previous, choose } = selection;
  const count = answer.data?.items.length ?? 0;
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
        <h2 id="queue-title">Needs a look</h2>
        <p class="quiet number">{count >= most ? `first ${count}` : count}</p>
      </div>
      <Waiting answer={answer} what="the queue">
        {({ items }) =>
          items.length === 0
            ? <p class="quiet">Nothing waits.</p>
            : (
              <ol class="queue-items" onKeyDown={move} aria-label="Items that need a look">
                {items.map((item, i) => (
                  <li key={routeOfItem(item)}>
                    <QueueRow
                      item={item}
                      isSelected={isSameItem(item, selected)}
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

/** Identifier of its row; not the address, to which a browser would scroll. */
export function rowIdOf(item: ItemKey): string {
  return `row:${routeOfItem(item)}`;
}

function QueueRow(
  { item, isSelected, isStop, onChoose }: {
    item: QueueItem;
    isSelected: boolean;
    isStop: boolean;
    onChoose: () => void;
  },
): JSX.Element {
  const { kind, score, summary, reasons, timeMs } = item;
  const percent = Math.round(100 * score);
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
        <span class="queue-score number">
          <span class="unseen">score</span>
          {percent}
        </span>
      </span>
      <svg class="score-bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
        <rect width="100" height="4" />
        <rect class="score-value" width={percent} height="4" />
      </svg>
      <span class="queue-summary">{summary}</span>
      <span class="queue-reasons">{reasons.slice(0, MOST_REASONS).join(" · ")}</span>
    </button>
  );
}
