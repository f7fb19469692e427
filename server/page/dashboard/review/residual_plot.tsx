import type { JSX } from "preact";
import { fixed } from "../format.ts";
import { useWidth } from "../use_width.ts";
import type { StationArrival } from "./station_arrival.ts";

const HEIGHT = 210;
const LEFT = 44;
const BOTTOM = 30;
const TOP = 12;

/** Observed less computed time over distance: what does not fit stands out. The same as a table for those who read it. */
export function ResidualPlot({ arrivals }: { arrivals: readonly StationArrival[] }): JSX.Element {
  const [frame, width] = useWidth<HTMLDivElement>();
  const shown = arrivals.filter(({ residualSeconds, distanceKm }) =>
    Number.isFinite(residualSeconds) && Number.isFinite(distanceKm) && residualSeconds !== null
  );
  if (shown.length === 0) return <p class="quiet">No arrival says how it fits.</p>;
  return (
    <div class="residuals">
      <h3>Residuals over distance</h3>
      <div ref={frame}>
        {width > 0 && <Plot arrivals={shown} width={width} />}
      </div>
      <details>
        <summary>{shown.length} arrivals</summary>
        <ArrivalTable arrivals={shown} />
      </details>
    </div>
  );
}

function Plot(
  { arrivals, width }: { arrivals: readonly StationArrival[]; width: number },
): JSX.Element {
  const farthest = Math.max(10, ...arrivals.map(({ distanceKm }) => distanceKm)) * 1.04;
  const largest = Math.max(0.3, ...arrivals.map((one) => Math.abs(one.residualSeconds))) * 1.15;
  const x = (km: number) => LEFT + km / farthest * (width - LEFT - 8);
  const y = (seconds: number) => TOP + (1 - (seconds / largest + 1) / 2) * (HEIGHT - TOP - BOTTOM);
  const step = [0.1, 0.2, 0.5, 1, 2, 5, 10].find((value) => value >= largest / 2.2) ?? 20;
  const ticks = [-2, -1, 0, 1, 2].map((k) => k * step).filter((one) => Math.abs(one) <= largest);
  const kmStep = [5, 10, 20, 50, 100, 200, 500].find((one) => one >= farthest / 5) ?? 1000;
  const kms = Array.from({ length: Math.floor(farthest / kmStep) + 1 }, (_, i) => i * kmStep);
  return (
    <svg class="residual-plot" width={width} height={HEIGHT} aria-hidden="true">
      {ticks.map((one) => (
        <g key={one}>
          <line
            class={one === 0 ? "plot-zero" : "plot-grid"}
            x1={LEFT}
            x2={width - 8}
            y1={y(one)}
            y2={y(one)}
          />
          <text class="plot-tick" x={LEFT - 6} y={y(one) + 4}>{fixed(one, 1)}</text>
        </g>
      ))}
      {kms.map((km) => <text key={km} class="plot-time" x={x(km)} y={HEIGHT - 12}>{km}</text>)}
      <text class="plot-unit" x={width - 8} y={HEIGHT - 1}>km</text>
      <text class="plot-unit" x={LEFT - 6} y={TOP - 2}>s</text>
      {arrivals.map((one) => (
        <g
          key={one.pickId}
          class="residual"
          data-phase={one.phase.startsWith("S") ? "S" : "P"}
          transform={`translate(${x(one.distanceKm).toFixed(1)} ${
            y(one.residualSeconds).toFixed(1)
          })`}
        >
          {one.phase.startsWith("S")
            ? <rect x={-4} y={-4} width={8} height={8} />
            : <circle r={4.6} />}
          <title>{one.phase} at {one.station}: {fixed(one.residualSeconds, 2)} s</title>
        </g>
      ))}
      <Outlier arrivals={arrivals} x={x} y={y} width={width} />
    </svg>
  );
}

/** The name of what fits worst. */
function Outlier(
  { arrivals, x, y, width }: {
    arrivals: readonly StationArrival[];
    x: (km: number) => number;
    y: (seconds: number) => number;
    width: number;
  },
): JSX.Element {
  const worst = arrivals.reduce((a, b) =>
    Math.abs(b.residualSeconds) > Math.abs(a.residualSeconds) ? b : a
  );
  const right = x(worst.distanceKm);
  const isLate = right > width - 90;
  return (
    <text
      class="plot-outlier"
      x={right + (isLate ? -9 : 9)}
      y={y(worst.residualSeconds) + 4}
      text-anchor={isLate ? "end" : "start"}
    >
      {worst.phase} {worst.station}
    </text>
  );
}

function ArrivalTable({ arrivals }: { arrivals: readonly StationArrival[] }): JSX.Element {
  return (
    <div class="table-frame short" tabIndex={0} role="region" aria-label="Arrivals of the event">
      <table>
        <thead>
          <tr>
            <th scope="col">Station</th>
            <th scope="col">Phase</th>
            <th scope="col" class="right">Distance, km</th>
            <th scope="col" class="right">Residual, s</th>
          </tr>
        </thead>
        <tbody>
          {arrivals.map(({ pickId, station, phase, distanceKm, residualSeconds }) => (
            <tr key={pickId}>
              <td>{station}</td>
              <td>{phase}</td>
              <td class="right">{fixed(distanceKm, 0)}</td>
              <td class="right">{fixed(residualSeconds, 2)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
