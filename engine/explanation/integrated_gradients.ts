import { InputError } from "../domain/mod.ts";
import { gaussLegendre } from "../mathematics/mod.ts";

/** What is explained, as callbacks: the engine behind them may be any. */
export interface IntegratedGradientsOptions {
  /** The input whose answer is explained. */
  input: Float32Array;
  /** The input that it is compared with. */
  baseline: Float32Array;
  /** The explained scalar of each of a few inputs, end to end. [example, ...input] -> [example] */
  value: (inputs: Float32Array) => ArrayLike<number>;
  /** Its slopes by every number of them. [example, ...input] -> [example, ...input] */
  gradient: (inputs: Float32Array) => Float32Array;
  /** Most slopes that are taken before it gives up; 4096 unless given. */
  steps?: number;
  /** Part of the difference that the sum may be off by; 0.01 unless given. */
  tolerance?: number;
  /** What it may always be off by, in the scalar's units; 0.00001 unless given. */
  absoluteTolerance?: number;
  /** Most inputs in a call of a callback; 16 unless given. */
  batch?: number;
}

/** What each number of an input adds to the answer, against a baseline. */
export interface IntegratedGradients {
  /** Amounts, in the scalar's units. [...input] */
  attributions: Float64Array;
  /** The scalar at the input. */
  value: number;
  /** The scalar at the baseline. */
  baselineValue: number;
  /** Value less baseline's. */
  difference: number;
  /** Sum of all attributions. */
  sum: number;
  /** |sum − difference| / |difference|; where the difference is nearly 0, |sum − difference| itself. */
  completenessError: number;
  /** What it may be at most: a part of the difference, or where that is nearly 0 an amount. */
  tolerance: number;
  /** Whether error and tolerance are amounts in the scalar's units, the difference being nearly 0. */
  isAbsolute: boolean;
  /** Whether the sum is the difference within the tolerance. */
  isComplete: boolean;
  /** How many slopes it took. */
  steps: number;
}

const POINTS = 4;
const QUADRATURE = gaussLegendre(POINTS);
const FIRST_PANELS = 4;

/**
 * Integrated gradients along the straight way from the baseline to the input: what each number of
 * the input adds, so that the amounts sum to the difference of the answers.
 *
 * The way is cut into panels with four Gauss–Legendre points each. What a panel should sum to is known
 * exactly, the difference of the values at its ends; panels that miss it are halved until all misses
 * together are within the tolerance, so that kinks get the points that they need.
 *
 * Throws InputError where input and baseline are of different length, or a value is not finite.
 *
 * Source: Sundararajan, Taly & Yan 2017, Axiomatic attribution for deep networks, ICML, equation 3 and
 * proposition 1.
 */
export function integratedGradients(options: IntegratedGradientsOptions): IntegratedGradients {
  const { input, baseline, steps = 4096 } = options;
  if (input.length !== baseline.length || input.length === 0) {
    throw new InputError(
      `Cannot explain an input of ${input.length} numbers by a baseline of ${baseline.length}.`,
    );
  }
  const way = new Way(options);
  const ends = Array.from({ length: FIRST_PANELS + 1 }, (_, i) => i / FIRST_PANELS);
  const values = way.valuesAt(ends);
  const [baselineValue, value] = [values[0], values[FIRST_PANELS]];
  const allowed = allowanceOf(value - baselineValue, options);
  let panels = way.integrate(
    ends.slice(1).map((to, i) => ({
      ...{ from: ends[i], to, valueFrom: values[i], valueTo: values[i + 1] },
    })),
  );
  let taken = POINTS * panels.length;
  while (missOf(panels) > allowed.amount) {
    const isRough = ({ miss }: Panel) => miss > allowed.amount / (2 * panels.length);
    const rough = panels.filter(isRough);
    if (taken + 2 * POINTS * rough.length > steps) break;
    const middles = way.valuesAt(rough.map(({ from, to }) => (from + to) / 2));
    const halves = rough.flatMap(({ from, to, valueFrom, valueTo }, i) => {
      const middle = (from + to) / 2;
      return [
        { from, to: middle, valueFrom, valueTo: middles[i] },
        { from: middle, to, valueFrom: middles[i], valueTo },
      ];
    });
    const smooth = panels.filter((panel) => !isRough(panel));
    panels = [...smooth, ...way.integrate(halves)];
    taken += 2 * POINTS * rough.length;
  }
  return summarise(panels, { value, baselineValue, allowed, steps: taken });
}

interface Allowance {
  amount: number;
  tolerance: number;
  isAbsolute: boolean;
}

function allowanceOf(
  difference: number,
  { tolerance = 0.01, absoluteTolerance = 1e-5 }: IntegratedGradientsOptions,
): Allowance {
  const amount = tolerance * Math.abs(difference);
  return amount < absoluteTolerance
    ? { amount: absoluteTolerance, tolerance: absoluteTolerance, isAbsolute: true }
    : { amount, tolerance, isAbsolute: false };
}

interface PanelEnds {
  /** Places on the way, 0 at the baseline to 1 at the input. */
  from: number;
  to: number;
  valueFrom: number;
  valueTo: number;
}

interface Panel extends PanelEnds {
  /** What each number adds on this panel. */
  amounts: Float64Array;
  /** |sum of amounts − difference of the values at its ends|. */
  miss: number;
}

function missOf(panels: readonly Panel[]): number {
  return panels.reduce((sum, { miss }) => sum + miss, 0);
}

/** The straight way from baseline to input. */
class Way {
  readonly #options: IntegratedGradientsOptions;
  readonly #change: Float64Array;

  constructor(options: IntegratedGradientsOptions) {
    this.#options = options;
    this.#change = Float64Array.from(options.input, (x, i) => x - options.baseline[i]);
  }

  /** The scalar at places on the way; throws InputError where it is not finite. */
  valuesAt(places: readonly number[]): number[] {
    const values = this.#inBatches(places, (inputs) => Array.from(this.#options.value(inputs)));
    const wrong = values.findIndex((value) => !Number.isFinite(value));
    if (wrong < 0) return values;
    throw new InputError(`Cannot explain an answer that is ${values[wrong]}.`);
  }

  /** Panels with what each number adds on them. */
  integrate(panels: readonly PanelEnds[]): Panel[] {
    const size = this.#change.length;
    const places = panels.flatMap(({ from, to }) =>
      Array.from(QUADRATURE.nodes, (node) => from + (to - from) * (1 + node) / 2)
    );
    const slopes = this.#inBatches(places, (inputs) => {
      const some = this.#options.gradient(inputs);
      return Array.from(
        { length: some.length / size },
        (_, i) => some.slice(i * size, (i + 1) * size),
      );
    });
    return panels.map((panel, place) => {
      const amounts = new Float64Array(size);
      for (let point = 0; point < POINTS; point++) {
        const slope = slopes[place * POINTS + point];
        const weight = QUADRATURE.weights[point] * (panel.to - panel.from) / 2;
        for (let i = 0; i < size; i++) amounts[i] += weight * slope[i] * this.#change[i];
      }
      const sum = amounts.reduce((total, amount) => total + amount, 0);
      return { ...panel, amounts, miss: Math.abs(sum - (panel.valueTo - panel.valueFrom)) };
    });
  }

  #inBatches<T>(places: readonly number[], run: (inputs: Float32Array) => T[]): T[] {
    const { input, baseline, batch = 16 } = this.#options;
    const size = this.#change.length;
    const results: T[] = [];
    for (let start = 0; start < places.length; start += batch) {
      const some = places.slice(start, start + batch);
      const inputs = new Float32Array(some.length * size);
      some.forEach((place, row) => {
        for (let i = 0; i < size; i++) {
          // The ends themselves are exact.
          inputs[row * size + i] = place === 1 ? input[i] : baseline[i] + place * this.#change[i];
        }
      });
      results.push(...run(inputs));
    }
    return results;
  }
}

function summarise(
  panels: readonly Panel[],
  { value, baselineValue, allowed, steps }: {
    value: number;
    baselineValue: number;
    allowed: Allowance;
    steps: number;
  },
): IntegratedGradients {
  const attributions = new Float64Array(panels[0].amounts.length);
  for (const { amounts } of panels) amounts.forEach((amount, i) => attributions[i] += amount);
  const sum = attributions.reduce((total, amount) => total + amount, 0);
  const difference = value - baselineValue;
  const { tolerance, isAbsolute } = allowed;
  const off = Math.abs(sum - difference);
  const completenessError = isAbsolute ? off : off / Math.abs(difference);
  const isComplete = completenessError <= tolerance;
  return {
    ...{ attributions, value, baselineValue, difference, sum, completenessError },
    ...{ tolerance, isAbsolute, isComplete, steps },
  };
}
