import type { AttributionPart } from "../../domain/mod.ts";
import type { MagnitudeTerms } from "./magnitude_of_record.ts";

/** What is told of a magnitude in words. */
export interface DescribedMagnitude {
  /** The magnitude of the record, with its standard deviation, and of the noise alone. */
  magnitude: { record: number; sigma: number; baseline: number };
  /** What either is the sum of. */
  terms: { record: MagnitudeTerms; baseline: MagnitudeTerms };
  /** By component. */
  components: readonly AttributionPart[];
  /** By second after P, from −1. */
  seconds: readonly AttributionPart[];
  /** Seconds from P to S; NaN where unknown. */
  sSeconds: number;
}

const NAMES: Readonly<Record<string, string>> = { Z: "vertical", N: "north", E: "east" };

/** Two sentences for a seismologist: what the magnitude is made of, and where in the record that lies. */
export function describeMagnitudeExplanation(of: DescribedMagnitude): string[] {
  return [whatItIsMadeOf(of), whereItLies(of)];
}

function whatItIsMadeOf({ magnitude, terms: { record, baseline } }: DescribedMagnitude): string {
  const { record: magnitudeOf, sigma, baseline: ofNoise } = magnitude;
  const change = (term: keyof MagnitudeTerms) => signed(record[term] - baseline[term]);
  return `The model reads ${magnitudeOf.toFixed(2)} ± ${sigma.toFixed(2)}, ${
    signed(magnitudeOf - ofNoise)
  } against the ${ofNoise.toFixed(2)} that it would say had the noise before P gone on: ${
    change("amplitude")
  } by the amplitude, ${change("centroid")} by how late the energy comes, ${
    change("network")
  } by the form of the waveform, which is all that the network itself judges.`;
}

function whereItLies({ components, seconds, sSeconds }: DescribedMagnitude): string {
  const told = components.filter(({ share }) => share > 0)
    .map(({ part, share }) => `${percent(share)} on the ${NAMES[part] ?? part}`);
  const { from, to, share } = shortestHalf(seconds);
  const early = seconds.slice(1, 4).reduce((sum, one) => sum + one.share, 0);
  const late = Number.isFinite(sSeconds) && sSeconds > 0
    ? `, and ${percent(shareFrom(seconds, sSeconds))} from S on (${sSeconds.toFixed(1)} s after P)`
    : "";
  return `What counted lies ${told.join(", ")} component${told.length === 1 ? "" : "s"}; ${
    percent(share)
  } of it from ${from} to ${to} s after P, ${percent(early)} in the first 3 s after P${late}.`;
}

/** The shortest run of whole seconds with half of what counted; of equally short ones the fullest. */
function shortestHalf(
  seconds: readonly AttributionPart[],
): { from: number; to: number; share: number } {
  let best = { from: -1, to: seconds.length - 1, share: 1 };
  for (let first = 0; first < seconds.length; first++) {
    let share = 0;
    for (let last = first; last < seconds.length; last++) {
      share += seconds[last].share;
      if (share < 0.5) continue;
      const [length, known] = [last - first + 1, best.to - best.from];
      if (length < known || (length === known && share > best.share)) {
        best = { from: first - 1, to: last, share };
      }
      break;
    }
  }
  return best;
}

/** What lies from a time on; the second in which it falls counts by its rest. */
function shareFrom(seconds: readonly AttributionPart[], from: number): number {
  return seconds.reduce((sum, { share }, i) => {
    const inside = Math.min(1, Math.max(0, i - from)); // second i ends i seconds after P
    return sum + share * inside;
  }, 0);
}

function signed(value: number): string {
  return `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(2)}`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`;
}
