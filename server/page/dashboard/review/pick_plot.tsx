import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Pick, WaveformEnvelope } from "../../../../engine/domain/mod.ts";
import { timeOfDay } from "../format.ts";
import { useWidth } from "../use_width.ts";
import { envelopePath } from "./envelope_path.ts";
import { MarkLines } from "./mark_lines.tsx";
import { sayMoved } from "./say_moved.ts";
import type { StationMark } from "./station_marks.ts";
import type { PickTraces } from "./use_pick_traces.ts";

/** Seconds on each side that may be shown. */
const REACHES = [1.5, 4, 10, 20] as const;

/** Height of the row of a channel, pixels: of one alone, and of several. */
const ROW_HEIGHTS = [170, 96] as const;
const AXIS_HEIGHT = 24;

/** What is drawn and done. */
interface PickPlotProperties {
  /** As the program found it. */
  readonly original: Pick;
  /** As it stands. */
  readonly current: Pick;
  /** As the reader would have it. */
  readonly shown: Pick;
  /** The ground around it. */
  readonly traces: PickTraces;
  /** What else is known of its station. */
  readonly marks: readonly StationMark[];
  /** Moves it to a time, UTC epoch milliseconds. */
  readonly onMove: (timeMs: number) => void;
  /** Takes it for another phase. */
  readonly onPhase: (phase: string) => void;
}

/** Waveforms around a pick with its line: a slider, by arrow keys and pointer. */
export function PickPlot(properties: PickPlotProperties): JSX.Element {
  const { current, shown, traces, marks, onMove } = properties;
  const [frame, width] = useWidth<HTMLDivElement>();
  const [reach, setReach] = useState<number>(REACHES[1]);
  const rows = Array.isArray(traces) ? traces as readonly WaveformEnvelope[] : [];
  const rowHeight = ROW_HEIGHTS[rows.length > 1 ? 1 : 0];
  const bottom = Math.max(1, rows.length) * rowHeight;
  const centreMs = current.timeMs;
  const place = (timeMs: number) => (0.5 + (timeMs - centreMs) / (2000 * reach)) * width;
  const point = ({ clientX, currentTarget, buttons }: PointerEvent) => {
    if (buttons !== 1) return;
    const { left } = (currentTarget as Element).getBoundingClientRect();
    const seconds = ((clientX - left) / width - 0.5) * 2 * reach;
    onMove(centreMs + 1000 * Math.round(100 * seconds) / 100);
  };
  return (
    <div class="pick-plot">
      <ReachChoice reach={reach} onChoose={setReach} />
      <div
        ref={frame}
        class="pick-slider first-correction"
        role="slider"
        tabIndex={0}
        aria-label="Arrival time; arrow keys move it by 0.01 s, with Shift by 0.1 s"
        aria-valuemin={-20}
        aria-valuemax={20}
        aria-valuenow={Number(((shown.timeMs - centreMs) / 1000).toFixed(3))}
        aria-valuetext={`${shown.phase} at ${new Date(shown.timeMs).toISOString().slice(11, 23)}, ${
          sayMoved((shown.timeMs - centreMs) / 1000)
        }`}
        onKeyDown={(event) => {
          const zoomed = event.ctrlKey || event.metaKey ? undefined : reachAfter(event.key, reach);
          if (zoomed === undefined) answerKey(event, properties);
          else setReach(zoomed);
        }}
        onPointerDown={point}
        onPointerMove={point}
      >
        {width > 0 && (
          <svg width={width} height={bottom + AXIS_HEIGHT} aria-hidden="true">
            {rows.map((trace, row) => (
              <Trace
                key={trace.channel}
                {...{ trace, place, width }}
                top={row * rowHeight}
                height={rowHeight}
              />
            ))}
            {rows.length === 0 && (
              <text class="plot-note" x={width / 2} y={bottom / 2}>{sayMissing(traces)}</text>
            )}
            <TimeAxis {...{ place, width, reach, bottom, centreMs }} />
            <MarkLines {...{ marks, place, width, bottom }} />
            <PickLines {...properties} place={place} bottom={bottom} />
          </svg>
        )}
      </div>
    </div>
  );
}

function ReachChoice(
  { reach, onChoose }: { reach: number; onChoose: (reach: number) => void },
): JSX.Element {
  return (
    <div class="controls">
      <label>
        Shown{" "}
        <select value={reach} onChange={(event) => onChoose(Number(event.currentTarget.value))}>
          {REACHES.map((value) => <option key={value} value={value}>± {value} s</option>)}
        </select>
      </label>
    </div>
  );
}

/** Milliseconds that a key moves the line by, without Shift and with it. */
const STEPS: Readonly<Record<string, readonly [plain: number, shifted: number]>> = {
  ArrowLeft: [-10, -100],
  ArrowDown: [-10, -100],
  ArrowRight: [10, 100],
  ArrowUp: [10, 100],
  PageDown: [-1000, -1000],
  PageUp: [1000, 1000],
};

/** What a key makes of the seconds that are shown; undefined for any other key. */
function reachAfter(key: string, reach: number): number | undefined {
  const step = ({ "+": -1, "=": -1, "-": 1 } as Record<string, number | undefined>)[key];
  if (step === undefined) return undefined;
  const now = REACHES.findIndex((one) => one === reach);
  return REACHES[Math.min(REACHES.length - 1, Math.max(0, now + step))];
}

function answerKey(
  event: KeyboardEvent,
  { current, shown, onMove, onPhase }: PickPlotProperties,
): void {
  const { key, shiftKey, ctrlKey, altKey, metaKey } = event;
  if (ctrlKey || altKey || metaKey) return;
  const step = Object.hasOwn(STEPS, key) ? STEPS[key][shiftKey ? 1 : 0] : undefined;
  if (step !== undefined) onMove(shown.timeMs + step);
  else if (key === "Home") onMove(current.timeMs);
  else if (key === "p" || key === "s") onPhase(key.toUpperCase());
  else if (key === "Enter") document.querySelector<HTMLElement>("#review-reason")?.focus();
  else return;
  event.preventDefault();
}

function sayMissing(traces: PickTraces): string {
  return traces === "waiting" ? "Reading the waveforms …" : "The waveforms are no longer kept here";
}

type Place = (timeMs: number) => number;

function Trace(
  { trace, place, width, top, height }: {
    trace: WaveformEnvelope;
    place: Place;
    width: number;
    top: number;
    height: number;
  },
): JSX.Element {
  const frame = { place, width, middle: top + height / 2, height: height - 16 };
  const path = envelopePath(trace, frame);
  return (
    <g>
      {top > 0 && <line class="plot-grid" x1={0} x2={width} y1={top} y2={top} />}
      <path class="plot-trace" d={path} />
      <text class="plot-name" x={8} y={top + 16}>{trace.channel}</text>
    </g>
  );
}

function TimeAxis(
  { place, width, reach, bottom, centreMs }: {
    place: Place;
    width: number;
    reach: number;
    bottom: number;
    centreMs: number;
  },
): JSX.Element {
  const wanted = 2 * reach / Math.max(2, width / 90);
  const step = 1000 * ([0.2, 0.5, 1, 2, 5, 10, 20].find((value) => value >= wanted) ?? 20);
  const first = Math.ceil((centreMs - 1000 * reach) / step) * step;
  const count = Math.floor((centreMs + 1000 * reach - first) / step) + 1;
  return (
    <g>
      <line class="plot-grid" x1={0} x2={width} y1={bottom} y2={bottom} />
      {Array.from({ length: count }, (_, i) => first + i * step).map((timeMs) => {
        const x = place(timeMs);
        const isInside = x > 34 && x < width - 34;
        return (
          <g key={timeMs}>
            <line class="plot-grid" x1={x} x2={x} y1={0} y2={bottom + 4} />
            {isInside && (
              <text class="plot-time" x={x} y={bottom + 18}>
                {timeOfDay(timeMs, step < 1000 ? 1 : 0)}
              </text>
            )}
          </g>
        );
      })}
    </g>
  );
}

/** What the program found as a thin line, what the reader says as a thick one with its name. */
function PickLines(
  { original, shown, place, bottom }: PickPlotProperties & { place: Place; bottom: number },
): JSX.Element {
  const x = place(shown.timeMs);
  const isMoved = shown.timeMs !== original.timeMs || shown.phase !== original.phase;
  const was = place(original.timeMs);
  return (
    <g>
      {isMoved && <line class="pick-was" x1={was} x2={was} y1={0} y2={bottom} />}
      <g class="pick-line" data-phase={shown.phase.startsWith("S") ? "S" : "P"}>
        <line x1={x} x2={x} y1={0} y2={bottom} />
        <path d={`M${x} ${bottom}l-6 8h12Z`} />
        <text x={x + 6} y={bottom - 8}>{shown.phase}</text>
      </g>
    </g>
  );
}
