import type { AttributionMap } from "../domain/mod.ts";
import { type Axis, drawHorizontalAxis, drawVerticalAxis, placeOn } from "./axis_ticks.ts";
import { divergingColour } from "./diverging_colour.ts";
import { escapeMarkup } from "./escape_markup.ts";
import { formatNumber } from "./format_number.ts";
import { drawHeading, FIGURE_WIDTH, type FigureText, frameSvg } from "./frame_svg.ts";
import { COLOURS } from "./palette.ts";
import { phaseColour } from "./phase_colours.ts";
import { tracePath } from "./trace_path.ts";

/** A window with what each part of it adds. */
export interface WaveformAttributionFigure {
  /** The title. */
  title: string;
  /** What is said beneath it. */
  caption: string;
  /** The window, components side by side. [sample, component] */
  window: Float32Array;
  /** Names of the components, in order. */
  components: readonly string[];
  /** Samples a second. */
  samplingRateHz: number;
  /** The sample of the arrival, where time is 0. */
  sample: number;
  /** The phase that arrives. */
  phase: string;
  /** What each component adds, step by step. */
  map: AttributionMap;
  /** Unit of what is added, such as "log-odds". */
  unit: string;
  /** Probability with a stretch of all components silent, drawn below where there is one. */
  occlusion?: {
    stepSeconds: number;
    fromSeconds: number;
    probability: readonly number[];
    /** Probability of the whole window. */
    whole: number;
  };
}

const LEFT = 40;
const RIGHT = FIGURE_WIDTH - 8;
const WAVE = 50;
const HEAT = 13;
const GAP = 7;
const LANE = WAVE + HEAT + GAP;
const CURVE = 62;

/** Of the steps, so many have a paler colour than the darkest; the few beyond share it. */
const PALER = 0.99;

/**
 * Three components, each waveform in ink with what it adds as a band of colour beneath, the arrival as a
 * line, time in seconds after it, and below what is left of the probability where half a second is silent.
 * Each waveform is scaled to its own largest amplitude; one scale of colour serves all bands.
 */
export function drawWaveformAttribution(figure: WaveformAttributionFigure): string {
  const { map, samplingRateHz, sample, window, components, occlusion, phase } = figure;
  const samples = window.length / components.length;
  const horizontal: Axis = {
    domain: [-sample / samplingRateHz, (samples - sample) / samplingRateHz],
    range: [LEFT, RIGHT],
  };
  const text: FigureText = {
    ...{ name: "waveform-attribution", title: figure.title, caption: figure.caption },
    description: `${figure.title} ${figure.caption}`,
  };
  const heading = drawHeading(text);
  const names = Object.keys(map.components);
  const darkest = darkestOf(map);
  const legend = drawLegend({ top: heading.bottom, darkest, figure });
  const top = legend.bottom + 6;
  const lanes = names.map((name, i) => {
    const place = components.indexOf(name);
    const values = window.filter((_, at) => at % components.length === place);
    return drawLane(name, { values, figure, horizontal, darkest, top: top + i * LANE });
  });
  const bottom = top + names.length * LANE;
  const curve = occlusion === undefined
    ? ""
    : drawOcclusion({ ...occlusion, phase }, { horizontal, top: bottom });
  const end = bottom + (occlusion === undefined ? 0 : CURVE + 6);
  const axis = drawHorizontalAxis(horizontal, {
    ...{ top: end, gridTo: top, title: `Seconds after ${escapeMarkup(phase)}` },
  });
  const x = placeOn(horizontal, 0).toFixed(1);
  const arrival = `<path class="pick" d="M${x} ${top}V${end}" stroke="${phaseColour(phase)}" ` +
    `stroke-width="1.2"/>`;
  const body = heading.markup + legend.markup + axis.markup + lanes.join("") + curve + arrival;
  return frameSvg(body, text, Math.ceil(axis.bottom));
}

/** What has the darkest colour. */
function darkestOf({ components }: AttributionMap): number {
  const sizes = Object.values(components).flat().map(Math.abs).sort((a, b) => a - b);
  const size = sizes[Math.min(sizes.length - 1, Math.floor(PALER * sizes.length))] ?? 0;
  return size > 0 ? size : sizes.at(-1) || 1;
}

function drawLane(
  name: string,
  { values, figure, horizontal, darkest, top }: {
    values: Float32Array;
    figure: WaveformAttributionFigure;
    horizontal: Axis;
    darkest: number;
    top: number;
  },
): string {
  const { samplingRateHz, map } = figure;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const reach = values.reduce((most, value) => Math.max(most, Math.abs(value - mean)), 0) || 1;
  const vertical: Axis = { domain: [mean - reach, mean + reach], range: [top + WAVE, top] };
  const path = tracePath({
    ...{ samples: values, start: horizontal.domain[0], step: 1 / samplingRateHz },
    ...{ horizontal, vertical },
  });
  const [left, right] = horizontal.range;
  const heat = map.components[name].map((amount, step) => {
    const from = map.fromSeconds + step * map.stepSeconds;
    const start = Math.max(left, placeOn(horizontal, from));
    const end = Math.min(right, placeOn(horizontal, from + map.stepSeconds));
    if (!(end > start)) return "";
    return `<rect x="${start.toFixed(2)}" y="${top + WAVE}" width="${
      (end - start + 0.05).toFixed(2)
    }" ` +
      `height="${HEAT}" fill="${divergingColour(amount / darkest)}"/>`;
  }).join("");
  return `<g class="heat">${heat}</g><path class="trace" d="${path}" fill="none" ` +
    `stroke="${COLOURS.ink}" stroke-width="0.7" stroke-linejoin="round"/>` +
    `<text x="6" y="${top + WAVE / 2 + 4}" font-size="13" font-weight="bold" ` +
    `fill="${COLOURS.ink}">${escapeMarkup(name)}</text>`;
}

function drawLegend(
  { top, darkest, figure: { unit, map } }: {
    top: number;
    darkest: number;
    figure: WaveformAttributionFigure;
  },
): { markup: string; bottom: number } {
  const [left, width, steps] = [LEFT + 78, 110, 40];
  const boxes = Array.from({ length: steps }, (_, i) => {
    const share = 2 * (i + 0.5) / steps - 1;
    return `<rect x="${(left + i * width / steps).toFixed(2)}" y="${top}" ` +
      `width="${(width / steps + 0.05).toFixed(2)}" height="9" fill="${divergingColour(share)}"/>`;
  }).join("");
  const size = formatNumber(darkest);
  const label = (x: number, anchor: string, words: string) =>
    `<text x="${x}" y="${top + 9}" font-size="11" text-anchor="${anchor}" ` +
    `fill="${COLOURS.muted}">${escapeMarkup(words)}</text>`;
  return {
    markup: `<g class="scale">${boxes}${label(left - 5, "end", `takes −${size}`)}${
      label(left + width + 5, "start", `adds +${size} ${unit} in ${map.stepSeconds} s`)
    }</g>`,
    bottom: top + 12,
  };
}

function drawOcclusion(
  { stepSeconds, fromSeconds, probability, whole, phase }:
    & NonNullable<WaveformAttributionFigure["occlusion"]>
    & { phase: string },
  { horizontal, top }: { horizontal: Axis; top: number },
): string {
  const vertical: Axis = { domain: [0, 1], range: [top + CURVE, top + 18] };
  const [left, right] = horizontal.range;
  const inside = (x: number) => Math.min(right, Math.max(left, x)).toFixed(1);
  const path = probability.map((value, step) => {
    const from = fromSeconds + step * stepSeconds;
    const y = placeOn(vertical, value).toFixed(1);
    return `${step === 0 ? "M" : "L"}${inside(placeOn(horizontal, from))} ${y}H${
      inside(placeOn(horizontal, from + stepSeconds))
    }`;
  }).join("");
  const y = placeOn(vertical, whole).toFixed(1);
  return drawVerticalAxis(vertical, { left: LEFT, gridTo: RIGHT, count: 2 }) +
    `<path d="M${LEFT} ${y}H${RIGHT}" stroke="${COLOURS.muted}" stroke-dasharray="3 3"/>` +
    `<path class="probability" d="${path}" fill="none" stroke="${phaseColour(phase)}" ` +
    `stroke-width="1.3"/><text x="${LEFT + 2}" y="${top + 12}" font-size="11" ` +
    `fill="${COLOURS.muted}">Probability of ${escapeMarkup(phase)} with ${stepSeconds} s of all ` +
    `components silent; dashed: nothing silent</text>`;
}
