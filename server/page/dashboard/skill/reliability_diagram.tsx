import type { JSX } from "preact";
import type { ScheduledSkillReport } from "../../../../engine/domain/mod.ts";
import { formatCount, formatProbability } from "../../../../engine/drawing/mod.ts";
import { HorizontalShareAxis, VerticalShareAxis } from "./share_axis.tsx";

type Bins = ScheduledSkillReport["reliability"];

const WIDTH = 420;
const HEIGHT = 400;
const LEFT = 54;
const RIGHT = 408;
const TOP = 10;
const BOTTOM = 352;

const across = (share: number) => LEFT + share * (RIGHT - LEFT);
const up = (share: number) => BOTTOM - share * (BOTTOM - TOP);

/** How often events followed forecasts of each probability, as a figure and as a table. */
export function ReliabilityDiagram({ bins }: { bins: Bins }): JSX.Element {
  const filled = bins.filter(({ count }) => count > 0);
  const forecasts = filled.reduce((sum, { count }) => sum + count, 0);
  const off = filled.filter(({ forecastMean, interval }) =>
    forecastMean < interval.low || forecastMean > interval.high
  );
  return (
    <section class="card" aria-labelledby="reliability-heading">
      <h2 id="reliability-heading">Reliability</h2>
      <p>
        How to read it: where a point lies on the diagonal, what was given 30 % happened 30 % of the
        time; above it events were more frequent than told, below it less.
      </p>
      {forecasts === 0 ? <p>No forecast has an outcome yet.</p> : (
        <>
          <p>
            {formatCount(forecasts)} forecasts with an outcome; the 95 % interval of{" "}
            {filled.length - off.length} of {filled.length} groups holds what was told.
          </p>
          <Figure bins={filled} />
          <Numbers bins={filled} />
        </>
      )}
    </section>
  );
}

function Figure({ bins }: { bins: Bins }): JSX.Element {
  const most = Math.max(...bins.map(({ count }) => count));
  return (
    <svg
      class="figure reliability"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label="Reliability diagram; its numbers are in the table below."
    >
      <HorizontalShareAxis
        {...{ from: LEFT, to: RIGHT, at: BOTTOM, gridTo: TOP }}
        title="Forecast probability"
      />
      <VerticalShareAxis
        {...{ from: BOTTOM, to: TOP, at: LEFT, gridTo: RIGHT }}
        title="Observed relative frequency"
      />
      <line class="figure-ideal" x1={across(0)} y1={up(0)} x2={across(1)} y2={up(1)} />
      {bins.map(({ forecastMean, interval: { low, high }, observedFrequency, count }) => {
        const x = across(forecastMean);
        return (
          <g key={forecastMean} class="figure-model">
            <line x1={x} x2={x} y1={up(low)} y2={up(high)} />
            <path d={`M${x - 5} ${up(low)}h10M${x - 5} ${up(high)}h10`} />
            <circle cx={x} cy={up(observedFrequency)} r={3.5 + 5.5 * Math.sqrt(count / most)} />
          </g>
        );
      })}
    </svg>
  );
}

function Numbers({ bins }: { bins: Bins }): JSX.Element {
  return (
    <details>
      <summary>The numbers</summary>
      <table>
        <caption>Forecast probability and what came of it</caption>
        <thead>
          <tr>
            <th scope="col">Told</th>
            <th scope="col">Happened</th>
            <th scope="col">95 % interval</th>
            <th scope="col">Forecasts</th>
          </tr>
        </thead>
        <tbody>
          {bins.map(({ forecastMean, observedFrequency, interval, count }) => (
            <tr key={forecastMean}>
              <th scope="row">{formatProbability(forecastMean)}</th>
              <td class="right">{(100 * observedFrequency).toFixed(0)} %</td>
              <td class="right">
                {(100 * interval.low).toFixed(0)} to {(100 * interval.high).toFixed(0)} %
              </td>
              <td class="right">{formatCount(count)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
