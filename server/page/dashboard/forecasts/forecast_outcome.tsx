import type { JSX } from "preact";
import type { ScheduledOutcome } from "../../../../engine/domain/mod.ts";
import { formatCount, formatEvents } from "../../../../engine/drawing/mod.ts";
import { describeConsistency } from "../skill/describe_consistency.ts";
import { nameHorizon } from "./name_horizon.ts";

/** What came of a forecast, beside what was told. */
export function ForecastOutcome({ outcome }: { outcome: ScheduledOutcome }): JSX.Element {
  const { events, largest, table, tests } = outcome;
  return (
    <section class="card" aria-labelledby="outcome-heading">
      <h2 id="outcome-heading">What came</h2>
      <p>
        {formatEvents(events)}
        {largest === null ? "" : `, the largest of magnitude ${largest.toFixed(1)}`}. Of the ranges
        told, {table.filter(({ isInside }) => isInside).length} of {table.length} held.
      </p>
      <div class="table-frame" role="region" aria-label="What came, by horizon" tabIndex={0}>
        <table>
          <caption class="unseen">What came, by horizon and magnitude</caption>
          <thead>
            <tr>
              <th scope="col">Within</th>
              <th scope="col">Magnitude</th>
              <th scope="col" class="right">Observed</th>
              <th scope="col">95 % range</th>
            </tr>
          </thead>
          <tbody>
            {table.map(({ horizon, magnitude, observed, isInside }) => (
              <tr key={`${horizon} ${magnitude}`}>
                <th scope="row">{nameHorizon(horizon)}</th>
                <td>{magnitude} or more</td>
                <td class="right">{formatCount(observed)}</td>
                <td>{isInside ? "held" : "did not hold"}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <ul class="sentences">
        {tests.map(({ name, passed }) => (
          <li key={name}>
            {describeConsistency(name).title}:{" "}
            {passed === null ? "nothing to test" : passed ? "passed" : "not passed"}
          </li>
        ))}
      </ul>
    </section>
  );
}
