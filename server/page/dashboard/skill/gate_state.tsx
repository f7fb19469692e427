import type { JSX } from "preact";
import type { ScheduledGate } from "../../../../engine/domain/mod.ts";
import { formatNumber, formatProbability } from "../../../../engine/drawing/mod.ts";

const RESTS_ON: Readonly<Record<ScheduledGate["restsOn"], string>> = {
  scored: "the forecasts that came to their end",
  card: "the tests of the model's training",
  nothing: "nothing yet",
};

/** Whether forecasts may be published, and why. */
export function GateState({ gate }: { gate: ScheduledGate }): JSX.Element {
  const { passed, restsOn, forecasts, checks, reasons } = gate;
  return (
    <section class="card" aria-labelledby="gate-heading">
      <h2 id="gate-heading">Calibration gate</h2>
      <p>
        <strong class={passed ? "badge published" : "badge withheld"}>
          {passed ? "Passed: forecasts are published" : "Not passed: forecasts are withheld"}
        </strong>
      </p>
      <p>
        It rests on {RESTS_ON[restsOn]}
        {restsOn === "scored" ? `, the last ${forecasts}` : ""}.
      </p>
      <ul class="sentences">{reasons.map((reason) => <li key={reason}>{reason}</li>)}</ul>
      {checks.length > 0 && (
        <div class="table-frame" role="region" aria-label="Checks of the gate" tabIndex={0}>
          <table>
            <caption class="unseen">Checks of the gate</caption>
            <thead>
              <tr>
                <th scope="col">Check</th>
                <th scope="col" class="right">Expected</th>
                <th scope="col" class="right">Observed</th>
                <th scope="col" class="right">Chance if right</th>
              </tr>
            </thead>
            <tbody>
              {checks.map((check) => (
                <tr key={check.of}>
                  <th scope="row">{check.of}</th>
                  <td class="right">{formatNumber(check.expected)}</td>
                  <td class="right">{formatNumber(check.observed)}</td>
                  <td class="right">{formatProbability(check.probability)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
