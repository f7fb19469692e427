import type { CalibrationDirection, DriftReport } from "../domain/mod.ts";
import type { KeyEntry } from "./draw_key.ts";
import type { FigureText } from "./frame_svg.ts";
import { COLOURS } from "./palette.ts";
import { renderChart } from "./render_chart.ts";
import { timeAxis } from "./time_axis.ts";

const PANEL_WIDTH = 345;
const PANEL_HEIGHT = 130;
const AXIS_WIDTH = 44;

/** Colours of the inputs that changed most; the others are grey. */
const LOOKS = [COLOURS.baseline, COLOURS.network, COLOURS.third];

/** The four sums: the way up of each chart is a line, the way down is dashed. */
const SUMS: readonly [name: CalibrationDirection, colour: string, dash: number[]][] = [
  ["more than forecast", COLOURS.baseline, []],
  ["less than forecast", COLOURS.network, []],
  ["forecasts too narrow", COLOURS.third, []],
  ["forecasts too wide", COLOURS.muted, [4, 3]],
];

type Layer = Record<string, unknown>;

/**
 * Drift over time in three panels: the stability index of the inputs against its limit, the gain over the
 * baseline with its interval, and the cumulative sums of calibration with their limit. Where a change
 * was found a grey line tells when it most probably began.
 */
export function drawDrift(report: DriftReport): Promise<string> {
  const panels = [inputPanel(report), gainPanel(report), sumPanel(report)];
  return renderChart({
    width: undefined,
    height: undefined,
    autosize: { type: "pad" },
    spacing: 30,
    bounds: "flush",
    vconcat: panels.filter((panel) => panel !== undefined),
  }, describe(report));
}

/** Names of the inputs that are drawn in colour. */
function drawnInputs({ inputs }: DriftReport): string[] {
  const shown = new Set(inputs?.rolling.features.map(({ feature }) => feature));
  return (inputs?.features ?? []).filter(({ feature }) => shown.has(feature))
    .slice(0, LOOKS.length).map(({ feature }) => feature);
}

function inputPanel(report: DriftReport): Layer | undefined {
  const { inputs } = report;
  if (inputs === null || inputs.rolling.features.length === 0) return undefined;
  const { rolling } = inputs;
  const drawn = drawnInputs(report);
  const x = horizontal(report, "time", true);
  const ordered = rolling.features.toSorted((one, other) =>
    order(drawn, other.feature) - order(drawn, one.feature)
  );
  const y = vertical("value");
  const layers = ordered.map(({ feature, ratio }): Layer => {
    const look = LOOKS[drawn.indexOf(feature)];
    const values = ratio.map((value, span) => ({ time: rolling.endMs[span], value }));
    return {
      data: { values },
      mark: {
        ...{ type: "line", color: look ?? COLOURS.grid, strokeWidth: look ? 1.8 : 1.2 },
      },
      encoding: { x, y },
    };
  });
  return panel(
    "Inputs (stability index / its limit)",
    [...layers, level(1), ...began(report)],
  );
}

/** Place among the drawn inputs; the others come before all of them. */
function order(drawn: readonly string[], feature: string): number {
  const place = drawn.indexOf(feature);
  return place < 0 ? drawn.length : place;
}

function gainPanel(report: DriftReport): Layer {
  const { rolling, before } = report.skill;
  const values = rolling.endMs.map((time, span) => ({
    ...{ time, nats: rolling.nats[span], low: rolling.low[span], high: rolling.high[span] },
  }));
  const x = horizontal(report, "time", true);
  const data = { values };
  return panel(
    "Gain (nats per window)",
    [
      {
        data,
        mark: { type: "area", color: COLOURS.interval, opacity: 0.4 },
        encoding: { x, y: vertical("low"), y2: { field: "high" } },
      },
      {
        data,
        mark: { type: "line", color: COLOURS.network, strokeWidth: 2 },
        encoding: { x, y: vertical("nats") },
      },
      level(0, COLOURS.ink),
      ...(before === null ? [] : [level(before.nats, COLOURS.muted, [2, 3])]),
      ...began(report),
    ],
  );
}

function sumPanel(report: DriftReport): Layer {
  const { paths, endMs, limit } = report.calibration;
  const x = horizontal(report, "time", false);
  const layers = SUMS.map(([name, colour, dash]): Layer => ({
    data: { values: paths[name].map((value, window) => ({ time: endMs[window], value })) },
    mark: { type: "line", color: colour, strokeDash: dash, strokeWidth: 1.8 },
    encoding: { x, y: vertical("value") },
  }));
  return panel("Calibration (standard deviations)", [
    ...layers,
    level(limit),
    ...began(report),
  ]);
}

function panel(title: string, layer: Layer[]): Layer {
  return {
    width: PANEL_WIDTH,
    height: PANEL_HEIGHT,
    title: {
      ...{ text: title, anchor: "start", frame: "group", fontSize: 12, fontWeight: "normal" },
      color: COLOURS.ink,
    },
    layer,
  };
}

/** Time from the first to the last of all panels, so that they stand above each other. */
function horizontal(report: DriftReport, field: string, isBare: boolean): Layer {
  const domain = spanOf(report);
  const axis = timeAxis(field, domain[0], domain[1]) as { scale: Layer; axis: Layer };
  return {
    ...axis,
    scale: { ...axis.scale, domain },
    axis: { ...axis.axis, ...(isBare ? { title: null, labels: false } : {}) },
  };
}

function spanOf({ inputs, skill, calibration, watchedFromMs }: DriftReport): [number, number] {
  const ends = [...skill.rolling.endMs, ...calibration.endMs, ...(inputs?.rolling.endMs ?? [])];
  return [Math.min(watchedFromMs, ...ends), Math.max(watchedFromMs + 1, ...ends)];
}

function vertical(field: string): Layer {
  return {
    field,
    type: "quantitative",
    axis: { title: null, tickCount: 5, minExtent: AXIS_WIDTH, format: "~f" },
    scale: { zero: false },
  };
}

function level(at: number, colour: string = COLOURS.ink, dash: number[] = [5, 3]): Layer {
  return {
    data: { values: [{ at }] },
    mark: { type: "rule", color: colour, strokeDash: dash, strokeWidth: 1.3 },
    encoding: { y: { field: "at", type: "quantitative" } },
  };
}

/** A line at the beginning of the watched part, and one where the change began. */
function began(report: DriftReport): Layer[] {
  const { watchedFromMs, sinceMs } = report;
  const rule = (time: number, colour: string, width: number): Layer => ({
    data: { values: [{ time }] },
    mark: { type: "rule", color: colour, strokeWidth: width },
    encoding: { x: { field: "time", type: "temporal", scale: { domain: spanOf(report) } } },
  });
  return [
    rule(watchedFromMs, COLOURS.grid, 1.5),
    ...(sinceMs === null ? [] : [rule(sinceMs, COLOURS.muted, 1.5)]),
  ];
}

function describe(report: DriftReport): FigureText {
  const { model, verdict, sinceMs, watchedFromMs, calibration, skill, reasons } = report;
  const since = sinceMs === null ? "" : `, since about ${showDay(sinceMs)} (grey line)`;
  const spans = report.inputs === null
    ? ""
    : ` of ${Math.round(report.inputs.rolling.days)} days each`;
  const inputs = drawnInputs(report).map((feature, i): KeyEntry => ({
    ...{ label: `input ${feature}`, mark: "line", colour: LOOKS[i] },
  }));
  return {
    name: "drift",
    title: `Drift of ${model}: ${verdict}`,
    caption:
      `Watched from ${
        showDay(watchedFromMs)
      } on${since}. Dashed: limits, which chance alone seldom ` +
      `passes. Inputs: population stability${spans}. Gain: over ${skill.baseline}, of ` +
      `${skill.rolling.windows} windows each, with its 95 % interval` +
      (skill.before === null ? "" : "; dotted: as it was before") +
      ". Calibration: cumulative sums of where in its forecast lay what came.",
    key: [
      ...inputs,
      ...SUMS.map(([label, colour, dash]): KeyEntry => ({
        ...{ label: `sum: ${label}`, colour, mark: dash.length > 0 ? "dashed-line" : "line" },
      })),
    ],
    description: `${verdict}: ${reasons.join(" ")} Largest cumulative sum ` +
      `${calibration.largest.toFixed(1)}, limit ${calibration.limit.toFixed(1)}; gain ` +
      `${skill.watched.nats.toFixed(3)} nats per window.`,
  };
}

/** The day of a time. */
function showDay(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, 10);
}
