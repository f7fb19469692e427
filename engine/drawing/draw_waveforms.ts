import { formatChannelCode, type Pick, stationOf, type Trace, traceEndMs } from "../domain/mod.ts";
import { type Axis, drawHorizontalAxis, drawVerticalAxis, placeOn } from "./axis_ticks.ts";
import { escapeMarkup } from "./escape_markup.ts";
import {
  drawEmptyFigure,
  drawHeading,
  FIGURE_WIDTH,
  type FigureText,
  frameSvg,
} from "./frame_svg.ts";
import { COLOURS } from "./palette.ts";
import { phaseColour, phasesKey } from "./phase_colours.ts";
import { tracePath } from "./trace_path.ts";

/** The probability of one phase over time, as a picker gives it. */
export interface ProbabilityCurve {
  /** "P" or "S". */
  phase: string;
  /** Time of the first value, UTC epoch milliseconds. */
  startTimeMs: number;
  /** Values a second. */
  samplingRateHz: number;
  /** Probabilities, 0 to 1. [sample] */
  values: Float32Array;
}

/** What a figure of waveforms shows. */
export interface WaveformFigure {
  /** Traces, one above the other; those of one channel share a line. */
  traces: readonly Trace[];
  /** Arrivals, drawn on the channels of their station. */
  picks?: readonly Pick[];
  /** What a picker said, drawn below. */
  probabilities?: readonly ProbabilityCurve[];
  /** Title; "Waveforms" where it is left out. */
  title?: string;
}

/** Most lines of one figure. */
const MOST_CHANNELS = 24;
const LEFT = 40;
const RIGHT = FIGURE_WIDTH - 8;
const LINE = 58;
const CURVE = 64;

/**
 * Traces one above the other on a common time axis, each scaled to its own largest amplitude about its
 * mean, with picks as vertical lines and below them the picker's probabilities. At most 24 channels are drawn;
 * the caption says so.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { drawWaveforms } from "@quakecast/quakecast/drawing";
 * const code = { network: "NC", station: "MEM", location: "", channel: "EHZ" };
 * const samples = Float32Array.from({ length: 500 }, (_, i) => Math.sin(i / 9));
 * const svg = drawWaveforms({ traces: [{ code, startTimeMs: 0, samplingRateHz: 100, samples }] });
 * assert(svg.includes("NC.MEM..EHZ"));
 * ```
 */
export function drawWaveforms(figure: WaveformFigure): string {
  const { traces, picks = [], probabilities = [] } = figure;
  const byChannel = Map.groupBy(
    traces.filter(({ samples }) => samples.length > 0),
    ({ code }) => formatChannelCode(code),
  );
  const channels = [...byChannel].slice(0, MOST_CHANNELS);
  const text = describe(figure, { channels: byChannel.size, drawn: channels.length });
  if (channels.length === 0) return drawEmptyFigure(text, "There is no sample to draw.");
  const shown = channels.flatMap(([, parts]) => parts);
  const startMs = Math.min(...shown.map(({ startTimeMs }) => startTimeMs));
  const endMs = Math.max(...shown.map(traceEndMs));
  const seconds = (timeMs: number) => (timeMs - startMs) / 1000;
  const horizontal: Axis = { domain: [0, seconds(endMs) || 1], range: [LEFT, RIGHT] };
  const heading = drawHeading(text);
  const bottom = heading.bottom + channels.length * LINE;
  const curves = probabilities.length === 0 ? 0 : CURVE + 8;
  const axis = drawHorizontalAxis(horizontal, {
    top: bottom + curves,
    gridTo: heading.bottom,
    title: `Seconds after ${new Date(startMs).toISOString().replace("T", " ").slice(0, 23)} UTC`,
  });
  const lines = channels.map(([channel, parts], i) => {
    const top = heading.bottom + i * LINE;
    const station = stationOf(parts[0].code);
    const marks = picks.filter(({ code }) => stationOf(code) === station)
      .map(({ phase, timeMs }) => markPick(placeOn(horizontal, seconds(timeMs)), { phase, top }));
    return drawChannel(channel, { parts, top, horizontal, seconds }) + marks.join("");
  });
  const below = curves === 0
    ? ""
    : drawCurves(probabilities, { top: bottom + 8, horizontal, seconds });
  const body = axis.markup + lines.join("") + below;
  return frameSvg(heading.markup + body, text, Math.ceil(axis.bottom));
}

interface Placed {
  top: number;
  horizontal: Axis;
  seconds: (timeMs: number) => number;
}

function drawChannel(
  channel: string,
  { parts, top, horizontal, seconds }: Placed & { parts: readonly Trace[] },
): string {
  const [mean, reach] = reachOf(parts);
  const vertical: Axis = {
    domain: [mean - reach, mean + reach],
    range: [top + LINE - 3, top + 15],
  };
  const path = parts.map(({ samples, startTimeMs, samplingRateHz }) =>
    tracePath({
      ...{ samples, start: seconds(startTimeMs), step: 1 / samplingRateHz, horizontal, vertical },
    })
  ).join("");
  return `<path class="trace" d="${path}" fill="none" stroke="${COLOURS.ink}" stroke-width="0.7" ` +
    `stroke-linejoin="round"/><text x="${LEFT + 2}" y="${top + 12}" font-size="11" ` +
    `fill="${COLOURS.muted}">${escapeMarkup(channel)}</text>`;
}

/** Mean of the samples, and the largest distance from it. */
function reachOf(parts: readonly Trace[]): [number, number] {
  let sum = 0;
  let count = 0;
  for (const { samples } of parts) {
    for (const value of samples) {
      if (!Number.isFinite(value)) continue;
      sum += value;
      count++;
    }
  }
  const mean = count === 0 ? 0 : sum / count;
  let reach = 0;
  for (const { samples } of parts) {
    for (const value of samples) {
      if (Math.abs(value - mean) > reach) reach = Math.abs(value - mean);
    }
  }
  return [mean, reach || 1];
}

function markPick(x: number, { phase, top }: { phase: string; top: number }): string {
  if (!(x >= LEFT && x <= RIGHT)) return "";
  const colour = phaseColour(phase);
  return `<path class="pick" d="M${x.toFixed(1)} ${top + 4}V${top + LINE}" stroke="${colour}" ` +
    `stroke-width="1.4"/>`;
}

function drawCurves(
  curves: readonly ProbabilityCurve[],
  { top, horizontal, seconds }: Placed,
): string {
  const vertical: Axis = { domain: [0, 1], range: [top + CURVE - 2, top + 14] };
  const lines = curves.map(({ phase, startTimeMs, samplingRateHz, values }) => {
    const path = tracePath({
      ...{ samples: values, start: seconds(startTimeMs), step: 1 / samplingRateHz },
      ...{ horizontal, vertical },
    });
    return `<path class="probability" d="${path}" fill="none" stroke="${phaseColour(phase)}" ` +
      `stroke-width="1.2" stroke-linejoin="round"/>`;
  });
  return drawVerticalAxis(vertical, { left: LEFT, gridTo: RIGHT, count: 2 }) +
    `<text x="${LEFT + 2}" y="${top + 10}" font-size="11" fill="${COLOURS.muted}">` +
    `Probability of an arrival</text>${lines.join("")}`;
}

function describe(
  { title = "Waveforms", picks = [], probabilities = [] }: WaveformFigure,
  { channels, drawn }: { channels: number; drawn: number },
): FigureText {
  const left = channels > drawn ? `The first ${drawn} of ${channels} channels. ` : "";
  const told = picks.map(({ phase, probability }) =>
    probability === undefined ? phase : `${phase} ${probability.toFixed(2)}`
  );
  const listed = told.length > 0 && told.length <= 8 ? ` Picks: ${told.join(", ")}.` : "";
  return {
    name: "waveforms",
    title,
    caption: `${left}Each channel is scaled to its own largest amplitude.${listed}`,
    ...(picks.length + probabilities.length === 0
      ? {}
      : { key: phasesKey([...picks, ...probabilities].map(({ phase }) => phase)) }),
    description: `Waveforms of ${drawn} channels with ${picks.length} picked arrivals.`,
  };
}
