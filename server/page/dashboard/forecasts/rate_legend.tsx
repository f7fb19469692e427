import type { JSX } from "preact";
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
            <span class={step === 0 || isDecade(from) ? undefined : "unseen"}>
              {step === 0 ? "less" : Number(from.toPrecision(2))}
            </span>
          </li>
        ))}
      </ol>
    </figure>
  );
}

/** Only whole powers of ten are written: more would not fit. */
function isDecade(from: number): boolean {
  const power = Math.log10(from);
  return Math.abs(power - Math.round(power)) < 1e-6;
}
