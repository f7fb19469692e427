import type { JSX } from "preact";
import type { ScheduledForecast } from "../../../../engine/domain/mod.ts";
import { formatNumber, formatProbability } from "../../../../engine/drawing/mod.ts";

/** Most numbers of events that get a bar of their own. */
const MOST_BARS = 16;

/** How many events are expected in the first horizon: mean, ranges, and the probability of each number. */
export function ForecastCounts(
  { forecast, horizon }: { forecast: ScheduledForecast; horizon: string },
): JSX.Element {
  const { counts: { mean, median, intervals, distribution }, minimumMagnitude, largest } = forecast;
  return (
    <section class="card" aria-labelledby="counts-heading">
      <h2 id="counts-heading">
        Events of magnitude {minimumMagnitude} or more in {horizon}
      </h2>
      <dl class="figures">
        <div>
          <dt>Expected</dt>
          <dd>{formatNumber(mean)}</dd>
        </div>
        <div>
          <dt>Median</dt>
          <dd>{formatNumber(median)}</dd>
        </div>
        {intervals.map(({ probability, low, high }) => (
          <div key={probability}>
            <dt>{Number((100 * probability).toFixed(1))} % range</dt>
            <dd>{formatNumber(low)} to {formatNumber(high)}</dd>
          </div>
        ))}
        {largest.median !== null && (
          <div>
            <dt>Largest, median</dt>
            <dd>{largest.median.toFixed(1)}</dd>
          </div>
        )}
        {largest.p90 !== null && (
          <div>
            <dt>Largest, 9 in 10 below</dt>
            <dd>{largest.p90.toFixed(1)}</dd>
          </div>
        )}
      </dl>
      {distribution.length > 1 && <Bars bars={gatherTail(distribution)} />}
    </section>
  );
}

interface Bar {
  readonly label: string;
  readonly probability: number;
}

/** A bar for each number, the last for it and all beyond. */
function gatherTail(distribution: readonly number[]): Bar[] {
  const last = Math.min(MOST_BARS, distribution.length) - 1;
  const bars = distribution.slice(0, last).map((probability, count) => ({
    label: `${count}`,
    probability,
  }));
  const tail = distribution.slice(last).reduce((sum, probability) => sum + probability, 0);
  return [...bars, { label: `${last}+`, probability: tail }];
}

const BAR = 30;
const HEIGHT = 110;

function Bars({ bars }: { bars: readonly Bar[] }): JSX.Element {
  const most = Math.max(...bars.map(({ probability }) => probability));
  const told = bars.map(({ label, probability }) => `${label}: ${formatProbability(probability)}`);
  return (
    <figure class="bars">
      <figcaption>Probability of each number of events, per cent</figcaption>
      <svg
        class="figure bar-figure"
        viewBox={`0 0 ${BAR * bars.length} ${HEIGHT + 38}`}
        role="img"
        aria-label={told.join(", ")}
      >
        {bars.map(({ label, probability }, place) => {
          const height = HEIGHT * probability / most;
          const middle = BAR * (place + 0.5);
          return (
            <g key={label}>
              <rect
                class="bar"
                x={BAR * place + 3}
                width={BAR - 6}
                y={18 + HEIGHT - height}
                height={height}
              />
              <text x={middle} y={14 + HEIGHT - height} text-anchor="middle">
                {probability >= 0.005 ? Math.round(100 * probability) : ""}
              </text>
              <text x={middle} y={HEIGHT + 34} text-anchor="middle">{label}</text>
            </g>
          );
        })}
      </svg>
    </figure>
  );
}
