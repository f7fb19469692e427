import type { JSX } from "preact";
import type { ItemAnswer } from "./review_answers.ts";
import { sourceEvaluationOf } from "./source_evaluation.ts";
import { sayCorrection, sayReview } from "./review_words.ts";

/** All that was said of an item, the newest first; what stands may be undone. */
export function ReviewHistory(
  { answer, onUndo }: { answer: ItemAnswer; onUndo: () => void },
): JSX.Element {
  const { reviews, standing } = answer;
  return (
    <section class="card" aria-labelledby="history-title">
      <div class="card-head">
        <h2 id="history-title">What was said</h2>
        <p class="quiet number">{reviews.length}</p>
      </div>
      {reviews.length === 0 && <p class="quiet">{sayUnreviewed(answer)}</p>}
      <ol class="review-history" reversed>
        {reviews.toReversed().map((review) => (
          <li key={review.number} value={review.number} data-stands={review.number === standing}>
            <span class="review-sign" data-decision={review.decision} aria-hidden="true" />
            <div>
              <p>
                <b>{sayReview(review)}</b>{" "}
                {review.undoes !== undefined && <span class="quiet">of review {review.undoes}
                </span>}
              </p>
              <p>{review.reason}</p>
              {review.correction && <p class="quiet number">{sayCorrection(review)}</p>}
            </div>
            {review.number === standing && (
              <button type="button" class="key-button" onClick={onUndo}>
                <kbd aria-hidden="true">u</kbd> Undo{" "}
                <span class="unseen">review {review.number}</span>
              </button>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

function sayUnreviewed(answer: ItemAnswer): string {
  const atSource = sourceEvaluationOf(answer);
  return atSource === undefined
    ? "Nobody has looked at it yet: it is automatic."
    : `Nobody has looked at it here; its source calls it ${atSource}.`;
}
