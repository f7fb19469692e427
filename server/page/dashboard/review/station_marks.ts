import { type Arrival, type Pick, stationOf } from "../../../../engine/domain/mod.ts";
import { type ExpectedStation, waveOf } from "./expected_station.ts";

/** A time at the station of a pick that its reader weighs it against. */
export interface StationMark {
  /** When, UTC epoch milliseconds. */
  readonly timeMs: number;
  /** Phase, "P" or "S". */
  readonly phase: string;
  /** The event's origin asks for it there; otherwise it is another pick. */
  readonly isExpected: boolean;
}

/** What the event of a pick tells of the pick's station. */
export interface StationMarks {
  /** The arrival that the pick is; undefined where the location did not use it. */
  readonly arrival?: Arrival;
  /** Times that the origin asks for, and the station's other picks. */
  readonly marks: readonly StationMark[];
}

/**
 * Other picks of a pick's station and the times that the event's origin asks for: a pick's time less its residual, and
 * what is expected of a wave of which the origin tells nothing there.
 */
export function stationMarks(
  pick: Pick,
  { picks, arrivals, expected }: {
    readonly picks: readonly Pick[];
    readonly arrivals: readonly Arrival[];
    /** When waves are expected at the stations of the event. */
    readonly expected?: readonly ExpectedStation[];
  },
): StationMarks {
  const station = stationOf(pick.code);
  const there = picks.filter(({ code }) => stationOf(code) === station);
  const arrivalOf = ({ id }: Pick) => arrivals.find(({ pickId }) => pickId === id);
  const marks = there.flatMap((one) => {
    const found = one.id === pick.id ? pick : one;
    const isMoved = found.method === "manual"; // since the location: its residual is of another time
    const residual = isMoved ? NaN : arrivalOf(one)?.residualSeconds ?? NaN; // JSON knows no NaN
    const timeMs = found.timeMs - 1000 * residual;
    return [
      ...(one.id === pick.id ? [] : [{ ...markOf(one), isExpected: false }]),
      ...(Number.isFinite(timeMs) ? [{ ...markOf(found), timeMs, isExpected: true }] : []),
    ];
  });
  const isTold = (wave: string) =>
    marks.some(({ isExpected, phase }) => isExpected && waveOf(phase) === wave);
  const own = expected?.find((one) => one.station === station);
  const more = ([["P", own?.pMs], ["S", own?.sMs]] as const).flatMap(([phase, timeMs]) =>
    timeMs === undefined || isTold(phase) ? [] : [{ phase, timeMs, isExpected: true }]
  );
  return { arrival: arrivalOf(pick), marks: [...marks, ...more] };
}

function markOf({ timeMs, phase }: Pick): { timeMs: number; phase: string } {
  return { timeMs, phase };
}
