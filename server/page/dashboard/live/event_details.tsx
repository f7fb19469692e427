import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Arrival, LiveEvent, Pick } from "../../../../engine/domain/mod.ts";
import { useStore } from "../create_store.ts";
import { dateAndTime, fixed, placeName, timeOfDay } from "../format.ts";
import { ReviewBadge } from "../review_badge.tsx";
import { type ApiAnswer, useApi } from "../use_api.ts";
import { type EventChoice, findEvent } from "./live_map.tsx";
import { liveStore } from "./live_store.ts";

/** What GET /v1/events/{id} answers, as much as is shown. */
interface EventAnswer {
  readonly revisions: readonly {
    readonly revision: number;
    readonly recordedMs: number;
    readonly status: string;
    readonly reason: string;
  }[];
  readonly picks: readonly Pick[];
  readonly arrivals: readonly Arrival[];
  readonly quakeml: string;
}

/** The event that was chosen, with its picks and revisions. */
export function EventDetails({ selected, onSelect }: EventChoice): JSX.Element | null {
  const event = useStore(liveStore, (state) => findEvent(state.events, selected));
  const path = selected === undefined ? undefined : `/v1/events/${encodeURIComponent(selected)}`;
  const answer = useApi<EventAnswer>(path);
  const revision = event?.revision;
  const isFirst = useRef(true);
  useEffect(() => {
    if (!isFirst.current) answer.reload();
    isFirst.current = false;
  }, [revision]);
  if (event === undefined) return null;
  return (
    <section class="card event-details" aria-labelledby="details-title">
      <div class="card-head">
        <h2 id="details-title">
          M {fixed(event.magnitude, 1)} · {dateAndTime(event.timeMs)}
        </h2>
        <button type="button" class="quiet-button" onClick={() => onSelect(undefined)}>
          Close
        </button>
      </div>
      <Facts event={event} />
      <Records id={event.id} answer={answer} />
    </section>
  );
}

function Facts({ event }: { event: LiveEvent }): JSX.Element {
  return (
    <dl class="facts number">
      <div>
        <dt>Place</dt>
        <dd>
          {placeName(event.latitude, event.longitude)}
          {event.horizontalErrorKm !== undefined && ` ± ${fixed(event.horizontalErrorKm, 1)} km`}
        </dd>
      </div>
      <div>
        <dt>Depth</dt>
        <dd>{fixed(event.depthKm, 1)} km</dd>
      </div>
      <div>
        <dt>Status</dt>
        <dd>
          <ReviewBadge state={event.status === "deleted" ? "rejected" : event.status} /> revision
          {" "}
          {event.revision}
        </dd>
      </div>
    </dl>
  );
}

function Records(
  { id, answer }: { id: string; answer: ApiAnswer<EventAnswer> },
): JSX.Element {
  const { data, error } = answer;
  if (error !== undefined) return <p role="alert">{error.message}</p>;
  if (data === undefined) return <p class="quiet">Loading</p>;
  const residuals = new Map(data.arrivals.map((arrival) => [arrival.pickId, arrival]));
  return (
    <>
      <h3>Picks</h3>
      <div class="table-frame short" tabIndex={0} role="region" aria-label="Picks of the event">
        <table>
          <thead>
            <tr>
              <th scope="col">Station</th>
              <th scope="col">Phase</th>
              <th scope="col">Time, UTC</th>
              <th scope="col" class="right">Distance, km</th>
              <th scope="col" class="right">Residual, s</th>
            </tr>
          </thead>
          <tbody>
            {data.picks.map((pick) => (
              <tr key={pick.id}>
                <td>{pick.code.network}.{pick.code.station}</td>
                <td>{pick.phase}</td>
                <td>{timeOfDay(pick.timeMs, 1)}</td>
                <td class="right">{fixed(residuals.get(pick.id)?.distanceKm, 0)}</td>
                <td class="right">{fixed(residuals.get(pick.id)?.residualSeconds, 2)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <h3>Revisions</h3>
      <ol class="revisions number" aria-label="Revisions of the event">
        {data.revisions.map(({ revision, recordedMs, status, reason }) => (
          <li key={revision} value={revision}>
            {timeOfDay(recordedMs)} · {status}
            {reason !== "" && <span class="quiet">· {reason}</span>}
          </li>
        ))}
      </ol>
      <p class="links">
        <a href={`#/review/event/${encodeURIComponent(id)}`}>Review it</a>{" "}
        <a href={data.quakeml}>QuakeML</a>
      </p>
    </>
  );
}
