import { type ChannelCode, formatChannelCode } from "./channel_code.ts";
import type { Pick } from "./pick.ts";

/** A pick that a person adds where no program found one. */
export interface AddedPick {
  /** The channel it is read on. */
  readonly code: ChannelCode;
  /** The phase, such as "P". */
  readonly phase: string;
  /** Arrival time, UTC epoch milliseconds. */
  readonly timeMs: number;
  /** Standard deviation of the arrival time, seconds. */
  readonly timeErrorSeconds?: number;
}

/** The identifier of an added pick: the same arrival is not added twice. */
export function addedPickId({ code, phase, timeMs }: AddedPick): string {
  return `added/${formatChannelCode(code)}/${phase}/${new Date(timeMs).toISOString()}`;
}

/** An added pick among those of programs. */
export function pickOfAdded({ code, phase, timeMs, timeErrorSeconds }: AddedPick): Pick {
  return {
    id: addedPickId({ code, phase, timeMs }),
    ...{ code, phase, timeMs },
    ...(timeErrorSeconds !== undefined && { timeErrorSeconds }),
    method: "manual",
  };
}
