import { type EtasLaw, spreadOf } from "../etas/etas_law.ts";
import type { KeptBackground } from "../etas/kept_background.ts";
import { type PlaceColumns, placeColumns } from "../etas/place_columns.ts";
import type { HistoryCells } from "./history_cells.ts";
import type { OmoriLookup } from "./omori_lookup.ts";
import type { NeuralPast } from "./open_neural_past.ts";

/** Events of the history that are looked at one by one wherever a place is: those that trigger most. */
const MOST_SOURCES = 300;

/** Squares of the ground, kilometres, and how near to their middle events are looked at one by one. */
const SQUARE_KM = 5;
const NEAR_KM = 12;

/** Beyond so many standard deviations a kernel counts as 0, as in `smoothPlaces`. */
const REACH = 5;

/** An event that triggers, as `NearRates` needs it. */
export interface NearSource {
  /** Coordinates, kilometres. */
  place: readonly [x: number, y: number, z: number];
  /** Its rate in the whole plane at the time, events a day. */
  rate: number;
  /** Its squared distance scale, km². */
  spread: number;
}

/** What triggers at the places of a square of the ground. */
interface Square {
  /** Events near it, but for those that trigger most. */
  near: number[];
  /** Rate of all others at its middle, in the middle of the window, events a day and km². */
  far: number;
}

/**
 * Rates of ETAS at the place of a simulated event: of the background, and of what triggers. Of the
 * history the 300 events that trigger most in the window and those within 12 km are looked at one by
 * one; the rest, which vary little, once for each square of 5 km.
 */
export class NearRates {
  readonly #law: EtasLaw;
  readonly #columns: PlaceColumns;
  readonly #cells: HistoryCells;
  readonly #areaKm2: number;
  /** Events that trigger most. */
  readonly #most: Uint32Array;
  readonly #isMost: Uint8Array;
  readonly #spreads: Float64Array;
  /** Rates in the middle of the window, events a day. [event] */
  readonly #rates: Float64Array;
  readonly #squares = new Map<string, Square>();
  readonly #kernels: KeptBackground | null;
  readonly #kernelColumns: PlaceColumns | null;
  readonly #kernelSum: number;
  readonly #rateOf: (age: number) => number;

  /** Chooses the events that trigger most. */
  constructor(
    { law, columns, origin, history, backgrounds }: NeuralPast,
    { cells, lookup, mc, areaKm2 }: {
      cells: HistoryCells;
      lookup: OmoriLookup;
      mc: number;
      areaKm2: number;
    },
  ) {
    [this.#law, this.#columns, this.#cells, this.#areaKm2] = [law, columns, cells, areaKm2];
    this.#rateOf = (age) => lookup.rate(age);
    const { ages, strengths } = cells;
    const days = cells.edges[cells.size];
    const amounts = ages.map((age, event) =>
      strengths[event] * (lookup.integral(age + days) - lookup.integral(age))
    );
    this.#most = Uint32Array.from(amounts.keys())
      .sort((one, other) => amounts[other] - amounts[one] || one - other).slice(0, MOST_SOURCES);
    this.#isMost = new Uint8Array(history.size);
    for (const event of this.#most) this.#isMost[event] = 1;
    this.#spreads = history.magnitude.map((magnitude) => spreadOf(law, magnitude - mc));
    this.#rates = ages.map((age, event) => strengths[event] * lookup.rate(age + days / 2));
    const [smoothed] = backgrounds;
    this.#kernels = smoothed;
    this.#kernelColumns = smoothed && placeColumns(smoothed.places, origin);
    this.#kernelSum = smoothed?.probability.reduce((sum, weight) => sum + weight, 0) ?? 0;
  }

  /** Probability by ETAS that an event at a place is background, `day` days after the start. */
  backgroundProbability(
    place: readonly [x: number, y: number, z: number],
    { day, simulated }: { day: number; simulated: readonly NearSource[] },
  ): number {
    const here = this.#law.mu * this.#relativeBackground(place);
    const { ages, strengths } = this.#cells;
    const { near, far } = this.#squareOf(place);
    let triggered = far;
    const add = (event: number) => {
      const rate = strengths[event] * this.#rateOf(ages[event] + day);
      triggered += rate * this.#densityAt(this.#squareTo(place, event), this.#spreads[event]);
    };
    near.forEach(add);
    this.#most.forEach(add);
    for (const { place: [x, y, z], rate, spread } of simulated) {
      const square = (x - place[0]) ** 2 + (y - place[1]) ** 2 + (z - place[2]) ** 2;
      triggered += rate * this.#densityAt(square, spread);
    }
    return here / (here + triggered);
  }

  /** The square of a place, the same whichever place in it is asked for first. */
  #squareOf([x, y]: readonly number[]): Square {
    const [column, row] = [x, y].map((km) => Math.floor(km / SQUARE_KM));
    const key = `${column} ${row}`;
    const known = this.#squares.get(key);
    if (known !== undefined) return known;
    const middle = [(column + 0.5) * SQUARE_KM, (row + 0.5) * SQUARE_KM, 0] as [
      number,
      number,
      number,
    ];
    const { radiusKm } = this.#columns;
    const flat = middle[0] ** 2 + middle[1] ** 2;
    // On the sphere the ground is below the plane through its origin.
    if (flat < radiusKm ** 2) middle[2] = flat / (radiusKm + Math.sqrt(radiusKm ** 2 - flat));
    const square: Square = { near: [], far: 0 };
    for (let event = 0; event < this.#rates.length; event++) {
      if (this.#isMost[event] === 1) continue;
      const distance = this.#squareTo(middle, event);
      if (distance < NEAR_KM ** 2) square.near.push(event);
      else square.far += this.#rates[event] * this.#densityAt(distance, this.#spreads[event]);
    }
    this.#squares.set(key, square);
    return square;
  }

  /** Squared distance to an event of the history, km². */
  #squareTo(place: readonly number[], event: number): number {
    const [xs, ys, zs] = this.#columns.xyz;
    return (xs[event] - place[0]) ** 2 + (ys[event] - place[1]) ** 2 + (zs[event] - place[2]) ** 2;
  }

  /** Density of an event's aftershocks at a squared distance, per km². */
  #densityAt(square: number, spread: number): number {
    const { rho } = this.#law;
    return rho / Math.PI / spread * (1 + square / spread) ** (-1 - rho);
  }

  /** The smoothed background over a uniform one. */
  #relativeBackground([x, y, z]: readonly [number, number, number]): number {
    const kernels = this.#kernels;
    if (kernels === null || this.#kernelSum === 0) return 1;
    const { probability, widthsKm, shape: { uniformShare } } = kernels;
    const [xs, ys, zs] = this.#kernelColumns!.xyz;
    let density = 0;
    for (let k = 0; k < probability.length; k++) {
      const reach = REACH * widthsKm[k];
      const [dx, dy, dz] = [xs[k] - x, ys[k] - y, zs[k] - z];
      if (!(Math.abs(dx) <= reach && Math.abs(dy) <= reach)) continue;
      const square = dx * dx + dy * dy + dz * dz;
      if (square > reach * reach) continue;
      const variance = widthsKm[k] ** 2;
      density += probability[k] * Math.exp(-0.5 * square / variance) / (2 * Math.PI * variance);
    }
    return (1 - uniformShare) * this.#areaKm2 * density / this.#kernelSum + uniformShare;
  }
}
