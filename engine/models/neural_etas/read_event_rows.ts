import { DAY_MS, type PointEvents } from "../../domain/mod.ts";
import { placeColumns } from "../etas/place_columns.ts";
import { EVENT_FEATURES, type EventState } from "./event_state.ts";
import { BACKGROUNDS } from "./place_head.ts";

/** What ETAS says of the events that are read. */
export interface EventRowsTask {
  /** Number of events. */
  size: number;
  /** Smallest magnitude. */
  mc: number;
  /** Rate of the whole plane at each event, events a day. [event] */
  rate: Float64Array;
  /** Events expected since the event before. [event] */
  expected: Float64Array;
  /** Rate that earlier events trigger at each event, events a day and km². [event] */
  triggered: Float64Array;
  /** Background of the whole region, events a day. */
  background: number;
  /** Densities of the backgrounds, of which the first counts, per km². [event, BACKGROUNDS] */
  densities: Float32Array;
  /** What is known before the first event; after the call, what is known after the last. */
  state: EventState;
}

/** What is known before each event, and after the last. [event + 1, EVENT_FEATURES] */
export function readEventRows(
  events: PointEvents,
  { size, mc, rate, expected, triggered, background, densities, state }: EventRowsTask,
): Float32Array {
  const { xyz } = placeColumns(events.places);
  const rows = new Float32Array(EVENT_FEATURES * (size + 1));
  for (let event = 0; event < size; event++) {
    const here = background * densities[BACKGROUNDS * event];
    state.add({
      day: events.timeMs[event] / DAY_MS,
      excess: events.magnitude[event] - mc,
      place: [xyz[0][event], xyz[1][event], xyz[2][event]],
      expected: expected[event],
      rate: rate[event],
      backgroundShare: background / rate[event],
      backgroundProbability: here / (here + triggered[event]),
    }, rows.subarray(EVENT_FEATURES * (event + 1), EVENT_FEATURES * (event + 2)));
  }
  return rows;
}
