import type { JSX } from "preact";
import { formatNumber } from "../../../../engine/drawing/mod.ts";
import type { RateScale } from "./rate_steps.ts";

/** What the colours of a forecast map mean. */
export function RateLegend({ scale, unit }: { scale: RateScale; unit: string }): JSX.Element {
  return (
    <figure class="rate-legend">
      <figcaption>{unit}, logarithmic</figcaption>
      <ol>
        {scale.from.map((from, step) => (
          <li key={step}>
            <svg viewBox="0 0 10 10" preserveAspectRatio="none" aria-hidden="true">
              <rect class={`rate-${step}`} width="10" height="10" />
            </svg>
            {step === 0 ? "less" : formatNumber(Number(from.toPrecision(2)))}
          </li>
        ))}
      </ol>
    </figure>
  );
}
