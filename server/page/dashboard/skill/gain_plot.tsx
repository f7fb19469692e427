import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import uPlot from "uplot";
import type { ScheduledSkillReport } from "../../../../engine/domain/mod.ts";
import { formatDate, formatSigned } from "../../../../engine/drawing/mod.ts";
import { useStore } from "../create_store.ts";
import { colourOf, theme } from "../theme.ts";
import { useWidth } from "../use_width.ts";
import { gainBand } from "./gain_band.ts";

const HEIGHT = 280;

/** Days between ticks of the axis. */
const STEPS_DAYS = [1, 2, 5, 10, 20, 50, 100, 200, 365, 730];

/** Information gain over a baseline as it adds up, with the range in which chance alone would keep it. */
export function GainPlot({ report }: { report: ScheduledSkillReport }): JSX.Element {
  const { points, baseline, informationGain: { informationGain: gain, interval } } = report;
  const colours = useStore(theme, (chosen) => chosen);
  const [frame, width] = useWidth<HTMLDivElement>();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (width === 0 || place.current === null || points.length === 0) return;
    const plot = new uPlot(optionsOf(width), dataOf(points), place.current);
    return () => plot.destroy();
  }, [points, width, colours]);
  const mean = gain === null ? "" : `${formatSigned(gain)} nats an event`;
  const range = interval === null
    ? ""
    : `, 95 % interval ${formatSigned(interval.low)} to ${formatSigned(interval.high)}`;
  return (
    <section class="card wide" aria-labelledby="gain-heading">
      <h2 id="gain-heading">Information gain over {baseline}</h2>
      <p>
        How to read it: where the line rises the model told more than {baseline}{" "}
        of what came, where it falls less; the shaded band is the 95 % interval of the sum so far,
        as if forecasts were independent.
      </p>
      {points.length === 0 ? <p>No forecast has an outcome yet.</p> : (
        <>
          <p>
            <strong>{mean}</strong>
            {range}, over {report.forecasts} forecasts and {report.events} events.
          </p>
          <div ref={frame}>
            <div
              ref={place}
              class="plot"
              role="img"
              aria-label={`Cumulative gain: ${formatSigned(points.at(-1)!.cumulative)} nats by ${
                formatDate(points.at(-1)!.endMs)
              }.`}
            />
          </div>
        </>
      )}
    </section>
  );
}

function dataOf(points: ScheduledSkillReport["points"]): uPlot.AlignedData {
  const band = gainBand(points);
  return [
    points.map(({ endMs }) => endMs / 1000),
    points.map(({ cumulative }) => cumulative),
    band.map(({ low }) => low),
    band.map(({ high }) => high),
  ];
}

function optionsOf(width: number): uPlot.Options {
  const [ink, line, model] = ["ink", "line", "accent"].map(colourOf);
  const axis = { stroke: ink, grid: { stroke: line, width: 1 }, ticks: { stroke: line, width: 1 } };
  const edge = { stroke: "transparent", points: { show: false } };
  return {
    width,
    height: HEIGHT,
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), "Etc/UTC"),
    legend: { show: false },
    cursor: { drag: { x: false, y: false } },
    axes: [
      {
        ...{ ...axis, label: "End of the forecast, UTC", labelSize: 22 },
        ...{ space: 96, incrs: STEPS_DAYS.map((days) => 86_400 * days) },
        values: (_, seconds) => seconds.map((second) => formatDate(1000 * second).slice(0, 10)),
      },
      { ...axis, label: "Nats so far", labelSize: 22, size: 56 },
    ],
    series: [{}, { stroke: model, width: 2, points: { show: false } }, edge, edge],
    bands: [{ series: [3, 2], fill: `color-mix(in srgb, ${model} 18%, transparent)` }],
    hooks: { drawAxes: [drawZero] },
  };
}

/** The line of no gain. */
function drawZero({ ctx, bbox, valToPos }: uPlot): void {
  const y = Math.round(valToPos(0, "y", true));
  if (y < bbox.top || y > bbox.top + bbox.height) return;
  ctx.save();
  ctx.strokeStyle = colourOf("ink");
  ctx.lineWidth = 1.5;
  ctx.setLineDash([6, 4]);
  ctx.beginPath();
  ctx.moveTo(bbox.left, y);
  ctx.lineTo(bbox.left + bbox.width, y);
  ctx.stroke();
  ctx.restore();
}
