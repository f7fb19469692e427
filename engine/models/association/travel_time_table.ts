import { ConfigurationError, type TravelTimes } from "../../domain/mod.ts";

/** Places of the table along one axis, kilometres: a fine step near the source, where times bend, then a wide one. */
class Axis {
  constructor(readonly fine: number, readonly fineCount: number, readonly wide: number) {}

  /** The place number `i`. */
  at(i: number): number {
    const beyond = Math.max(0, i - this.fineCount);
    return this.fine * Math.min(i, this.fineCount) + this.wide * beyond;
  }

  /** How many places are needed to reach as far as is wanted, or as far as times are known. */
  countTo(wanted: number, known: number): number {
    const count = Math.max(1, Math.ceil(this.stepsTo(wanted))) + 1;
    return this.at(count - 1) <= known ? count : Math.floor(this.stepsTo(known)) + 1;
  }

  /** Where a value lies, in steps. */
  stepsTo(value: number): number {
    const edge = this.fine * this.fineCount;
    return value < edge ? value / this.fine : this.fineCount + (value - edge) / this.wide;
  }
}

const DISTANCES = new Axis(1, 20, 4);
const DEPTHS = new Axis(1, 8, 2);

/** Travel times of one phase on a small table, for very many look-ups; straight lines between its places. */
export class TravelTimeTable {
  /** Seconds, of the last look-up; NaN beyond the table. */
  seconds: number = NaN;
  /** Seconds a kilometre of distance, of the last look-up. */
  perDistanceKm: number = NaN;
  /** Seconds a kilometre of depth, of the last look-up. */
  perDepthKm: number = NaN;
  /** The phase. */
  readonly phase: string;
  /** Deepest source, kilometres. */
  readonly largestDepthKm: number;
  readonly #largestDistanceKm: number;
  readonly #rows: number;
  readonly #columns: number;
  readonly #table: Float64Array; // [depth, distance]

  /**
   * Tabulates a phase from sea level down and from the epicentre outwards. Throws ConfigurationError for
   * a phase that does not arrive near its source.
   */
  constructor(
    times: TravelTimes,
    { distanceKm, depthKm }: { distanceKm: number; depthKm: number },
  ) {
    this.phase = times.phase;
    this.#rows = DEPTHS.countTo(depthKm, times.largestDepthKm);
    this.#columns = DISTANCES.countTo(distanceKm, times.largestDistanceKm);
    this.largestDepthKm = Math.min(depthKm, DEPTHS.at(this.#rows - 1));
    this.#largestDistanceKm = Math.min(distanceKm, DISTANCES.at(this.#columns - 1));
    this.#table = new Float64Array(this.#rows * this.#columns);
    for (let row = 0; row < this.#rows; row++) {
      for (let column = 0; column < this.#columns; column++) {
        const seconds = times.secondsAt(DISTANCES.at(column), DEPTHS.at(row));
        this.#table[row * this.#columns + column] = seconds;
      }
    }
    if (this.#rows < 2 || this.#columns < 2 || Number.isNaN(this.#table[0])) {
      throw new ConfigurationError(
        `Cannot associate with travel times of ${times.phase}: it does not arrive near its source`,
        "travelTimes",
      );
    }
  }

  /** Leaves time and slopes of a place in the fields. */
  lookUp(distanceKm: number, depthKm: number): void {
    if (!(distanceKm <= this.#largestDistanceKm)) {
      this.seconds = this.perDistanceKm = this.perDepthKm = NaN;
      return;
    }
    const x = DISTANCES.stepsTo(distanceKm);
    const y = DEPTHS.stepsTo(Math.max(0, depthKm));
    const column = Math.min(Math.floor(x), this.#columns - 2);
    const row = Math.min(Math.floor(y), this.#rows - 2);
    const at = row * this.#columns + column;
    const [a, b] = [this.#table[at], this.#table[at + 1]];
    const [c, d] = [this.#table[at + this.#columns], this.#table[at + this.#columns + 1]];
    const [right, down] = [x - column, y - row];
    const above = a + (b - a) * right;
    const below = c + (d - c) * right;
    this.seconds = above + (below - above) * down;
    const width = column < DISTANCES.fineCount ? DISTANCES.fine : DISTANCES.wide;
    const height = row < DEPTHS.fineCount ? DEPTHS.fine : DEPTHS.wide;
    this.perDepthKm = (below - above) / height;
    this.perDistanceKm = ((b - a) * (1 - down) + (d - c) * down) / width;
  }
}
