import type { JSX } from "preact";
import {
  preferredMagnitude,
  preferredOrigin,
  type SeismicEvent,
} from "../../../../engine/domain/mod.ts";
import { fixed, placeName } from "../format.ts";
import { EventPlaces } from "./event_places.tsx";
import { ManualResiduals } from "./manual_residuals.tsx";
import { RelocationOffer } from "./relocation_offer.tsx";
import { ResidualPlot } from "./residual_plot.tsx";
import type { ItemAnswer } from "./review_answers.ts";
import { stationArrivals } from "./station_arrival.ts";
import type { Draft } from "./use_draft.ts";

/** An event on a map with its stations, how each arrival fits, and its numbers. */
export function EventItem({ answer, draft }: { answer: ItemAnswer; draft: Draft }): JSX.Element {
  const event = answer.current as SeismicEvent;
  const origin = preferredOrigin(event);
  const found = preferredOrigin(answer.item as SeismicEvent);
  const seen = found?.arrivals ?? [];
  const arrivals = stationArrivals(event, origin?.arrivals.length ? origin.arrivals : seen);
  const isManual = origin !== undefined && origin.arrivals.length === 0 && seen.length > 0;
  if (origin === undefined) return <p class="quiet">Nobody has located it.</p>;
  const written = {
    latitude: Number(draft.texts.latitude ?? origin.latitude),
    longitude: Number(draft.texts.longitude ?? origin.longitude),
  };
  return (
    <>
      <Facts event={event} />
      <div class="event-views">
        <EventPlaces
          origin={origin}
          found={found ?? origin}
          written={draft.decision === "revised" ? written : undefined}
          arrivals={arrivals}
        />
        {isManual
          ? <ManualResiduals key={origin.id} eventId={answer.itemId} />
          : <ResidualPlot arrivals={arrivals} />}
      </div>
      <RelocationOffer answer={answer} draft={draft} />
    </>
  );
}

function Facts({ event }: { event: SeismicEvent }): JSX.Element {
  const origin = preferredOrigin(event)!;
  const magnitude = preferredMagnitude(event);
  const error = (value: number | undefined, unit: string) =>
    value === undefined || value === null ? "" : ` ± ${fixed(value, 1)}${unit}`;
  const facts: [string, string][] = [
    [
      "Place",
      `${placeName(origin.latitude, origin.longitude)}${error(origin.horizontalErrorKm, " km")}`,
    ],
    ["Depth", `${fixed(origin.depthKm ?? NaN, 1)} km${error(origin.depthErrorKm, "")}`],
    [
      "Magnitude",
      magnitude === undefined
        ? "–"
        : `${magnitude.magnitudeType} ${fixed(magnitude.magnitude, 1)}${
          error(magnitude.error, "")
        }`,
    ],
    [
      "Residual",
      origin.rootMeanSquareSeconds === undefined
        ? "–"
        : `${fixed(origin.rootMeanSquareSeconds, 2)} s`,
    ],
    [
      "Gap",
      origin.azimuthalGapDegrees === undefined ? "–" : `${fixed(origin.azimuthalGapDegrees, 0)}°`,
    ],
    ["Type", event.eventType],
    ["Found by", origin.method ?? "–"],
  ];
  return (
    <dl class="facts number">
      {facts.filter(([, value]) => value !== "–").map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
