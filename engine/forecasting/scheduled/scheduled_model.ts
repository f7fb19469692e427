import type { PointConsistency, Polygon } from "../../domain/mod.ts";
import type { PointModel } from "../point_processes/point_model.ts";
import type {
  CatalogueSimulator,
  SimulationWindow,
} from "../point_processes/point_process_model.ts";
import { regionToDrawIn } from "../point_processes/region_to_draw_in.ts";

/** What makes scheduled forecasts: something that draws catalogues from a history. */
export interface ScheduledModel {
  /** Its name, by which forecasts and scores are found. */
  readonly name: string;
  /** Checksum of its files; left out of a formula. */
  readonly checksum?: string;
  /** Its card and where it lay, as the register of models keeps them; left out of a formula. */
  readonly kept?: { readonly card: unknown; readonly folder: string };
  /** Events it takes and gives. */
  readonly setting: {
    /** Smallest magnitude. */
    readonly mc: number;
    /** Step to which magnitudes are rounded. */
    readonly magnitudeStep: number;
    /** Whether magnitudes are rounded as the published scores do. */
    readonly referenceRounding: boolean;
    /** Outline of its region. */
    readonly region: Polygon;
    /** Whether events outside the region are left out of the history. */
    readonly cutsRegion: boolean;
  };
  /** Which process, such as "etas". */
  readonly process: string;
  /** What its card says of its skill. */
  readonly sentence: string;
  /** Tests of its short forecasts where it was trained; null where none were made. */
  readonly consistency: PointConsistency | null;
  /** Makes a simulator of a window. */
  simulate(window: SimulationWindow): CatalogueSimulator;
}

/**
 * A kept point process as a model of scheduled forecasts; `folder` is where it lies. Throws
 * ConfigurationError for one that was fitted in a plane.
 */
export function scheduledModelOf(
  { card, process, filesSha256 }: PointModel,
  folder = "",
): ScheduledModel {
  const { mc, magnitudeStep, referenceRounding, cutsRegion } = card.setting;
  const region = regionToDrawIn(card.setting);
  return {
    ...{ name: card.name, checksum: filesSha256, process: card.process },
    kept: { card, folder },
    setting: { mc, magnitudeStep, referenceRounding, region, cutsRegion },
    ...{ sentence: card.skill.sentence, consistency: card.consistency },
    simulate: (window) => process.simulate(window),
  };
}
