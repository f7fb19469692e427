import type { JSX } from "preact";
import { DAY_MS, type LiveEvent, type ScheduledForecast } from "../../../../engine/domain/mod.ts";
import { formatDate } from "../../../../engine/drawing/mod.ts";
import { ReviewBadge } from "../review_badge.tsx";
import { useApi } from "../use_api.ts";
import { AftershockTable } from "./aftershock_table.tsx";
import { ForecastCounts } from "./forecast_counts.tsx";
import { ForecastMap } from "./forecast_map.tsx";
import { ForecastOutcome } from "./forecast_outcome.tsx";
import type { ScoredForecast } from "./listed_forecast.ts";
import { nameHorizon } from "./name_horizon.ts";
import { PublishedBadge } from "./published_badge.tsx";

/** Days before a forecast whose events are on its map. */
const PAST_DAYS = 30;

/** A whole forecast: its sentence first, then numbers, table, map, what came of it and what it rests on. */
export function ForecastView({ forecast }: { forecast: ScoredForecast }): JSX.Element {
  const { review, kind, isPublished, startMs, endMs, sentence, gate, table, map, outcome } =
    forecast;
  const past = useApi<{ events: LiveEvent[] }>(
    `/v1/events?start=${new Date(startMs - PAST_DAYS * DAY_MS).toISOString()}&end=${
      new Date(startMs).toISOString()
    }&limit=500`,
  );
  const horizon = nameHorizon(table[0]?.horizon ?? "");
  const after = forecast.trigger &&
    ` after the magnitude ${forecast.trigger.magnitude.toFixed(1)} of ${
      formatDate(forecast.trigger.timeMs)
    }`;
  return (
    <div class="columns forecast">
      <section class="card wide lead-card" aria-labelledby="sentence-heading">
        <h2 id="sentence-heading">
          {kind === "aftershock" ? "Aftershocks" : "Day"}
          {after}, {formatDate(startMs)} to {formatDate(endMs)} UTC{" "}
          <PublishedBadge isPublished={isPublished} /> <ReviewBadge state={review.state} />
        </h2>
        <p class="sentence">{sentence}</p>
        {!isPublished && (
          <div class="warning" role="note">
            <p>
              This forecast is withheld: its probabilities have not earned trust. It is shown to
              those who run it.
            </p>
            <ul>{gate.reasons.map((reason) => <li key={reason}>{reason}</li>)}</ul>
          </div>
        )}
        <Provenance forecast={forecast} />
      </section>
      <div class="stack">
        <section class="card" aria-labelledby="table-heading">
          <h2 id="table-heading">How likely, how many</h2>
          <p>
            In each field: the chance of one or more, the expected number, and the range that holds
            the number 95 times in 100.
          </p>
          <AftershockTable rows={table} caption="By magnitude and time" />
        </section>
        <ForecastCounts forecast={forecast} horizon={horizon} />
      </div>
      <div class="stack">
        <ForecastMap
          key={forecast.id}
          map={map}
          horizon={horizon}
          events={past.data?.events ?? []}
        />
        {outcome !== undefined && <ForecastOutcome outcome={outcome} />}
        <Remarks forecast={forecast} />
      </div>
    </div>
  );
}

function Provenance(
  { forecast: { id, issuedMs, card } }: { forecast: ScheduledForecast },
): JSX.Element {
  return (
    <p class="quiet">
      A probability, not a prediction. Made {formatDate(issuedMs)} UTC by{" "}
      <a href={`#/models/${encodeURIComponent(card.name)}`}>{card.name}</a>
      ; what came later took no part.{" "}
      <a href={`#/review/forecast/${encodeURIComponent(id)}`}>Review it</a>
    </p>
  );
}

function Remarks({ forecast }: { forecast: ScheduledForecast }): JSX.Element {
  const { card, remarks, gate, isPublished } = forecast;
  const lines = [card.sentence, ...isPublished ? gate.reasons : [], ...remarks];
  return (
    <section class="card" aria-labelledby="remarks-heading">
      <h2 id="remarks-heading">What it rests on</h2>
      <ul class="sentences">
        {lines.filter((line) => line !== "").map((line) => <li key={line}>{line}</li>)}
      </ul>
    </section>
  );
}
