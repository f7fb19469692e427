import type { Catalogue, Examples, ForecastAnswer } from "../domain/mod.ts";
import type { CleanData } from "./read_and_clean.ts";

/** What a forecast is made from: data, window and time. */
export interface ForecastSituation {
  /** What was read and cleaned. */
  data: CleanData;
  /** The events of at least the completeness. */
  complete: Catalogue;
  /** The window that was answered. */
  examples: Examples;
  /** Issue time, ISO 8601. */
  issuedAt: string;
  /** End of the horizon, UTC epoch milliseconds. */
  endMs: number;
}

/** What a forecast is put together from. */
export interface ForecastParts extends ForecastSituation {
  /** The network's answer. */
  network: ForecastAnswer;
  /** The best baseline's answer. */
  baseline: ForecastAnswer;
}
