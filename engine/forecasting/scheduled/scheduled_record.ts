import type { ScheduledForecast } from "../../domain/mod.ts";
import type { WindowLaw } from "./count_law.ts";
import type { ForecastArea } from "./forecast_area.ts";

/** A scheduled forecast as it is kept: with all that is needed to score it, whenever that may be. */
export interface ScheduledRecord extends ScheduledForecast {
  /** Beside what people get. */
  readonly evidence: ScheduledEvidence;
}

/** What a scheduled forecast is scored by. */
export interface ScheduledEvidence {
  /** Where and from which magnitude on events count. */
  readonly area: ForecastArea;
  /** Lengths of the horizons of its table, milliseconds. [horizon] */
  readonly horizonsMs: readonly number[];
  /** Law of the model for the first horizon. */
  readonly law: WindowLaw;
  /** Laws of what it is measured against. */
  readonly baselines: readonly WindowLaw[];
  /** Simulated catalogues of the first horizon, as many as had room. */
  readonly catalogues: readonly { readonly cell: number[]; readonly magnitudeBin: number[] }[];
  /** Events of the history. */
  readonly historyEvents: number;
  /** Simulated catalogues and their seed. */
  readonly simulated: { readonly catalogues: number; readonly seed: number };
}
