/** Where events happened: on the globe, or in a plane. */
export type EventPlaces = GeographicPlaces | PlanePlaces;

/** Places on the globe. */
export interface GeographicPlaces {
  /** Which kind it is. */
  kind: "geographic";
  /** Degrees north. [event] */
  latitude: Float64Array;
  /** Degrees east. [event] */
  longitude: Float64Array;
}

/** Places in a plane, as in tables that were projected before. */
export interface PlanePlaces {
  /** Which kind it is. */
  kind: "plane";
  /** Kilometres north of the plane's origin. [event] */
  northKm: Float64Array;
  /** Kilometres east of the plane's origin. [event] */
  eastKm: Float64Array;
}

/** Events as a point process sees them: time, magnitude and place. */
export interface PointEvents {
  /** What they are called in messages, such as the name of the file. */
  name: string;
  /** Number of events. */
  size: number;
  /** Milliseconds: UTC since 1970, or since the first event where there are no dates. [event] */
  timeMs: Float64Array;
  /** Whether times are dates. */
  isDated: boolean;
  /** Magnitude. [event] */
  magnitude: Float64Array;
  /** Where they happened. */
  places: EventPlaces;
}

/** Chosen rows of events, in the order given. */
export function selectEvents(events: PointEvents, rows: Uint32Array): PointEvents {
  const pick = (column: Float64Array) => Float64Array.from(rows, (row) => column[row]);
  const { places } = events;
  return {
    ...events,
    size: rows.length,
    timeMs: pick(events.timeMs),
    magnitude: pick(events.magnitude),
    places: places.kind === "geographic"
      ? { ...places, latitude: pick(places.latitude), longitude: pick(places.longitude) }
      : { ...places, northKm: pick(places.northKm), eastKm: pick(places.eastKm) },
  };
}
