import type { Skill } from "../../../../engine/domain/mod.ts";

/** A model in the answer of GET /v1/models. */
export interface ModelSummary {
  /** Name of its folder. */
  readonly name: string;
  /** Whether it can be asked. */
  readonly usable: boolean;
  /** Why not. */
  readonly fault?: string;
  /** Which network or process it is. */
  readonly network?: string;
  /** What it answers. */
  readonly task?: string;
  /** Magnitude from which events count. */
  readonly minMagnitude?: number;
  /** Length of the time it forecasts. */
  readonly horizon?: string;
  /** Its data; times ISO 8601. */
  readonly trainedOn?: { readonly name: string; readonly from: string; readonly to: string };
  /** Its gain on data it never saw. */
  readonly skill?: Skill;
}
