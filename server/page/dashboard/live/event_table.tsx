import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { LiveEvent } from "../../../../engine/domain/mod.ts";
import { useStore } from "../create_store.ts";
import { dayAndTime, fixed, placeName } from "../format.ts";
import { ReviewBadge } from "../review_badge.tsx";
import { SortHeader, type SortOrder } from "../sort_header.tsx";
import type { EventChoice } from "./live_map.tsx";
import { liveStore } from "./live_store.ts";

/** Rows that are shown. */
const MOST_ROWS = 200;

const COLUMNS: readonly (readonly [
  key: string,
  label: string,
  value: (event: LiveEvent) => number,
  isRight: boolean,
])[] = [
  ["time", "Time, UTC", ({ timeMs }) => timeMs, false],
  ["magnitude", "Magnitude", ({ magnitude }) => magnitude ?? -Infinity, true],
  ["depth", "Depth, km", ({ depthKm }) => depthKm ?? -Infinity, true],
  ["place", "Place", ({ latitude }) => latitude, false],
  ["review", "Review", ({ status }) => status === "reviewed" ? 1 : 0, false],
];

/** The events of the last days; a row is chosen to see it on the map and read more. */
export function EventTable({ selected, onSelect }: EventChoice): JSX.Element {
  const events = useStore(liveStore, (state) => state.events);
  const [order, setOrder] = useState<SortOrder>({ key: "time", isDown: true });
  const value = COLUMNS.find(([key]) => key === order.key)![2];
  const sign = order.isDown ? -1 : 1;
  const rows = events.toSorted((a, b) => sign * (value(a) - value(b))).slice(0, MOST_ROWS);
  return (
    <section class="card event-list" aria-labelledby="events-title">
      <div class="card-head">
        <h2 id="events-title">Events</h2>
        <p class="quiet number">
          {rows.length < events.length ? `${rows.length} of ${events.length}` : events.length}
        </p>
      </div>
      <div class="table-frame" tabIndex={0} role="region" aria-labelledby="events-title">
        <table>
          <thead>
            <tr>
              {COLUMNS.map(([key, label, , isRight]) => (
                <SortHeader
                  key={key}
                  name={key}
                  label={label}
                  isRight={isRight}
                  order={order}
                  onOrder={setOrder}
                />
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((event) => (
              <Row
                key={event.id}
                event={event}
                isSelected={event.id === selected}
                onSelect={onSelect}
              />
            ))}
          </tbody>
        </table>
        {rows.length === 0 && <p class="quiet empty">No event in the last days.</p>}
      </div>
    </section>
  );
}

function Row(
  { event, isSelected, onSelect }: {
    event: LiveEvent;
    isSelected: boolean;
    onSelect: EventChoice["onSelect"];
  },
): JSX.Element {
  const { id, timeMs, magnitude, magnitudeSigma, magnitudeType, depthKm } = event;
  return (
    <tr data-selected={isSelected} onClick={() => onSelect(id)}>
      <td>
        <button
          type="button"
          class="row-button"
          aria-pressed={isSelected}
          onClick={(click) => {
            click.stopPropagation();
            onSelect(isSelected ? undefined : id);
          }}
        >
          {dayAndTime(timeMs)}
        </button>
      </td>
      <td class="right">
        <b>{fixed(magnitude, 1)}</b>{" "}
        <span class="quiet">
          {magnitudeSigma !== undefined && `± ${fixed(magnitudeSigma, 1)} `}
          {magnitude !== undefined && magnitudeType}
        </span>
      </td>
      <td class="right">{fixed(depthKm, 0)}</td>
      <td>{placeName(event.latitude, event.longitude)}</td>
      <td>
        <ReviewBadge state={event.status === "reviewed" ? "reviewed" : "automatic"} />
      </td>
    </tr>
  );
}
