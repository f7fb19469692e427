import { formatChannelCode, type Pick, stationOf, type Trace, traceEndMs } from "../domain/mod.ts";
import { type Axis, drawHorizontalAxis, drawVerticalAxis, placeOn } from "./axis_ticks.ts";
import { escapeMarkup } from "./escape_markup.ts";
import { formatInstant } from "./format_number.ts";
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

/** A trace and how far from the epicentre it was recorded. */
export interface SectionTrace {
  /** The trace. */
  trace: Trace;
  /** Distance of the epicentre, kilometres. */
  distanceKm: number;
}

/** A time computed for a phase at every distance. */
export interface SectionCurve {
  /** The phase. */
  phase: string;
  /** Distances, kilometres. [point] */
  distanceKm: readonly number[];
  /** Seconds after the origin time. [point] */
  seconds: readonly number[];
}

/** What a record section shows. */
export interface RecordSection {
  /** Origin time of the event, UTC epoch milliseconds. */
  originTimeMs: number;
  /** Traces with their distances. */
  traces: readonly SectionTrace[];
  /** Arrivals, drawn on the traces of their station. */
  picks?: readonly Pick[];
  /** Travel times, drawn as dashed lines. */
  curves?: readonly SectionCurve[];
  /** Title; "Record section" where it is left out. */
  title?: string;
}

const LEFT = 40;
const RIGHT = FIGURE_WIDTH - 8;
const HEIGHT = 360;
const MOST_TRACES = 60;
const NAME_HEIGHT = 9;

/**
 * Traces at the distance of their station over the time since the origin, with picks and travel times:
 * what belongs together lies on a line. Each is scaled to its own largest amplitude; at most 60 are
 * drawn, the nearest; the caption says so.
 */
export function drawRecordSection(section: RecordSection): string {
  const traces = section.traces
    .filter(({ trace, distanceKm }) => trace.samples.length > 0 && Number.isFinite(distanceKm))
    .toSorted((a, b) => a.distanceKm - b.distanceKm).slice(0, MOST_TRACES);
  const text = describe(section, traces.length);
  if (traces.length === 0) return drawEmptyFigure(text, "No trace has a distance.");
  const { originTimeMs, picks = [], curves = [] } = section;
  const seconds = (timeMs: number) => (timeMs - originTimeMs) / 1000;
  const [near, far] = [traces[0].distanceKm, traces[traces.length - 1].distanceKm];
  const half = Math.max(1, (far - near) / Math.max(4, traces.length)); // km a wiggle may reach
  const heading = drawHeading(text);
  const [top, bottom] = [heading.bottom + 6, heading.bottom + HEIGHT];
  const vertical: Axis = { domain: [near - half, far + half], range: [bottom, top] };
  const starts = traces.map(({ trace }) => seconds(trace.startTimeMs));
  const ends = traces.map(({ trace }) => seconds(traceEndMs(trace)));
  const horizontal: Axis = {
    domain: [Math.min(...starts), Math.max(...ends)],
    range: [LEFT, RIGHT],
  };
  const axis = drawHorizontalAxis(horizontal, {
    ...{ top: bottom, gridTo: top, title: "Seconds after the origin time" },
  });
  const wiggles = traces.map((one) => drawWiggle(one, { horizontal, vertical, half, seconds }));
  const distances = new Map(
    traces.map(({ trace, distanceKm }) => [stationOf(trace.code), distanceKm]),
  );
  const marks = picks.map(({ code, phase, timeMs }) => {
    const distance = distances.get(stationOf(code));
    const x = placeOn(horizontal, seconds(timeMs));
    if (distance === undefined || !(x >= LEFT && x <= RIGHT)) return "";
    const y = placeOn(vertical, distance);
    return `<path class="pick" d="M${x.toFixed(1)} ${(y - 7).toFixed(1)}v14" ` +
      `stroke="${phaseColour(phase)}" stroke-width="1.8"/>`;
  });
  const lines = curves.map((curve) => drawCurve(curve, { horizontal, vertical }));
  const body = axis.markup + drawVerticalAxis(vertical, { left: LEFT, gridTo: RIGHT, count: 6 }) +
    lines.join("") + wiggles.join("") + drawNames(traces, vertical) + marks.join("");
  return frameSvg(heading.markup + body, text, Math.ceil(axis.bottom));
}

function drawWiggle(
  { trace, distanceKm }: SectionTrace,
  { horizontal, vertical, half, seconds }: {
    horizontal: Axis;
    vertical: Axis;
    half: number;
    seconds: (timeMs: number) => number;
  },
): string {
  let mean = 0;
  for (const value of trace.samples) mean += value / trace.samples.length;
  let largest = 0;
  for (const value of trace.samples) largest = Math.max(largest, Math.abs(value - mean));
  const scale = largest === 0 ? 0 : half / largest;
  const samples = Float32Array.from(trace.samples, (value) => distanceKm + (value - mean) * scale);
  const path = tracePath({
    ...{ samples, start: seconds(trace.startTimeMs), step: 1 / trace.samplingRateHz },
    ...{ horizontal, vertical },
  });
  const name = escapeMarkup(formatChannelCode(trace.code));
  return `<path class="trace" d="${path}" fill="none" stroke="${COLOURS.ink}" ` +
    `stroke-width="0.6" stroke-opacity="0.85" stroke-linejoin="round"><title>${name}</title></path>`;
}

/** Names of stations at the right edge; one that would touch the name before it is left out. */
function drawNames(traces: readonly SectionTrace[], vertical: Axis): string {
  let free = Infinity;
  return traces.map(({ trace, distanceKm }) => {
    const y = placeOn(vertical, distanceKm) - 3;
    if (y > free - NAME_HEIGHT) return "";
    free = y;
    return `<text x="${RIGHT}" y="${y.toFixed(1)}" font-size="9" text-anchor="end" ` +
      `fill="${COLOURS.muted}">${escapeMarkup(trace.code.station)}</text>`;
  }).join("");
}

function drawCurve(
  { phase, distanceKm, seconds }: SectionCurve,
  { horizontal, vertical }: { horizontal: Axis; vertical: Axis },
): string {
  const points = distanceKm.map((distance, i) =>
    [placeOn(horizontal, seconds[i]), placeOn(vertical, distance)] as const
  ).filter(([x, y]) => x >= LEFT && x <= RIGHT && Number.isFinite(y));
  if (points.length < 2) return "";
  const path = points.map(([x, y], i) => `${i === 0 ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`);
  return `<path d="${path.join("")}" fill="none" stroke="${phaseColour(phase)}" ` +
    `stroke-width="1.2" stroke-dasharray="4 3"/>`;
}

function describe(
  { title = "Record section", traces, picks = [], curves = [], originTimeMs }: RecordSection,
  drawn: number,
): FigureText {
  const few = drawn < traces.length ? `The nearest ${drawn} of ${traces.length} traces. ` : "";
  const phases = [...picks, ...curves].map(({ phase }) => phase);
  const dashed = curves.length > 0 ? " Dashed: computed travel times." : "";
  return {
    name: "record-section",
    title,
    caption: `${few}Origin time ${formatInstant(originTimeMs)} UTC.${dashed}`,
    ...(phases.length === 0 ? {} : { key: phasesKey(phases) }),
    verticalTitle: "Distance of the epicentre, km",
    description: `${drawn} traces at the distance of their station, with ${picks.length} picks.`,
  };
}
