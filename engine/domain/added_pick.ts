import { formatChannelCode } from "./channel_code.ts";
import type { Pick } from "./pick.ts";
import type { AddedPick } from "./review.ts";

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
