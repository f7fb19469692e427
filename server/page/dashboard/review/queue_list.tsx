import type { JSX } from "preact";
import { dayAndTime } from "../format.ts";
import type { ApiAnswer } from "../use_api.ts";
import { Waiting } from "../waiting.tsx";
import { isSameItem, type ItemKey, type QueueItem, routeOfItem } from "./review_answers.ts";
import { KIND_NAMES } from "./review_words.ts";

/** Reasons that are listed, the weightiest; the item itself has all of them. */
const MOST_REASONS = 2;

/** The queue, what needs a look most first: one stop for Tab, and arrows from item to item. */
export function QueueList(
  { answer, selected, place, onChoose }: {
    readonly answer: ApiAnswer<{ items: QueueItem[] }>;
    readonly selected: ItemKey | undefined;
    /** Place of the selected item; -1 where it is not in the queue. */
    readonly place: number;
    readonly onChoose: (place: number) => void;
  },
): JSX.Element {
  const count = answer.data?.items.length ?? 0;
  const move = (event: KeyboardEvent) => {
    const steps: Record<string, number> = {
      ArrowDown: place + 1,
      ArrowUp: place - 1,
      Home: 0,
      End: count - 1,
    };
    if (!Object.hasOwn(steps, event.key) || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    onChoose(steps[event.key]);
  };
  return (
    <section class="card queue" aria-labelledby="queue-title">
      <div class="card-head">
        <h2 id="queue-title">Needs a look</h2>
        <p class="quiet number">{count}</p>
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
                      isStop={place === i || place === -1 && i === 0}
                      onChoose={() => onChoose(i)}
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
