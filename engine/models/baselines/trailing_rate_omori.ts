import { DAY_MS } from "../../domain/mod.ts";
import { answerCounts } from "./count_answer.ts";
import type { BaselineDefinition, BaselineQuestion } from "./baseline_definition.ts";
import { countBefore } from "./events_before.ts";
import { fitCountLaw, LOG_DISPERSION_BOUND } from "./fit_counts.ts";

/** Edges of the ages of past events, days: 10 to a decade from 4 minutes to 300 years. */
const AGE_EDGES_DAYS: readonly number[] = [
  0,
  ...Array.from({ length: 76 }, (_, i) => 10 ** (-2.5 + i / 10)),
];

/** Age that stands for each bin: the geometric middle, and half the first edge for the youngest. */
const AGES_DAYS: readonly number[] = AGE_EDGES_DAYS.slice(1).map((edge, i) =>
  i === 0 ? edge / 2 : Math.sqrt(edge * AGE_EDGES_DAYS[i])
);

/**
 * Longest c, days. In a catalogue it is some minutes; but since aftershocks of aftershocks inside the
 * window are not drawn, they flatten the decay that fits best, over about a horizon and more.
 */
const LONGEST_C_DAYS = 100;

/**
 * Largest α, base 10, near the b-value of 1. An α equal to b lets each unit of magnitude trigger as
 * much in all as the next; with one well above it the few largest events decide everything, which a
 * training part with a handful of them may seem to ask for and no later part bears out.
 *
 * Source: Felzer, Abercrombie and Ekström (2004), Bull. Seismol. Soc. Am. 94: α = b.
 */
const LARGEST_ALPHA = 1.2;

/** Where searches start: α, c in days. Short and long decays may be tops of their own. */
const STARTS: readonly (readonly [number, number])[] = [[0.8, 0.05], [0.3, 0.5], [0.8, 10]];

/**
 * A background plus what every past event still triggers:
 *
 * N(T, T+h) = μ h + Σ K 10^(α (m − Mc)) ∫ (s − t + c)^(−p) ds
 *
 * Five numbers and a dispersion, by maximum likelihood on the training windows; aftershocks of
 * aftershocks inside the window are in K only. Ages are binned, 10 to a decade.
 *
 * Source: Ogata (1988), J. Am. Stat. Assoc. 83, eq. 17, without branching inside the window.
 */
export const trailingRateOmori: BaselineDefinition = {
  name: "trailing-rate omori",
  about: "background plus Omori decay of every past event, fitted on the training part",
  tasks: ["rate", "alarm"],
  fit(training) {
    const history = indexHistory(training);
    let events = 0;
    for (const count of training.targets) events += count;
    const mean = Math.log(Math.max(events / training.targets.length, 1e-3));
    const [first, ...others] = STARTS.map((
      [alpha, c],
    ) => [mean - Math.LN2, mean - Math.LN2, alpha, Math.log(c), 1.1, LOG_DISPERSION_BOUND.start]);
    const { parameters, dispersion } = fitCountLaw(training.targets, {
      bounds: [
        { low: mean - 8, high: mean + 1, start: first[0] },
        { low: mean - 8, high: mean + 1, start: first[1] },
        { low: 0, high: LARGEST_ALPHA, start: first[2] },
        { low: Math.log(1e-3), high: Math.log(LONGEST_C_DAYS), start: first[3] },
        { low: 0.5, high: 2, start: first[4] },
        LOG_DISPERSION_BOUND,
      ],
      otherStarts: others,
      meansOf: (point) => lawAt(point, history).expected,
    });
    return { ...lawAt(parameters, history).law, dispersion };
  },
  predict(parameters, question) {
    const law = parameters as unknown as OmoriLaw & { dispersion: number };
    const triggered = triggerPerWindow(indexHistory(question), law);
    const mean = triggered.map((value) => law.background + law.productivity * value);
    return answerCounts(question.target.task, { mean, dispersion: law.dispersion });
  },
};

interface OmoriLaw {
  background: number; // events per window
  productivity: number; // events per day at 1 day, for an event at completeness
  alpha: number; // per magnitude, base 10
  c: number; // days
  p: number;
}

interface History {
  excess: Float64Array; // magnitude above completeness, each once [size]
  sizes: Uint32Array; // which of them an event has [event]
  bins: Int32Array; // events older than each age edge [window, age edge]
  windows: number;
  horizonDays: number;
}

/**
 * The law at a point of the search, and its count of each window. The search moves the number of
 * triggered events of a mean window, not K, which changes by orders of magnitude with c and p.
 */
function lawAt(
  [logBackground, logTriggered, alpha, logC, p]: number[],
  history: History,
): { law: OmoriLaw; expected: Float64Array } {
  const [background, c] = [Math.exp(logBackground), Math.exp(logC)];
  const triggered = triggerPerWindow(history, { alpha, c, p });
  const mean = triggered.reduce((sum, value) => sum + value, 0) / triggered.length;
  const productivity = mean > 0 ? Math.exp(logTriggered) / mean : 0;
  return {
    law: { background, productivity, alpha, c, p },
    expected: triggered.map((value) => background + productivity * value),
  };
}

function indexHistory({ catalogue, target, issueTimeMs }: BaselineQuestion): History {
  const edges = AGE_EDGES_DAYS.length;
  const bins = new Int32Array(issueTimeMs.length * edges);
  issueTimeMs.forEach((issue, window) => {
    for (let k = 0; k < edges; k++) {
      bins[window * edges + k] = countBefore(catalogue.timeMs, issue - AGE_EDGES_DAYS[k] * DAY_MS);
    }
  });
  return {
    ...sizesOf(catalogue.magnitude, target.completeness),
    bins,
    windows: issueTimeMs.length,
    horizonDays: target.horizonMs / DAY_MS,
  };
}

/** Magnitudes are rounded: of a million events few hundred differ, and a search asks for each a thousand times. */
function sizesOf(
  magnitude: ArrayLike<number>,
  completeness: number,
): Pick<History, "excess" | "sizes"> {
  const known = new Map<number, number>();
  const sizes = Uint32Array.from(magnitude, (value) => {
    const size = known.get(value) ?? known.size;
    known.set(value, size);
    return size;
  });
  return { excess: Float64Array.from(known.keys(), (value) => value - completeness), sizes };
}

/**
 * What past events trigger in each window with a productivity of 1 event per day; sums over them are
 * differences of running sums.
 */
function triggerPerWindow(
  history: History,
  law: Pick<OmoriLaw, "alpha" | "c" | "p">,
): Float64Array {
  const { excess, sizes, bins, windows, horizonDays } = history;
  const weights = excess.map((size) => 10 ** (law.alpha * size));
  const running = new Float64Array(sizes.length + 1);
  for (let i = 0; i < sizes.length; i++) running[i + 1] = running[i] + weights[sizes[i]];
  const decay = AGES_DAYS.map((age) => omoriIntegral(age, horizonDays, law));
  const edges = AGE_EDGES_DAYS.length;
  const perWindow = new Float64Array(windows);
  for (let window = 0; window < windows; window++) {
    let triggered = 0;
    for (let k = 0; k < decay.length; k++) {
      const younger = running[bins[window * edges + k]];
      triggered += decay[k] * (younger - running[bins[window * edges + k + 1]]);
    }
    perWindow[window] = triggered;
  }
  return perWindow;
}

/** ∫ (s + c)^(−p) ds from `age` to `age + horizon`, days. */
function omoriIntegral(
  age: number,
  horizonDays: number,
  { c, p }: Pick<OmoriLaw, "c" | "p">,
): number {
  const from = age + c;
  const to = from + horizonDays;
  if (Math.abs(p - 1) < 1e-6) return Math.log(to / from);
  return (from ** (1 - p) - to ** (1 - p)) / (p - 1);
}
