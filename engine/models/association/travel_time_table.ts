import { ConfigurationError, type TravelTimes } from "../../domain/mod.ts";

/** Spacing of the table, kilometres; times bend little over it. */
const STEP_KM = 1;

/** Travel times of one phase on an even table, for very many look-ups. */
export class TravelTimeTable {
  /** Seconds, of the last look-up; NaN beyond the table. */
  seconds = NaN;
  /** Seconds a kilometre of distance, of the last look-up. */
  perDistanceKm = NaN;
  /** Seconds a kilometre of depth, of the last look-up. */
  perDepthKm = NaN;
  /** The phase. */
  readonly phase: string;
  readonly #rows: number;
  readonly #columns: number;
  readonly #table: Float64Array; // [depth, distance]

  /** Tabulates a phase from the surface down and from the epicentre outwards. */
  constructor(
    times: TravelTimes,
    { distanceKm, depthKm }: { distanceKm: number; depthKm: number },
  ) {
    this.phase = times.phase;
    this.#rows = Math.ceil(Math.min(depthKm, times.largestDepthKm) / STEP_KM) + 1;
    this.#columns = Math.ceil(Math.min(distanceKm, times.largestDistanceKm) / STEP_KM) + 1;
    this.#table = new Float64Array(this.#rows * this.#columns);
    for (let row = 0; row < this.#rows; row++) {
      const depth = Math.min(row * STEP_KM, times.largestDepthKm);
      for (let column = 0; column < this.#columns; column++) {
        const distance = Math.min(column * STEP_KM, times.largestDistanceKm);
        this.#table[row * this.#columns + column] = times.secondsAt(distance, depth);
      }
    }
    if (this.#rows < 2 || this.#columns < 2 || Number.isNaN(this.#table[0])) {
      throw new ConfigurationError(
        `Cannot associate with travel times of ${times.phase}: it does not arrive near its source`,
        "travelTimes",
      );
    }
  }

  /** Deepest source, kilometres. */
  get largestDepthKm(): number {
    return (this.#rows - 1) * STEP_KM;
  }

  /** Leaves time and slopes of a place in the fields; a straight line between the table's places. */
  lookUp(distanceKm: number, depthKm: number): void {
    const x = distanceKm / STEP_KM;
    const y = Math.max(0, depthKm / STEP_KM);
    const column = Math.floor(x);
    const row = Math.min(Math.floor(y), this.#rows - 2);
    if (!(column < this.#columns - 1)) {
      this.seconds = this.perDistanceKm = this.perDepthKm = NaN;
      return;
    }
    const at = row * this.#columns + column;
    const [a, b] = [this.#table[at], this.#table[at + 1]];
    const [c, d] = [this.#table[at + this.#columns], this.#table[at + this.#columns + 1]];
    const [right, down] = [x - column, y - row];
    const above = a + (b - a) * right;
    const below = c + (d - c) * right;
    this.seconds = above + (below - above) * down;
    this.perDepthKm = (below - above) / STEP_KM;
    this.perDistanceKm = ((b - a) * (1 - down) + (d - c) * down) / STEP_KM;
  }
}
