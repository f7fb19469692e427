import type { JSX } from "preact";
import type { ForecastCorrection } from "../../../../engine/domain/mod.ts";
import { formatDate } from "../../../../engine/drawing/mod.ts";
import { AftershockTable } from "../forecasts/aftershock_table.tsx";
import type { ScoredForecast } from "../forecasts/listed_forecast.ts";
import { PublishedBadge } from "../forecasts/published_badge.tsx";
import type { ItemAnswer } from "./review_answers.ts";

/** A forecast in its numbers, and what a person says instead. */
export function ForecastItem({ answer }: { answer: ItemAnswer }): JSX.Element {
  const { id, sentence, startMs, endMs, isPublished, table } = answer.item as ScoredForecast;
  const said = answer.correction as ForecastCorrection | undefined;
  return (
    <>
      <p class="number">
        {formatDate(startMs)} to {formatDate(endMs)} UTC{" "}
        <PublishedBadge isPublished={isPublished} />
      </p>
      <p>{sentence}</p>
      {said && (
        <p class="review-note">
          A person says instead: {said.probability !== undefined &&
            `${(100 * said.probability).toPrecision(3)} % for one or more. `}
          {said.mean !== undefined && `${said.mean} expected. `}
          {said.note}
        </p>
      )}
      <AftershockTable rows={table} caption="By magnitude and time, as the model has it" />
      <p>
        <a href={`#/forecasts/${encodeURIComponent(id)}`}>The whole forecast</a>
      </p>
    </>
  );
}
