import { type Pick, preferredOrigin, type ReviewQueueItem, stationOf } from "../../domain/mod.ts";
import type { Database } from "../../storage/mod.ts";
import { pickFindings, type PickSurroundings } from "./pick_findings.ts";
import type { StandingEvent } from "./queue_events.ts";
import { weighFindings } from "./review_need.ts";

/** Residual from which on a pick of an event is looked at however sure its picker is, seconds. */
const LARGE_RESIDUAL_SECONDS = 0.5;

/** Impact of an event from which on all its picks are looked at. */
const LARGE_IMPACT = 0.5;

/** Time within which two pickers mean the same arrival, milliseconds. */
const SAME_ARRIVAL_MS = 2_000;

interface Member {
  readonly pick: Pick;
  readonly eventId: string;
  readonly around: Omit<PickSurroundings, "others">;
}

/** Picks that need a look: of those given, and of those of the events given that fit badly or matter. */
export function queuePicks(
  database: Database,
  doubtful: readonly Pick[],
  events: readonly StandingEvent[],
): ReviewQueueItem[] {
  const members = new Map(events.flatMap(membersOf).map((member) => [member.pick.id, member]));
  const picks = new Map(doubtful.map((pick) => [pick.id, pick]));
  const worth = [...members.values()].filter(isWorth).map(({ pick }) => pick);
  const states = database.reviews.groundedStates("pick", worth.map(({ id }) => id));
  for (const pick of worth) {
    if ((states.get(pick.id)?.state ?? "automatic") === "automatic") picks.set(pick.id, pick);
  }
  const near = database.picks.near([...picks.keys()], SAME_ARRIVAL_MS);
  const isProgram = ({ method, evaluation }: Pick) =>
    method !== "manual" && evaluation === undefined;
  return [...picks.values()].filter(isProgram).map((pick) => {
    const member = members.get(pick.id);
    const others = (near.get(pick.id) ?? []).filter(({ method }) => method !== pick.method);
    return {
      kind: "pick",
      itemId: pick.id,
      ...(member !== undefined && { eventId: member.eventId }),
      ...weighFindings(pickFindings(pick, { ...member?.around, others })),
      summary: `${pick.phase || "phase"} at ${stationOf(pick.code)}` +
        (pick.method === undefined ? "" : ` by ${pick.method}`),
      timeMs: pick.timeMs,
    };
  });
}

function membersOf({ event, impact }: StandingEvent): Member[] {
  const origin = preferredOrigin(event);
  const arrivals = new Map((origin?.arrivals ?? []).map((arrival) => [arrival.pickId, arrival]));
  return event.picks.map((pick) => {
    const arrival = arrivals.get(pick.id);
    return {
      pick,
      eventId: event.id,
      around: {
        ...(arrival !== undefined && { arrival }),
        ...(origin?.rootMeanSquareSeconds !== undefined && {
          scatterSeconds: origin.rootMeanSquareSeconds,
        }),
        pickCount: event.picks.length,
        ...(impact !== undefined && { eventImpact: impact }),
      },
    };
  });
}

function isWorth({ around: { arrival, eventImpact } }: Member): boolean {
  return Math.abs(arrival?.residualSeconds ?? 0) >= LARGE_RESIDUAL_SECONDS ||
    (eventImpact?.weight ?? 0) >= LARGE_IMPACT;
}
