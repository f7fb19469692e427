import { useEffect, useState } from "preact/hooks";
import type { DamageState } from "../../../../engine/domain/mod.ts";
import { useStore } from "../create_store.ts";
import { getJson } from "../use_api.ts";
import { liveStore } from "./live_store.ts";

/** A building of an impact. */
export interface ShownBuilding {
  /** Its name. */
  readonly id: string;
  /** Degrees east and north. [2] */
  readonly place: readonly [longitude: number, latitude: number];
  /** Place in the order of inspection. */
  readonly rank: number;
  /** Probability of moderate damage or worse. */
  readonly damage: number;
}

/** The newest impact, as it is shown. */
export interface ShownImpact {
  /** Largest intensity. */
  readonly largestIntensity: number;
  /** PAGER's colours, where people are known. */
  readonly fatalityAlert?: string;
  /** PAGER's colour of losses. */
  readonly economicAlert?: string;
  /** Areas where intensities are reached, the weakest first: rings of degrees east and north. */
  readonly areas: readonly { readonly intensity: number; readonly coordinates: Polygons }[];
  /** Buildings in the order of inspection. */
  readonly buildings: readonly ShownBuilding[];
  /** What a reader must know. */
  readonly remarks: readonly string[];
}

type Polygons = [number, number][][][];

/** What GET /v1/events/{id}/impact answers, as far as it is shown. */
interface ImpactAnswer {
  readonly contours: readonly { readonly intensity: number; readonly coordinates: Polygons }[];
  readonly buildings?: readonly {
    readonly building: {
      readonly id: string;
      readonly latitude: number;
      readonly longitude: number;
    };
    readonly rank: number;
    readonly probabilities: Readonly<Record<DamageState, number>>;
  }[];
  readonly remarks: readonly string[];
}

/** The newest impact of the feed with its map; the last one stays until the next is there. */
export function useImpact(): ShownImpact | undefined {
  const newest = useStore(liveStore, (state) => state.impacts[0]);
  const [shown, setShown] = useState<ShownImpact | undefined>();
  useEffect(() => {
    if (newest === undefined) return;
    const ending = new AbortController();
    const path = `/v1/events/${encodeURIComponent(newest.eventId)}/impact`;
    getJson<ImpactAnswer>(path, ending.signal).then(
      (answer) => setShown({ ...newest, ...shownOf(answer) }),
      () => {}, // the feed tells whether the server can be reached
    );
    return () => ending.abort();
  }, [newest]);
  return shown;
}

function shownOf(
  { contours, buildings = [], remarks }: ImpactAnswer,
): Pick<ShownImpact, "areas" | "buildings" | "remarks"> {
  return {
    remarks,
    // Rings of GeoJSON go the other way round than those of d3.
    areas: contours.map(({ intensity, coordinates }) => ({
      intensity,
      coordinates: coordinates.map((polygon) => polygon.map((ring) => [...ring].reverse())),
    })),
    buildings: buildings.map(({ building: { id, longitude, latitude }, rank, probabilities }) => ({
      ...{ id, rank, place: [longitude, latitude] as const },
      damage: probabilities.moderate + probabilities.extensive + probabilities.complete,
    })),
  };
}
