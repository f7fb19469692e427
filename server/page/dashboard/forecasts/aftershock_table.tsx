import type { JSX } from "preact";
import type { ScheduledForecastRow } from "../../../../engine/domain/mod.ts";
import { formatNumber, formatProbability } from "../../../../engine/drawing/mod.ts";
import { nameHorizon } from "./name_horizon.ts";

/** Shades of a probability: a sixth, a third, ... of what is certain. */
const SHADES = 6;

/** Probabilities and expected numbers, a row for each magnitude and a column for each horizon. */
export function AftershockTable(
  { rows, caption }: { rows: readonly ScheduledForecastRow[]; caption: string },
): JSX.Element {
  const horizons = [...new Set(rows.map(({ horizon }) => horizon))];
  const magnitudes = [...new Set(rows.map(({ magnitude }) => magnitude))].sort((a, b) => a - b);
  const find = (horizon: string, magnitude: number) =>
    rows.find((row) => row.horizon === horizon && row.magnitude === magnitude);
  return (
    <div class="table-frame" role="region" aria-label={caption} tabIndex={0}>
      <table class="chances">
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">Magnitude</th>
            {horizons.map((horizon) => <th key={horizon} scope="col">{nameHorizon(horizon)}</th>)}
          </tr>
        </thead>
        <tbody>
          {magnitudes.map((magnitude) => (
            <tr key={magnitude}>
              <th scope="row">{magnitude} or more</th>
              {horizons.map((horizon) => <Chance key={horizon} row={find(horizon, magnitude)} />)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Chance({ row }: { row: ScheduledForecastRow | undefined }): JSX.Element {
  if (row === undefined) return <td>not forecast</td>;
  const { probabilityOfOneOrMore: probability, mean, low95, high95 } = row;
  const shade = Math.min(SHADES - 1, Math.floor(probability * SHADES));
  return (
    <td class={`chance shade-${shade}`}>
      <strong>{formatProbability(probability)}</strong>
      <span>{formatNumber(mean)} expected</span>
      <span>{formatNumber(low95)} to {formatNumber(high95)}</span>
    </td>
  );
}
