import { preferredOrigin, type SeismicEvent } from "../../domain/mod.ts";
import { greatCircleKm } from "../../mathematics/mod.ts";

/** An event of a chain as it was last told. */
export interface LedgerEntry {
  /** Its identifier, the same in all its versions. */
  readonly id: string;
  /** The event as it was told. */
  event: SeismicEvent;
  /** Its picks, as one text. */
  picksKey: string;
  /** When its magnitude was estimated last, UTC epoch milliseconds. */
  measuredMs: number;
  /** Whether no later pick can change it. */
  isFinal: boolean;
}

/** Two versions of one event share this part of the picks of the one with fewer. */
const SAME_SHARE = 0.4;
/** Or begin within this time of each other, this near. */
const SAME = { ms: 3000, km: 30 };
/** How long a final event is remembered, milliseconds. */
const REMEMBERED_MS = 1_800_000;

/** The events that a chain has told of, so that an event keeps its identifier while its picks come. */
export class EventLedger {
  #entries: LedgerEntry[] = [];

  /** The entry that a newly associated event is a version of; undefined where it is new. */
  find(event: SeismicEvent): LedgerEntry | undefined {
    const ids = new Set(event.picks.map(({ id }) => id));
    return this.#entries.find((entry) => {
      const shared = entry.event.picks.filter(({ id }) => ids.has(id)).length;
      const least = Math.min(ids.size, entry.event.picks.length);
      return shared >= SAME_SHARE * least || isNear(entry.event, event);
    });
  }

  /** Whether an identifier is in use. */
  has(id: string): boolean {
    return this.#entries.some((entry) => entry.id === id);
  }

  /** Keeps a new event. */
  add(entry: LedgerEntry): void {
    this.#entries.push(entry);
  }

  /** Events whose last word is not spoken. */
  open(): LedgerEntry[] {
    return this.#entries.filter(({ isFinal }) => !isFinal);
  }

  /** Takes out what began before a time and was never confirmed, and forgets what is long over. */
  sweep(beforeMs: number): LedgerEntry[] {
    const timeOf = ({ event }: LedgerEntry) => preferredOrigin(event)!.timeMs;
    const lost = this.open().filter((entry) => timeOf(entry) < beforeMs);
    this.#entries = this.#entries.filter((entry) =>
      !lost.includes(entry) && timeOf(entry) > beforeMs - REMEMBERED_MS
    );
    return lost;
  }
}

/** Text by which two sets of picks are told apart. */
export function picksKeyOf({ picks }: SeismicEvent): string {
  return picks.map(({ id }) => id).sort().join(" ");
}

function isNear(one: SeismicEvent, other: SeismicEvent): boolean {
  const [a, b] = [preferredOrigin(one)!, preferredOrigin(other)!];
  return Math.abs(a.timeMs - b.timeMs) <= SAME.ms && greatCircleKm(a, b) <= SAME.km;
}
