import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import type { Pick, WaveformEnvelope } from "../../../../engine/domain/mod.ts";
import { fixed } from "../format.ts";
import { useWidth } from "../use_width.ts";
import { envelopePath } from "./envelope_path.ts";
import { type ExpectedStation, waveOf } from "./expected_station.ts";
import { saySection, type SectionRow, sectionRows } from "./section_rows.ts";
import { useSectionTraces } from "./use_section_traces.ts";

/** Stations beside that of the pick. */
const MOST_OTHERS = 6;

const ROW_HEIGHT = 30;
const AXIS_HEIGHT = 34;

/** Seconds before the wave that is judged and after the last one. */
const MARGIN_SECONDS = 3;

/** Seconds that are shown at most on either side: no more is loaded. */
const MOST_SECONDS = 18;

/**
 * The stations of an event whose distances are most like a pick's, aligned by when its wave is expected: whether it is
 * late where the others are not. To look at only.
 */
export function RecordSection(
  { original, shown, picks, stations }: {
    /** The pick, as the program found it. */
    readonly original: Pick;
    /** The same as the reader would have it. */
    readonly shown: Pick;
    /** The picks of the event, as they stand. */
    readonly picks: readonly Pick[];
    /** When waves of the event are expected at its stations. */
    readonly stations: readonly ExpectedStation[];
  },
): JSX.Element | null {
  const { id, code } = original;
  const rows = useMemo(
    () =>
      sectionRows({ ...original, phase: shown.phase }, {
        ...{ picks, stations, most: MOST_OTHERS },
      }),
    [id, shown.phase, picks, stations],
  );
  const traces = useSectionTraces(rows, code.channel.slice(-1));
  return rows.length < 2 ? null : <SectionFigure {...{ rows, traces, shown }} />;
}

interface SectionProperties {
  readonly rows: readonly SectionRow[];
  readonly traces: ReadonlyMap<string, WaveformEnvelope>;
  readonly shown: Pick;
}

function SectionFigure({ rows, traces, shown }: SectionProperties): JSX.Element {
  const [frame, width] = useWidth<HTMLDivElement>();
  return (
    <figure class="record-section">
      <h3>Beside other stations of the event</h3>
      <div ref={frame}>
        {width > 0 && <Section {...{ rows, traces, shown, width }} />}
      </div>
      <figcaption class="quiet">
        Rows are aligned by the {waveOf(shown.phase)}{" "}
        that the event's origin asks for, the nearest first. {saySection(rows, shown)}
      </figcaption>
    </figure>
  );
}

function Section(
  { rows, traces, shown, width }: SectionProperties & { readonly width: number },
): JSX.Element {
  const [from, to] = spanOf(rows);
  const x = (seconds: number) => (seconds - from) / (to - from) * width;
  const bottom = rows.length * ROW_HEIGHT;
  const step = [1, 2, 5, 10].find((one) => one >= (to - from) / (width / 70)) ?? 10;
  const first = Math.ceil(from / step);
  const ticks = Array.from({ length: Math.floor(to / step) - first + 1 }, (_, i) => first + i);
  return (
    <svg
      width={width}
      height={bottom + AXIS_HEIGHT}
      role="img"
      aria-label={`Record section of ${rows.length} stations. ${saySection(rows, shown)}`}
    >
      {ticks.map((tick) => (
        <g key={tick}>
          <line
            class={tick === 0 ? "plot-zero" : "plot-grid"}
            x1={x(tick * step)}
            x2={x(tick * step)}
            y1={0}
            y2={bottom + 4}
          />
          {x(tick * step) > 14 && x(tick * step) < width - 14 && (
            <text class="plot-time" x={x(tick * step)} y={bottom + 17}>
              {fixed(tick * step, 0)}
            </text>
          )}
        </g>
      ))}
      <text class="plot-unit" x={width - 4} y={bottom + 31}>
        s from the expected {waveOf(shown.phase)}
      </text>
      {rows.map((row, i) => (
        <Row
          key={row.station}
          {...{ row, x, width }}
          trace={traces.get(row.station)}
          top={i * ROW_HEIGHT}
          shown={row.isOwn ? shown : undefined}
        />
      ))}
    </svg>
  );
}

function Row(
  { row, trace, x, width, top, shown }: {
    row: SectionRow;
    trace: WaveformEnvelope | undefined;
    x: (seconds: number) => number;
    width: number;
    top: number;
    shown: Pick | undefined;
  },
): JSX.Element {
  const place = (timeMs: number) => x((timeMs - row.zeroMs) / 1000);
  const middle = top + ROW_HEIGHT / 2;
  return (
    <g class="section-row" data-own={row.isOwn}>
      {row.isOwn && <rect class="section-own" width={width} y={top} height={ROW_HEIGHT} />}
      {trace && (
        <path
          class="plot-trace"
          d={envelopePath(trace, { place, width, middle, height: ROW_HEIGHT - 4 })}
        />
      )}
      {row.marks.map(({ timeMs, phase, isExpected }) => (
        <Mark key={`${phase} ${timeMs}`} {...{ phase, isExpected, top }} x={place(timeMs)} />
      ))}
      {shown && (
        <g class="pick-line" data-phase={waveOf(shown.phase)}>
          <line
            x1={place(shown.timeMs)}
            x2={place(shown.timeMs)}
            y1={top}
            y2={top + ROW_HEIGHT}
          />
        </g>
      )}
      <text class="plot-name" x={6} y={top + 13}>
        {row.station} {fixed(row.distanceKm, 0)} km
      </text>
    </g>
  );
}

function Mark(
  { x, top, phase, isExpected }: { x: number; top: number; phase: string; isExpected: boolean },
): JSX.Element {
  return (
    <g class="station-mark" data-phase={waveOf(phase)} data-expected={isExpected}>
      <line x1={x} x2={x} y1={top + 2} y2={top + ROW_HEIGHT - 2} />
      {!isExpected && <text x={x + 3} y={top + ROW_HEIGHT - 4}>{phase}</text>}
    </g>
  );
}

/** Seconds from the expected wave that hold P and S of all rows, as far as anything is loaded. */
function spanOf(rows: readonly SectionRow[]): [from: number, to: number] {
  const seconds = rows.flatMap(({ marks, zeroMs }) =>
    marks.map(({ timeMs }) => (timeMs - zeroMs) / 1000)
  );
  return [
    Math.max(-MOST_SECONDS, Math.min(-MARGIN_SECONDS, ...seconds.map((one) => one - 2))),
    Math.min(MOST_SECONDS, Math.max(MARGIN_SECONDS, ...seconds.map((one) => one + MARGIN_SECONDS))),
  ];
}
