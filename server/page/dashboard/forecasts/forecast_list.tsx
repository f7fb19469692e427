import type { JSX } from "preact";
import { formatDate, formatEvents } from "../../../../engine/drawing/mod.ts";
import { ReviewBadge } from "../review_badge.tsx";
import type { ListedForecast } from "./listed_forecast.ts";
import { PublishedBadge } from "./published_badge.tsx";

/** Forecasts, the newest first: what each is of, whether it is published, and what came of it. */
export function ForecastList(
  { forecasts, shown }: { forecasts: readonly ListedForecast[]; shown: string | undefined },
): JSX.Element {
  if (forecasts.length === 0) {
    return (
      <p>
        No scheduled forecast has been made yet: one is made each day, and after each large event.
      </p>
    );
  }
  return (
    <ol class="forecast-list">
      {forecasts.map(({ id, startMs, headline, model, isPublished, outcome, review }) => (
        <li key={id} class={id === shown ? "shown" : undefined}>
          <a
            href={`#/forecasts/${encodeURIComponent(id)}`}
            aria-current={id === shown ? "true" : undefined}
          >
            {formatDate(startMs)}
          </a>
          <span class="headline">{headline}</span>
          <span class="badges">
            <PublishedBadge isPublished={isPublished} /> <ReviewBadge state={review.state} />
          </span>
          <span class="quiet">
            {model} ·{" "}
            {outcome === undefined
              ? "outcome not yet known"
              : `${formatEvents(outcome.events)} came`}
          </span>
        </li>
      ))}
    </ol>
  );
}
