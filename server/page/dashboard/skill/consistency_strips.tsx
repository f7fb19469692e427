import type { JSX } from "preact";
import type { ScheduledSkillReport } from "../../../../engine/domain/mod.ts";
import { formatDate } from "../../../../engine/drawing/mod.ts";
import { useWidth } from "../use_width.ts";
import { describeConsistency } from "./describe_consistency.ts";
import { HorizontalShareAxis } from "./share_axis.tsx";

type Tests = ScheduledSkillReport["tests"];

const EDGE = 14;
const ROW = 64;
const SHOWN = 200;

/** Place of a quantile. */
type Across = (quantile: number) => number;

/** Each consistency test, a strip of quantiles: what was observed among what the forecasts expected. */
export function ConsistencyStrips({ tests }: { tests: Tests }): JSX.Element {
  const made = tests.filter(({ quantile }) => quantile !== null);
  const names = [...new Set(made.map(({ name }) => name))];
  return (
    <section class="card wide" aria-labelledby="consistency-heading">
      <h2 id="consistency-heading">Consistency tests</h2>
      <p>
        How to read it: a mark is what was observed, placed among the catalogues that a forecast
        thought possible, the newest below. Circles passed and lie in the shaded band, or beside it
        where few events make ties; crosses did not pass, as a right forecast does not 1 time in 20.
      </p>
      {names.length === 0 ? <p>No forecast has been tested yet.</p> : (
        <>
          <div class="table-frame" role="region" aria-label="Tests in numbers" tabIndex={0}>
            <TestTable names={names} tests={made} />
          </div>
          {names.map((name) => (
            <Strip
              key={name}
              name={name}
              points={made.filter((test) => test.name === name)}
            />
          ))}
        </>
      )}
    </section>
  );
}

function TestTable(
  { names, tests }: { names: readonly string[]; tests: Tests },
): JSX.Element {
  return (
    <table>
      <caption>Forecasts that passed, by test</caption>
      <thead>
        <tr>
          <th scope="col">Test</th>
          <th scope="col">Passed</th>
          <th scope="col">Newest failure</th>
        </tr>
      </thead>
      <tbody>
        {names.map((name) => {
          const points = tests.filter((test) => test.name === name);
          const failures = points.filter(({ passed }) => !passed);
          const newest = Math.max(...failures.map(({ endMs }) => endMs));
          return (
            <tr key={name}>
              <th scope="row">{describeConsistency(name).title}</th>
              <td class="right">{points.length - failures.length} of {points.length}</td>
              <td>{failures.length === 0 ? "none" : formatDate(newest)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Strip(
  { name, points }: { name: string; points: Tests },
): JSX.Element {
  const { title, asks, band } = describeConsistency(name);
  const [frame, width] = useWidth<HTMLElement>();
  const across: Across = (quantile) => EDGE + quantile * Math.max(0, width - 2 * EDGE);
  const shown = points.slice(-SHOWN);
  const failures = shown.filter(({ passed }) => !passed).length;
  const newest = shown.length < points.length ? ` newest ${SHOWN}` : "";
  return (
    <figure class="strip" ref={frame}>
      <figcaption>
        <strong>{title}</strong> {asks}
      </figcaption>
      <svg
        class="figure"
        viewBox={`0 0 ${width} ${ROW + 40}`}
        role="img"
        aria-label={`${title}: of the${newest} ${shown.length} forecasts ${failures} outside the band.`}
      >
        <Band band={band} across={across} />
        <HorizontalShareAxis
          {...{ from: across(0), to: across(1), at: ROW, gridTo: 4 }}
          title="Quantile of what was observed"
        />
        {shown.map((point, place) => (
          <Mark
            key={point.forecastId}
            point={point}
            across={across}
            y={10 + (ROW - 20) * (shown.length === 1 ? 0.5 : place / (shown.length - 1))}
          />
        ))}
      </svg>
    </figure>
  );
}

function Band(
  { band: [low, high], across }: { band: readonly [number, number]; across: Across },
): JSX.Element {
  return (
    <rect
      class="figure-band"
      x={across(low)}
      width={across(high) - across(low)}
      y={4}
      height={ROW - 4}
    />
  );
}

// Shape as well as colour, for whoever sees no difference of colours.
function Mark(
  { point, across, y }: { point: Tests[number]; across: Across; y: number },
): JSX.Element {
  const x = across(point.quantile ?? 0);
  return point.passed
    ? <circle class="mark-passed" cx={x} cy={y} r={3.5} />
    : <path class="mark-failed" d={`M${x - 5} ${y - 5}l10 10m0 -10l-10 10`} />;
}
