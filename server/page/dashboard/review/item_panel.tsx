import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { dateAndTime } from "../format.ts";
import { ReviewBadge } from "../review_badge.tsx";
import { useApi } from "../use_api.ts";
import { Waiting } from "../waiting.tsx";
import { ConflictDialog } from "./conflict_dialog.tsx";
import { DecisionForm } from "./decision_form.tsx";
import { ItemView } from "./item_view.tsx";
import { nameItem } from "./name_item.ts";
import { sourceEvaluationOf } from "./source_evaluation.ts";
import { apiPathOf, type ItemAnswer, type ItemKey, routeOfItem } from "./review_answers.ts";
import { ReviewHistory } from "./review_history.tsx";
import { KIND_NAMES } from "./review_words.ts";
import { useDraft } from "./use_draft.ts";

/** One item: what it is, what a person says of it, and what was said. */
export function ItemPanel(
  { of, reasons, turn, onReviewed }: {
    readonly of: ItemKey;
    /** Why it needs a look. */
    readonly reasons: readonly string[];
    /** Another number whenever there may be news. */
    readonly turn: number;
    /** Called after a review was kept. */
    readonly onReviewed: () => void;
  },
): JSX.Element {
  const answer = useApi<ItemAnswer>(apiPathOf(of));
  useEffect(() => {
    if (turn > 0) answer.reload();
  }, [turn]);
  return (
    <div class="review-column" id="review-item" data-item={routeOfItem(of)}>
      <Waiting answer={answer} what="the item">
        {(item) => (
          <Item answer={item} reasons={reasons} reload={answer.reload} onReviewed={onReviewed} />
        )}
      </Waiting>
    </div>
  );
}

function Item(
  { answer, reasons, reload, onReviewed }: {
    answer: ItemAnswer;
    reasons: readonly string[];
    reload: () => void;
    onReviewed: () => void;
  },
): JSX.Element {
  const draft = useDraft(answer, { reload, onReviewed });
  const { title, timeMs } = nameItem(answer);
  return (
    <>
      <section class="card review-item" aria-labelledby="item-title">
        <div class="card-head">
          <h2 id="item-title" tabIndex={-1}>{KIND_NAMES[answer.kind]} {title}</h2>
          <p class="number">
            {Number.isFinite(timeMs) && <span class="quiet">{dateAndTime(timeMs)} UTC</span>}{" "}
            <ReviewBadge state={answer.state} atSource={sourceEvaluationOf(answer)} />
          </p>
        </div>
        {reasons.length > 0 && (
          <ul class="why" aria-label="Why it needs a look">
            {reasons.map((reason) => <li key={reason}>{reason}</li>)}
          </ul>
        )}
        <ItemView answer={answer} draft={draft} />
      </section>
      <p class="review-told" id="review-told" role="status" tabIndex={-1}>{draft.told}</p>
      <DecisionForm answer={answer} draft={draft} />
      <ReviewHistory answer={answer} onUndo={() => draft.decide("undone")} />
      <ConflictDialog conflict={draft.conflict} onLookAgain={draft.lookAgain} />
    </>
  );
}
