import { hasPassed } from "../live/follow_clock.ts";
import {
  type DescribedState,
  describeState,
  type LocatedPicks,
  locatePicks,
  type StateSetting,
  type WarningPick,
} from "./describe_state.ts";

/** Milliseconds that a pick may wait for others. */
const WAITING_MS = 30_000;
/** Slowest a P wave crosses a network, kilometres a second, and what picks may be off by, seconds. */
const SLOWEST_KM_PER_SECOND = 5;
const PICK_ERROR_SECONDS = 1;
/** Farthest that the first two stations may be apart, kilometres. */
const FARTHEST_KM = 150;
/** Log-probability of a pick that is of nothing. */
const STRAY = -6;
/** Picks up to which each is tried without. */
const MOST_TRIED = 10;

/** Milliseconds after a station's pick in which another is its S or coda. */
const CODA_MS = 10_000;

/** Picks of no event yet. */
export class PickPool {
  #picks: WarningPick[] = [];

  /** How many wait. */
  get size(): number {
    return this.#picks.length;
  }

  /** When the newest was known, UTC epoch milliseconds; −Infinity where none waits. */
  get newestMs(): number {
    return this.#picks.at(-1)?.knownMs ?? -Infinity;
  }

  /** Adds a pick, unless its station has had one just before. */
  add(pick: WarningPick): void {
    const isCoda = this.#picks.some(({ station, timeMs }) =>
      station === pick.station && pick.timeMs - timeMs < CODA_MS
    );
    if (!isCoda) this.#picks.push(pick);
  }

  /** Lets go of picks that have waited too long. */
  forget(nowMs: number): void {
    const isOver = ({ knownMs }: WarningPick) => hasPassed(WAITING_MS, { sinceMs: knownMs, nowMs });
    if (this.#picks.length > 0 && isOver(this.#picks[0])) {
      this.#picks = this.#picks.filter((pick) => !isOver(pick));
    }
  }

  /** Takes picks out. */
  remove(picks: readonly WarningPick[]): void {
    this.#picks = this.#picks.filter((pick) => !picks.includes(pick));
  }

  /**
   * The most likely group of picks around the newest, with what is known of it: a pick is put aside where
   * the rest, and the silence of other stations, are likelier without it. Undefined for fewer than two.
   */
  findGroup(
    setting: StateSetting,
  ): { picks: WarningPick[]; state: DescribedState } | undefined {
    let picks = this.#compatible(setting);
    if (picks.length < 2) return undefined;
    let located = locatePicks(picks, setting);
    const aside = new Set<number>();
    while (picks.length > 2 && picks.length <= MOST_TRIED) {
      const trials = picks.map(({ station }, i) => {
        const rest = picks.filter((_, j) => j !== i);
        const without = new Set(aside).add(station);
        return { picks: rest, station, located: locatePicks(rest, setting, without) };
      });
      const best = trials.reduce((a, b) => scoreOf(b.located) > scoreOf(a.located) ? b : a);
      if (scoreOf(best.located) + STRAY <= scoreOf(located)) break;
      ({ picks, located } = best);
      aside.add(best.station);
    }
    return { picks, state: describeState(picks, setting, located) };
  }

  /** One pick a station, none farther in time from the newest than waves take from one to the other. */
  #compatible({ network }: StateSetting): WarningPick[] {
    const newest = this.#picks.at(-1);
    if (newest === undefined) return [];
    const chosen = new Map<number, WarningPick>();
    for (const pick of [...this.#picks].reverse()) {
      if (chosen.has(pick.station)) continue;
      const [a, b] = [network.stations[pick.station], network.stations[newest.station]];
      const km = Math.hypot(a.eastKm - b.eastKm, a.northKm - b.northKm);
      const seconds = Math.abs(pick.timeMs - newest.timeMs) / 1000;
      if (km > FARTHEST_KM || seconds > km / SLOWEST_KM_PER_SECOND + PICK_ERROR_SECONDS) continue;
      chosen.set(pick.station, pick);
    }
    return [...chosen.values()];
  }
}

function scoreOf({ source }: LocatedPicks): number {
  return source.logLikelihood;
}
