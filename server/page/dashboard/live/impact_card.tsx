import type { JSX } from "preact";
import { percent, romanIntensity } from "../format.ts";
import type { ShownImpact } from "./use_impact.ts";

/** Buildings that are listed: the first to inspect. */
const LISTED = 6;

/** The newest impact in words: how strong, what it may cost, where to look first. */
export function ImpactCard({ impact }: { impact: ShownImpact | undefined }): JSX.Element | null {
  if (impact === undefined) return null;
  const { largestIntensity, fatalityAlert, economicAlert, buildings, remarks } = impact;
  return (
    <section class="card" aria-labelledby="impact-title">
      <div class="card-head">
        <h2 id="impact-title">Shaking and damage</h2>
      </div>
      <p>
        Estimated: intensity up to <strong>{romanIntensity(largestIntensity)}</strong>
        {fatalityAlert && `; alert for lives ${fatalityAlert}`}
        {economicAlert && `, for losses ${economicAlert}`}.
      </p>
      {buildings.length > 0 && (
        <table class="impact-table">
          <caption class="quiet">
            The first of {buildings.length} buildings to inspect, by people inside and heavy damage
          </caption>
          <thead>
            <tr>
              <th scope="col">Building</th>
              <th scope="col" class="right">Moderate damage or worse</th>
            </tr>
          </thead>
          <tbody>
            {buildings.slice(0, LISTED).map(({ id, damage }) => (
              <tr key={id}>
                <th scope="row">{id}</th>
                <td class="right number">{percent(damage)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p class="quiet">{remarks.join(" ")}</p>
    </section>
  );
}
