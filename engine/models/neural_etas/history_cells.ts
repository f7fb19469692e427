import { DAY_MS, type PointEvents } from "../../domain/mod.ts";
import { type EtasLaw, planeIntegralOf, productivityOf, spreadOf } from "../etas/etas_law.ts";
import { AGE_EDGES_DAYS, AGES, classOf, GROUPS } from "./event_groups.ts";
import type { OmoriLookup } from "./omori_lookup.ts";
import { pickBySums } from "./pick_by_sums.ts";

/** Cells of a window: the rate of the history is the same within each. */
const CELLS = 96;

/** The first cells are about as long as c, days, but not shorter. */
const SHORTEST_DAYS = 1e-6;

/** What the cells of a window are made of. */
export interface HistoryCellsOptions {
  /** The law. */
  law: EtasLaw;
  /** Its integral. */
  lookup: OmoriLookup;
  /** Smallest magnitude. */
  mc: number;
  /** Start of the window, milliseconds as in the history; no event is later. */
  startMs: number;
  /** Its length, days. */
  days: number;
}

/** Direct aftershocks of some sources in a cell and group. */
interface Members {
  /** The sources. */
  events: number[];
  /** Running sums of what each is expected to have. */
  sums: number[];
}

/** Age group of an age, days. */
export function ageGroupOf(age: number): number {
  let group = AGES - 1;
  while (group > 0 && age < AGE_EDGES_DAYS[group]) group--;
  return group;
}

/**
 * The direct aftershocks that ETAS expects of the history in the cells of a window, group by group:
 * cells are short at the start, where the latest events fade fast, and longer and longer after. The
 * number of a cell is exact, whoever crosses an edge of ages in it.
 */
export class HistoryCells {
  /** Edges, days after the start. [cell + 1] */
  readonly edges: Float64Array;
  /** Expected aftershocks. [cell, GROUPS] */
  readonly amounts: Float64Array;
  /** Strength of each event, events over all time per unit of the integral. [event] */
  readonly strengths: Float64Array;
  /** Age of each event at the start, days. [event] */
  readonly ages: Float64Array;
  readonly #classes: Uint8Array;
  readonly #lookup: OmoriLookup;
  readonly #members = new Map<number, Members[]>();

  /** Lays the cells. */
  constructor(history: PointEvents, { law, lookup, mc, startMs, days }: HistoryCellsOptions) {
    const shortest = Math.min(days, Math.max(SHORTEST_DAYS, law.cDays));
    const width = Math.log1p(days / shortest);
    this.edges = Float64Array.from(
      { length: CELLS + 1 },
      (_, k) => k === CELLS ? days : shortest * Math.expm1(width * k / CELLS),
    );
    this.#lookup = lookup;
    const excesses = history.magnitude.map((magnitude) => magnitude - mc);
    this.ages = history.timeMs.map((time) => (startMs - time) / DAY_MS);
    this.strengths = excesses.map((excess) => strengthOf(law, excess));
    this.#classes = Uint8Array.from(excesses, classOf);
    this.amounts = new Float64Array(CELLS * GROUPS);
    const add = (cell: number, group: number, amount: number) => {
      this.amounts[GROUPS * cell + group] += amount;
    };
    for (let event = 0; event < history.size; event++) this.visit(event, 0, CELLS, add);
  }

  /** Number of cells. */
  get size(): number {
    return CELLS;
  }

  /** Length of a cell, days. */
  lengthOf(cell: number): number {
    return this.edges[cell + 1] - this.edges[cell];
  }

  /** Tells what an event is expected to have in each of some cells, by its group there. */
  visit(
    event: number,
    first: number,
    end: number,
    tell: (cell: number, group: number, amount: number) => void,
  ): void {
    const [since, strength] = [this.ages[event], this.strengths[event]];
    const group0 = AGES * this.#classes[event];
    let age = ageGroupOf(since + this.edges[first]);
    let sofar = this.#lookup.integral(since + this.edges[first]);
    for (let cell = first; cell < end; cell++) {
      const last = since + this.edges[cell + 1];
      for (; age + 1 < AGES && AGE_EDGES_DAYS[age + 1] < last; age++) {
        const upTo = this.#lookup.integral(AGE_EDGES_DAYS[age + 1]);
        tell(cell, group0 + age, strength * Math.max(0, upTo - sofar));
        sofar = upTo;
      }
      const upTo = this.#lookup.integral(last);
      tell(cell, group0 + age, strength * Math.max(0, upTo - sofar));
      sofar = upTo;
    }
  }

  /** The event of a group to which a number from 0 to 1 falls, by what each is expected to have. */
  pick(cell: number, group: number, part: number): number {
    const { events, sums } = this.#membersOf(cell)[group];
    return events[pickBySums(sums, part * (sums.at(-1) ?? 0))];
  }

  #membersOf(cell: number): Members[] {
    const known = this.#members.get(cell);
    if (known !== undefined) return known;
    const members = Array.from({ length: GROUPS }, (): Members => ({ events: [], sums: [] }));
    for (let event = 0; event < this.ages.length; event++) {
      this.visit(event, cell, cell + 1, (_, group, amount) => {
        if (!(amount > 0)) return;
        const { events, sums } = members[group];
        events.push(event);
        sums.push((sums.at(-1) ?? 0) + amount);
      });
    }
    this.#members.set(cell, members);
    return members;
  }
}

/** Strength of an event in the whole plane: its direct aftershocks per unit of the integral. */
export function strengthOf(law: EtasLaw, excess: number): number {
  return productivityOf(law, excess) * planeIntegralOf(law, spreadOf(law, excess));
}
