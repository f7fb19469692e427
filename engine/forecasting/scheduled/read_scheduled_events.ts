import type { Box, PointEvents, Polygon } from "../../domain/mod.ts";
import { boundingBox } from "../../mathematics/mod.ts";
import { preparePointHistory } from "../../preprocessing/mod.ts";
import type { Database, ListedEvent } from "../../storage/mod.ts";
import type { SchedulePlan } from "./schedule_options.ts";
import type { ObservedEvents } from "./score_scheduled.ts";

/** Kinds of event that are forecast; of some catalogues the kind is not known. */
const EARTHQUAKES = ["earthquake", ""];

/** Part of a magnitude by which rounding may lift an event into the catalogue. */
const ROUNDING = 0.051;

/** Events of the database that a schedule may need, up to a time, the oldest first. */
export function listScheduledEvents(
  database: Database,
  { model, baselines }: SchedulePlan,
  span: { readonly startMs?: number; readonly endMs: number },
): ListedEvent[] {
  const models = [model, ...baselines];
  const least = Math.min(...models.map(({ setting }) => setting.mc - ROUNDING));
  const isCut = models.every(({ setting }) => setting.cutsRegion);
  return database.events.list({
    ...span,
    ...{ minimumMagnitude: least, eventTypes: EARTHQUAKES },
    ...(isCut ? { box: boxAround(models.map(({ setting }) => setting.region)) } : {}),
  });
}

/** Listed events as a point process sees them. */
export function pointEventsOfList(list: readonly ListedEvent[]): PointEvents {
  const column = () => new Float64Array(list.length);
  const [timeMs, magnitude, latitude, longitude] = [column(), column(), column(), column()];
  for (let row = 0; row < list.length; row++) {
    timeMs[row] = list[row].timeMs;
    magnitude[row] = list[row].magnitude;
    latitude[row] = list[row].latitude;
    longitude[row] = list[row].longitude;
  }
  const places = { kind: "geographic" as const, latitude, longitude };
  return { name: "the database", size: list.length, isDated: true, timeMs, magnitude, places };
}

/** What came, as a model's events are prepared, with the identifiers. */
export function observedEventsOf(
  list: readonly ListedEvent[],
  { setting }: SchedulePlan["model"],
): ObservedEvents {
  const { mc, magnitudeStep, referenceRounding, region, cutsRegion } = setting;
  const events = preparePointHistory(pointEventsOfList(list), {
    ...{ mc, magnitudeStep, referenceRounding, untilMs: Infinity },
    ...(cutsRegion ? { region } : {}),
  });
  const ids: string[] = [];
  const { places } = events;
  let at = 0;
  for (let row = 0; row < events.size && places.kind === "geographic"; row++) {
    const isSame = ({ timeMs, latitude, longitude }: ListedEvent) =>
      timeMs === events.timeMs[row] && latitude === places.latitude[row] &&
      longitude === places.longitude[row];
    while (!isSame(list[at])) at++;
    ids.push(list[at++].id);
  }
  return { events, ids };
}

function boxAround(regions: readonly Polygon[]): Box {
  const corners = regions.flat().map(([longitude, latitude]) => ({ longitude, latitude }));
  return boundingBox(corners)!;
}
