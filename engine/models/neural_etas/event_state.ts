/** What an event is to the features: known once it has happened. */
export interface EventNews {
  /** When, days. */
  day: number;
  /** Magnitude above the smallest. */
  excess: number;
  /** Coordinates, kilometres. */
  place: readonly [x: number, y: number, z: number];
  /** Events that ETAS expected since the event before. */
  expected: number;
  /** Rate that ETAS had for the whole plane, events a day. */
  rate: number;
  /** Part of that rate that was background. */
  backgroundShare: number;
  /** Probability that the event was background, by time and place. */
  backgroundProbability: number;
}

/** Events over which averages go. */
const EXPECTED_MEMORIES = [2, 5, 15, 50, 150, 500, 1_500] as const;
const MAGNITUDE_MEMORIES = [5, 20, 100, 500] as const;
const PROBABILITY_MEMORIES = [5, 20, 100] as const;
const DISTANCE_MEMORIES = [3, 20] as const;

/** Days over which observed and expected counts fade. */
const COUNT_MEMORIES_DAYS = [0.01, 0.1, 1, 10, 100, 1_000] as const;

/** Magnitudes above the smallest whose last events are remembered. */
const LARGE = [1.5, 2.5, 3.5] as const;

/** Large events that may hide small ones: the last so many. */
const MOST_HIDING = 200;

/** Neighbourhoods: within so many kilometres, in the last so many days. */
const RADII_KM = [1, 4, 16] as const;
const NEAR_DAYS = [1, 10, 100] as const;

/** Events of a neighbourhood at most: beyond, more of them tell nothing new. */
const MOST_NEAR = 5_000;

/** Numbers that are known of an event and what came before it. */
export const EVENT_FEATURES: number = 7 + EXPECTED_MEMORIES.length + COUNT_MEMORIES_DAYS.length +
  MAGNITUDE_MEMORIES.length + PROBABILITY_MEMORIES.length + DISTANCE_MEMORIES.length +
  LARGE.length + 2 + RADII_KM.length * NEAR_DAYS.length + 1;

/** A mean over about `memory` values, from a first one on. */
class FadingMean {
  readonly #memory: number;
  value: number;

  constructor(memory: number, value: number) {
    [this.#memory, this.value] = [memory, value];
  }

  add(value: number): number {
    return this.value += (value - this.value) / this.#memory;
  }

  clone(): FadingMean {
    return new FadingMean(this.#memory, this.value);
  }
}

/**
 * What is known after each event of how it stands with the sequence: whether more or less happened than
 * ETAS expected, over memories from minutes to years; how large and how near each other events are; what
 * large ones may still hide (completeness after a large event); how many and how large the neighbours of
 * the last event were. Events are added in order of time.
 */
export class EventState {
  /** Smallest magnitude. */
  readonly #mc: number;
  #expected = EXPECTED_MEMORIES.map((memory) => new FadingMean(memory, 1));
  #magnitudes: FadingMean[];
  #probabilities = PROBABILITY_MEMORIES.map((memory) => new FadingMean(memory, -1));
  #distances = DISTANCE_MEMORIES.map((memory) => new FadingMean(memory, 2));
  #observed = new Float64Array(COUNT_MEMORIES_DAYS.length);
  #awaited = new Float64Array(COUNT_MEMORIES_DAYS.length);
  #lastLarge = LARGE.map(() => -Infinity);
  #hiding: EventNews[] = [];
  /** All events so far, for their neighbours. */
  #days: number[] = [];
  #excesses: number[] = [];
  #xs: number[] = [];
  #ys: number[] = [];
  #zs: number[] = [];

  /** `meanExcess` is the usual magnitude above the smallest. */
  constructor({ mc, meanExcess }: { mc: number; meanExcess: number }) {
    this.#mc = mc;
    this.#magnitudes = MAGNITUDE_MEMORIES.map((memory) => new FadingMean(memory, meanExcess));
  }

  /** A copy that goes on by itself: of the events it keeps what later ones look back on. */
  clone(): EventState {
    const copy = new EventState({ mc: this.#mc, meanExcess: 0 });
    const cloneMeans = (means: FadingMean[]) => means.map((mean) => mean.clone());
    copy.#expected = cloneMeans(this.#expected);
    copy.#magnitudes = cloneMeans(this.#magnitudes);
    copy.#probabilities = cloneMeans(this.#probabilities);
    copy.#distances = cloneMeans(this.#distances);
    copy.#observed = this.#observed.slice();
    copy.#awaited = this.#awaited.slice();
    copy.#lastLarge = this.#lastLarge.slice();
    copy.#hiding = this.#hiding.slice(-MOST_HIDING);
    const size = this.#days.length;
    const oldest = this.#days[size - 1] - NEAR_DAYS.at(-1)!;
    let first = size - 1;
    while (first > 0 && first > size - 1 - MOST_NEAR && this.#days[first - 1] > oldest) first--;
    const keep = (values: number[]) => values.slice(Math.max(0, first));
    [copy.#days, copy.#excesses] = [keep(this.#days), keep(this.#excesses)];
    [copy.#xs, copy.#ys, copy.#zs] = [keep(this.#xs), keep(this.#ys), keep(this.#zs)];
    return copy;
  }

  /** Adds an event, and writes what is known after it. [feature] */
  add(event: EventNews, out: Float32Array): void {
    const { day, excess, expected, rate, backgroundShare, backgroundProbability } = event;
    const last = this.#days.length - 1;
    const days = last < 0 ? 1 : day - this.#days[last];
    const distance = Math.log(0.1 + (last < 0 ? 10 : this.#distanceTo(event, last)));
    const probability = Math.log(backgroundProbability + 1e-6);
    let at = 0;
    const put = (value: number) => out[at++] = value;
    put(Math.log(expected + 1e-3));
    put(Math.log(days + 1e-5));
    put(excess);
    put(Math.log(rate));
    put(Math.log(backgroundShare + 1e-9));
    put(probability);
    put(distance);
    for (const mean of this.#expected) put(Math.log(mean.add(expected) + 1e-3));
    COUNT_MEMORIES_DAYS.forEach((memory, k) => {
      const fading = Math.exp(-days / memory);
      this.#observed[k] = this.#observed[k] * fading + 1;
      this.#awaited[k] = this.#awaited[k] * fading + expected;
      put(Math.log((this.#observed[k] + 1) / (this.#awaited[k] + 1)));
    });
    for (const mean of this.#magnitudes) put(mean.add(excess));
    for (const mean of this.#probabilities) put(mean.add(probability));
    for (const mean of this.#distances) put(mean.add(distance));
    LARGE.forEach((large, k) => {
      if (excess > large - 1e-6) this.#lastLarge[k] = day;
      put(Math.log(Math.min(3_000, day - this.#lastLarge[k]) + 1e-3));
    });
    if (excess > LARGE[0] - 1e-6) this.#hiding.push(event);
    this.#hidden(day).forEach(put);
    this.#days.push(day);
    this.#excesses.push(excess);
    [this.#xs, this.#ys, this.#zs].forEach((list, k) => list.push(event.place[k]));
    this.#neighbours().forEach(put);
  }

  #distanceTo({ place: [x, y, z] }: EventNews, i: number): number {
    return Math.hypot(x - this.#xs[i], y - this.#ys[i], z - this.#zs[i]);
  }

  /**
   * Magnitudes below which events are missed by now, above the smallest: M − 4.5 − 0.75 log10 t and
   * M / 2 − 0.25 − log10 t at most, t days after each large event.
   *
   * Source: Helmstetter, Kagan & Jackson 2006, Bull. Seismol. Soc. Am. 96; Page et al. 2016, ibid. 106.
   */
  #hidden(day: number): [number, number] {
    let [california, world] = [-9, -9];
    for (let i = Math.max(0, this.#hiding.length - MOST_HIDING); i < this.#hiding.length; i++) {
      const magnitude = this.#hiding[i].excess + this.#mc;
      const age = Math.log10(Math.max(0, day - this.#hiding[i].day) + 1e-5);
      california = Math.max(california, magnitude - 4.5 - 0.75 * age - this.#mc);
      world = Math.max(world, magnitude / 2 - 0.25 - age - this.#mc);
    }
    return [california, world];
  }

  /** Logarithms of the counts of the last event's neighbours, and their mean magnitude. */
  #neighbours(): number[] {
    const last = this.#days.length - 1;
    const [day, x, y, z] = [this.#days[last], this.#xs[last], this.#ys[last], this.#zs[last]];
    const counts = new Float64Array(RADII_KM.length * NEAR_DAYS.length);
    let [excess, members] = [this.#magnitudes.at(-1)!.value * 5, 5]; // few members say little
    const first = Math.max(0, last - MOST_NEAR);
    for (let j = last - 1; j >= first && day - this.#days[j] < NEAR_DAYS.at(-1)!; j--) {
      const [dx, dy, dz] = [this.#xs[j] - x, this.#ys[j] - y, this.#zs[j] - z];
      const square = dx * dx + dy * dy + dz * dz;
      if (!(square < RADII_KM[2] * RADII_KM[2])) continue;
      excess += this.#excesses[j];
      members++;
      const ring = square < RADII_KM[0] ** 2 ? 0 : square < RADII_KM[1] ** 2 ? 1 : 2;
      const age = day - this.#days[j];
      const since = age < NEAR_DAYS[0] ? 0 : age < NEAR_DAYS[1] ? 1 : 2;
      counts[NEAR_DAYS.length * ring + since]++;
    }
    // From rings and spells to all within.
    for (let ring = 0; ring < RADII_KM.length; ring++) {
      for (let since = 1; since < NEAR_DAYS.length; since++) {
        counts[NEAR_DAYS.length * ring + since] += counts[NEAR_DAYS.length * ring + since - 1];
      }
    }
    for (let k = NEAR_DAYS.length; k < counts.length; k++) {
      counts[k] += counts[k - NEAR_DAYS.length];
    }
    return [...Array.from(counts, Math.log1p), excess / members];
  }
}
