import {
  type AutomaticAnswers,
  type EventMagnitude,
  preferredOrigin,
  type ReviewCounts,
  type ReviewSkill,
} from "../../domain/mod.ts";
import { greatCircleKm } from "../../mathematics/mod.ts";
import type { Database } from "../../storage/mod.ts";
import { byMonth } from "./by_month.ts";
import { forecastCorrections } from "./forecast_corrections.ts";
import { meanWithInterval } from "./mean_with_interval.ts";
import { reviewedPicks } from "./reviewed_picks.ts";
import { reviewItem } from "./review_item.ts";

/** One reviewed answer of a program. */
interface Answer {
  /** Its time, UTC epoch milliseconds. */
  timeMs: number;
  /** What was said of it. */
  state: keyof ReviewCounts;
  /** How far it is from what stands; NaN where nothing stands. */
  distance: number;
  /** The same with its sign, where it has one. */
  signed?: number;
}

/**
 * How far picks, epicentres and magnitudes of programs are from what persons left of them, and how forecasts
 * score with and without the experts' corrections, month by month. Persons look at what most needs it, so
 * these are not shares of all that programs find.
 */
export function reviewSkill(database: Database): ReviewSkill {
  return {
    pick: byMonth(pickAnswers(database), timeOf, tell),
    event: byMonth(eventAnswers(database), timeOf, tell),
    magnitude: byMonth(magnitudeAnswers(database), timeOf, tell),
    undone: database.reviews.undoneCount(),
    ...forecastCorrections(database),
  };
}

const timeOf = ({ timeMs }: Answer) => timeMs;

function pickAnswers(database: Database): Answer[] {
  const found = reviewedPicks(database).filter(({ isAdded }) => !isAdded); // programs said nothing there
  return found.map(({ original, current, state }) => {
    const signed = (original.timeMs - current.timeMs) / 1000;
    const isSame = original.phase === current.phase && state !== "rejected";
    const distance = isSame ? Math.abs(signed) : NaN;
    return { timeMs: original.timeMs, state, distance, signed: isSame ? signed : NaN };
  });
}

function eventAnswers(database: Database): Answer[] {
  return database.reviews.standingIds("event").flatMap((id): Answer[] => {
    const { seen, state } = database.reviews.groundedState("event", id);
    const found = seen?.origin;
    const standing = database.events.get(id);
    const now = standing && preferredOrigin(standing.event);
    if (found === undefined || now === undefined || state === "automatic") return [];
    const distance = state === "rejected" ? NaN : greatCircleKm(found, now);
    return [{ timeMs: found.timeMs, state, distance }];
  });
}

function magnitudeAnswers(database: Database): Answer[] {
  return database.reviews.standingIds("magnitude").flatMap((id): Answer[] => {
    const { seen, state, eventId } = database.reviews.groundedState("magnitude", id);
    const origin = preferredOrigin(database.events.get(eventId!)!.event);
    const found = seen?.magnitude;
    if (found === undefined || origin === undefined || state === "automatic") return [];
    const now = reviewItem(database, "magnitude", id).current as EventMagnitude;
    const signed = state === "rejected" ? NaN : found.magnitude - now.magnitude;
    return [{ timeMs: origin.timeMs, state, distance: Math.abs(signed), signed }];
  });
}

function tell(period: string, answers: readonly Answer[]): AutomaticAnswers {
  const count = (state: Answer["state"]) => answers.filter((one) => one.state === state).length;
  const distance = meanWithInterval(answers.map((one) => one.distance));
  const bias = meanWithInterval(answers.map(({ signed = NaN }) => signed));
  return {
    period,
    ...{ accepted: count("accepted"), revised: count("revised"), rejected: count("rejected") },
    ...(distance !== undefined && { distance }),
    ...(bias !== undefined && { bias }),
  };
}
