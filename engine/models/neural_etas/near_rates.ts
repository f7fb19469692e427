import { type EtasLaw, spreadOf } from "../etas/etas_law.ts";
import type { KeptBackground } from "../etas/kept_background.ts";
import { type PlaceColumns, placeColumns } from "../etas/place_columns.ts";
import type { HistoryCells } from "./history_cells.ts";
import type { NeuralPast } from "./open_neural_past.ts";

/** Events of the history that count at a place: those that trigger most in the window. */
const MOST_SOURCES = 2_000;

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

/**
 * Rates of ETAS at the place of a simulated event: of the background, and of what triggers. Of the
 * history the 2,000 events that trigger most in the window are counted, so that of a place far from
 * these the triggered rate is a little too low.
 */
export class NearRates {
  readonly #law: EtasLaw;
  readonly #columns: PlaceColumns;
  readonly #cells: HistoryCells;
  readonly #sources: Uint32Array;
  readonly #spreads: Float64Array;
  readonly #kernels: KeptBackground | null;
  readonly #kernelColumns: PlaceColumns | null;
  readonly #kernelSum: number;
  readonly #areaKm2: number;

  /** Chooses the sources that count. */
  constructor(
    { law, columns, origin, history, backgrounds }: NeuralPast,
    { cells, mc, areaKm2 }: { cells: HistoryCells; mc: number; areaKm2: number },
  ) {
    [this.#law, this.#columns, this.#cells, this.#areaKm2] = [law, columns, cells, areaKm2];
    const amounts = new Float64Array(history.size);
    for (let event = 0; event < history.size; event++) {
      cells.visit(event, 0, cells.size, (_cell, _group, amount) => amounts[event] += amount);
    }
    const order = Uint32Array.from(amounts.keys())
      .sort((one, other) => amounts[other] - amounts[one] || one - other);
    this.#sources = order.slice(0, MOST_SOURCES);
    this.#spreads = Float64Array.from(
      this.#sources,
      (event) => spreadOf(law, history.magnitude[event] - mc),
    );
    const [smoothed] = backgrounds;
    this.#kernels = smoothed;
    this.#kernelColumns = smoothed && placeColumns(smoothed.places, origin);
    this.#kernelSum = smoothed?.probability.reduce((sum, weight) => sum + weight, 0) ?? 0;
  }

  /**
   * Probability by ETAS that an event at a place is background, `day` days after the start; `rateOf`
   * tells the temporal law at an age.
   */
  backgroundProbability(
    place: readonly [x: number, y: number, z: number],
    { day, simulated, rateOf }: {
      day: number;
      simulated: readonly NearSource[];
      rateOf: (age: number) => number;
    },
  ): number {
    const here = this.#law.mu * this.#relativeBackground(place);
    let triggered = 0;
    const { xyz: [xs, ys, zs] } = this.#columns;
    const { ages, strengths } = this.#cells;
    this.#sources.forEach((event, k) => {
      const square = (xs[event] - place[0]) ** 2 + (ys[event] - place[1]) ** 2 +
        (zs[event] - place[2]) ** 2;
      const rate = strengths[event] * rateOf(ages[event] + day);
      triggered += rate * this.#densityAt(square, this.#spreads[k]);
    });
    for (const { place: [x, y, z], rate, spread } of simulated) {
      const square = (x - place[0]) ** 2 + (y - place[1]) ** 2 + (z - place[2]) ** 2;
      triggered += rate * this.#densityAt(square, spread);
    }
    return here / (here + triggered);
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
