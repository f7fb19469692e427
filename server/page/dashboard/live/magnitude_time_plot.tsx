import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import uPlot from "uplot";
import type { LiveEvent } from "../../../../engine/domain/mod.ts";
import { useStore } from "../create_store.ts";
import { ago, dateAndTime, fixed } from "../format.ts";
import { colourOf, theme } from "../theme.ts";
import { useWidth } from "../use_width.ts";
import { count } from "./alert_words.ts";
import { radiusOf } from "./event_mark.tsx";
import { liveStore, systemNowMs } from "./live_store.ts";
import { useSystemTime } from "./use_system_time.ts";

const HOUR_MS = 3_600_000;

const SPANS: readonly (readonly [hours: number, label: string])[] = [
  [1, "1 h"],
  [24, "24 h"],
  [168, "7 d"],
];

const HEIGHT = 190;

/** Magnitudes of the last hours or days over time. */
export function MagnitudeTimePlot(): JSX.Element {
  const events = useStore(liveStore, (state) => state.events);
  const [hours, setHours] = useState(24);
  const startMs = systemNowMs() - hours * HOUR_MS;
  const shown = events.filter(({ timeMs, magnitude }) =>
    timeMs >= startMs && magnitude !== undefined
  );
  return (
    <section class="card" aria-labelledby="magnitudes-title">
      <div class="card-head">
        <h2 id="magnitudes-title">Magnitude and time</h2>
        <fieldset class="choices">
          <legend class="unseen">Time shown</legend>
          {SPANS.map(([value, label]) => (
            <label key={value}>
              <input
                type="radio"
                name="span"
                checked={hours === value}
                onChange={() => setHours(value)}
              />
              <span>{label}</span>
            </label>
          ))}
        </fieldset>
      </div>
      <Plot events={shown} hours={hours} />
      <p class="quiet">{summaryOf(shown, hours)}</p>
    </section>
  );
}

function summaryOf(events: readonly LiveEvent[], hours: number): string {
  const span = SPANS.find(([value]) => value === hours)![1];
  const [largest] = events.toSorted((a, b) => b.magnitude! - a.magnitude!);
  if (largest === undefined) return `No event with a magnitude in the last ${span}.`;
  return `${count(events.length, "event")} with a magnitude in the last ${span}; the largest is M ${
    fixed(largest.magnitude, 1)
  } at ${dateAndTime(largest.timeMs)} UTC, ${ago(systemNowMs() - largest.timeMs)} ago.`;
}

function Plot({ events, hours }: { events: readonly LiveEvent[]; hours: number }): JSX.Element {
  const [frame, width] = useWidth<HTMLDivElement>();
  const nowMs = useSystemTime(5000);
  const plot = useRef<uPlot | undefined>(undefined);
  const choice = useStore(theme, (value) => value);
  useEffect(() => {
    if (width === 0 || frame.current === null) return;
    const made = new uPlot(optionsOf(width), [[], []], frame.current);
    plot.current = made;
    return () => made.destroy();
  }, [width, choice]);
  useEffect(() => {
    const sorted = events.toSorted((a, b) => a.timeMs - b.timeMs);
    plot.current?.setData([
      sorted.map(({ timeMs }) => timeMs / 1000),
      sorted.map(({ magnitude }) => magnitude!),
    ], false);
    const top = Math.max(4, ...sorted.map(({ magnitude }) => magnitude! + 1));
    plot.current?.setScale("y", { min: 0, max: top });
    if (Number.isFinite(nowMs)) {
      plot.current?.setScale("x", {
        min: (nowMs - hours * HOUR_MS) / 1000,
        max: (nowMs + 0.03 * hours * HOUR_MS) / 1000,
      });
    }
  }, [events, hours, nowMs, width, choice]);
  return (
    <div
      ref={frame}
      class="plot"
      role="img"
      aria-label="Magnitudes over time; the table of events has them"
    />
  );
}

function optionsOf(width: number): uPlot.Options {
  const axis = {
    stroke: colourOf("quiet"),
    grid: { stroke: colourOf("line"), width: 1 },
    ticks: { stroke: colourOf("line"), width: 1 },
    font: "12px system-ui, sans-serif",
  };
  return {
    width,
    height: HEIGHT,
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), "Etc/UTC"),
    legend: { show: false },
    cursor: { show: false },
    scales: { x: { time: true, auto: false }, y: { auto: false, range: [0, 4] } },
    series: [{}, { paths: () => null, points: { show: false } }],
    axes: [
      { ...axis, values: "{HH}:{mm}", space: 60 },
      { ...axis, size: 34, incrs: [1, 2] },
    ],
    hooks: { draw: [drawStems] },
  };
}

/** A stem and a circle for each event. */
function drawStems(plot: uPlot): void {
  const { ctx, data: [times, magnitudes] } = plot;
  const ratio = devicePixelRatio;
  const floor = plot.valToPos(0, "y", true);
  ctx.save();
  ctx.beginPath();
  ctx.rect(plot.bbox.left, plot.bbox.top, plot.bbox.width, plot.bbox.height);
  ctx.clip();
  ctx.strokeStyle = colourOf("quake");
  ctx.fillStyle = colourOf("quake-fill");
  ctx.lineWidth = ratio;
  times.forEach((time, i) => {
    const x = plot.valToPos(time, "x", true);
    const y = plot.valToPos(magnitudes![i] as number, "y", true);
    ctx.globalAlpha = 0.55;
    ctx.beginPath();
    ctx.moveTo(x, floor);
    ctx.lineTo(x, y);
    ctx.stroke();
    ctx.globalAlpha = 0.8;
    ctx.beginPath();
    ctx.arc(x, y, ratio * Math.min(14, radiusOf(magnitudes![i] as number)), 0, 2 * Math.PI);
    ctx.fill();
    ctx.globalAlpha = 1;
    ctx.stroke();
  });
  ctx.restore();
}
