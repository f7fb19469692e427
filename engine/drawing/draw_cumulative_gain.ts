import type { KeyEntry } from "./draw_key.ts";
import { formatCount, formatSigned } from "./format_number.ts";
import { drawEmptyFigure, type FigureText } from "./frame_svg.ts";
import { COLOURS } from "./palette.ts";
import { renderChart } from "./render_chart.ts";
import { timeAxis } from "./time_axis.ts";

/** Gain of one model over the baseline, event by event. */
export interface GainSeries {
  /** Name of the model. */
  name: string;
  /** Gain summed up to and including each event, nats. [event] */
  gain: ArrayLike<number>;
  /** Mean gain, nats per event, with its block-bootstrap 95 % interval; null where unknown. */
  mean: { nats: number | null; low: number | null; high: number | null };
}

/** Gains over a span of time. */
export interface CumulativeGain {
  /** Time of each event, ascending: UTC epoch milliseconds, or since the first. [event] */
  timeMs: ArrayLike<number>;
  /** Whether times are dates. */
  isDated: boolean;
  /** Start of the span, milliseconds as the events. */
  startMs: number;
  /** End of the span. */
  endMs: number;
  /** What was scored, such as "ComCat_25, test". */
  of: string;
  /** What gains are over. */
  baseline: string;
  /** Every other model. */
  series: readonly GainSeries[];
}

const DAY_MS = 86_400_000;

/** Most points of a line; more would not be seen. */
const MOST_POINTS = 1500;

const LOOKS = [
  { colour: COLOURS.network, dash: [1, 0], mark: "line" },
  { colour: COLOURS.baseline, dash: [5, 3], mark: "dashed-line" },
  { colour: COLOURS.third, dash: [1, 0], mark: "line" },
  { colour: COLOURS.ink, dash: [5, 3], mark: "dashed-line" },
  { colour: COLOURS.interval, dash: [1, 0], mark: "line" },
] as const;

/**
 * Information gain over a baseline as it adds up over time: where a line rises the model tells more
 * than the baseline, where it falls less. The key holds the mean gains with their intervals.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { drawCumulativeGain } from "@quakecast/quakecast/drawing";
 * const svg = await drawCumulativeGain({
 *   ...{ timeMs: [0, 86_400_000], isDated: false, startMs: 0, endMs: 172_800_000 },
 *   ...{ of: "plane, validation", baseline: "poisson" },
 *   series: [{ name: "etas", gain: [0.4, 0.7], mean: { nats: 0.35, low: 0.1, high: 0.6 } }],
 * });
 * assert(svg.includes("Cumulative information gain"));
 * ```
 */
export function drawCumulativeGain(gains: CumulativeGain): Promise<string> {
  const { timeMs, series, startMs, endMs, isDated } = gains;
  const text = describe(gains);
  if (timeMs.length === 0 || series.length === 0) {
    return Promise.resolve(drawEmptyFigure(text, "No gain to draw."));
  }
  const chosen = choosePoints(series, timeMs.length);
  const unit = isDated ? 1 : DAY_MS;
  const values = series.flatMap(({ name, gain }) => [
    { time: startMs / unit, gain: 0, name },
    ...chosen.map((event) => ({ time: timeMs[event] / unit, gain: gain[event], name })),
    { time: endMs / unit, gain: gain[timeMs.length - 1], name },
  ]);
  const names = series.map(({ name }) => name);
  const x = isDated ? timeAxis("time", startMs, endMs) : {
    field: "time",
    type: "quantitative",
    scale: { zero: false, nice: false },
    axis: { title: "Time since the first event (days)", tickCount: 6 },
  };
  return renderChart({
    data: { values },
    layer: [
      {
        data: { values: [{ gain: 0 }] },
        mark: { type: "rule", color: COLOURS.muted, strokeWidth: 1 },
        encoding: { y: { field: "gain", type: "quantitative" } },
      },
      {
        mark: { type: "line", strokeWidth: 1.8, interpolate: "step-after" },
        encoding: {
          x,
          y: { field: "gain", type: "quantitative", axis: { title: null, tickCount: 6 } },
          color: { field: "name", type: "nominal", scale: scaleOf(names, ({ colour }) => colour) },
          strokeDash: {
            field: "name",
            type: "nominal",
            scale: scaleOf(names, ({ dash }) => dash),
          },
        },
      },
    ],
  }, text);
}

type Look = typeof LOOKS[number];

function scaleOf(names: readonly string[], pick: (look: Look) => unknown): Record<string, unknown> {
  return { domain: names, range: names.map((_, i) => pick(LOOKS[i % LOOKS.length])) };
}

/** Evenly spread events, the last among them, and where a line turns most within each stretch. */
function choosePoints(series: readonly GainSeries[], events: number): number[] {
  const stretch = Math.ceil(events * series.length * 2 / MOST_POINTS);
  if (stretch <= 2) return Array.from({ length: events }, (_, event) => event);
  const chosen = new Set<number>([events - 1]);
  for (let from = 0; from < events; from += stretch) {
    const to = Math.min(events, from + stretch);
    for (const { gain } of series) {
      let [lowest, highest] = [from, from];
      for (let event = from; event < to; event++) {
        if (gain[event] < gain[lowest]) lowest = event;
        if (gain[event] > gain[highest]) highest = event;
      }
      chosen.add(lowest).add(highest);
    }
  }
  return [...chosen].sort((one, other) => one - other);
}

function describe({ of, baseline, series, timeMs }: CumulativeGain): FigureText {
  const meanOf = ({ mean: { nats, low, high } }: GainSeries) =>
    nats === null ? "" : ` ${formatSigned(nats)} nats/event` +
      (low === null || high === null ? "" : ` [${formatSigned(low)}, ${formatSigned(high)}]`);
  return {
    name: "cumulative-gain",
    title: `Cumulative information gain over ${baseline}`,
    caption:
      `${of}, ${formatCount(timeMs.length)} events, in time and space together. In the key ` +
      "the mean gain with its 95 % block-bootstrap interval.",
    key: series.map((one, i): KeyEntry => {
      const { colour, mark } = LOOKS[i % LOOKS.length];
      return { label: `${one.name}${meanOf(one)}`, mark, colour };
    }),
    verticalTitle: "Cumulative gain (nats)",
    description: `Gain over ${baseline} on ${of}, nats: ` +
      series.map((one) => `${one.name}${meanOf(one)}`).join(", "),
  };
}
