import type { JSX } from "preact";
import { useEffect, useMemo } from "preact/hooks";
import type { Review } from "../../../../engine/domain/mod.ts";
import { dateAndTime, timeOfDay } from "../format.ts";
import { useApi } from "../use_api.ts";
import { addressOfItem } from "./review_answers.ts";
import { KIND_NAMES } from "./review_words.ts";

const MOST_SHOWN = 8;

/** What was said last, by anyone: each leads to its item. */
export function RecentReviews({ turn }: { turn: number }): JSX.Element | null {
  const answer = useApi<{ reviews: Review[] }>(`/v1/reviews?limit=${MOST_SHOWN}&last=true`);
  useEffect(() => {
    if (turn > 0) answer.reload();
  }, [turn]);
  const reviews = useMemo(() => [...answer.data?.reviews ?? []].reverse(), [answer.data]);
  if (reviews.length === 0) return null;
  return (
    <section class="card" aria-labelledby="recent-title">
      <div class="card-head">
        <h2 id="recent-title">Said last</h2>
      </div>
      <ol class="recent-reviews">
        {reviews.map((review) => (
          <li key={`${review.kind} ${review.itemId} ${review.number}`}>
            <span class="review-sign" data-decision={review.decision} aria-hidden="true" />
            <span>
              <a href={addressOfItem(review)}>{KIND_NAMES[review.kind]} {review.decision}</a>
              {" by "}
              {review.author}
              <span class="quiet">: {review.reason}</span>
            </span>
            <time class="quiet number" title={`${dateAndTime(review.reviewedMs)} UTC`}>
              {timeOfDay(review.reviewedMs)}
            </time>
          </li>
        ))}
      </ol>
    </section>
  );
}
