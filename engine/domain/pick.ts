import type { ChannelCode } from "./channel_code.ts";
import type { Evaluation } from "./review.ts";

/** The arrival of a phase at a station. */
export interface Pick {
  /** Identifier, unique in its list. */
  readonly id: string;
  /** The channel it was read on; only network and station where a source knows no more. */
  readonly code: ChannelCode;
  /** The phase: "P", "S", or the name a source gives, such as "Pg". */
  readonly phase: string;
  /** Arrival time, UTC epoch milliseconds. */
  readonly timeMs: number;
  /** Probability the picker gives it, 0 to 1; left out where it gives none. */
  readonly probability?: number;
  /** Standard deviation of the arrival time, seconds; left out where unknown. */
  readonly timeErrorSeconds?: number;
  /** Weight a source gives it, 0 to 1; left out where it gives none. */
  readonly weight?: number;
  /** Peak amplitude after the arrival, in the unit of `amplitudeUnit`; left out where unknown. */
  readonly amplitude?: number;
  /** Unit of the amplitude, such as "m/s" or "counts". */
  readonly amplitudeUnit?: string;
  /** What made it: "manual", or the name of a picker such as "phasenet". */
  readonly method?: string;
  /** What a person said of it; left out where nobody did. */
  readonly evaluation?: Evaluation;
}

/** The station of a pick or channel, "NC.MEM". */
export function stationOf(code: Pick["code"]): string {
  return `${code.network}.${code.station}`;
}
