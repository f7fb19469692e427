import type { AlertMessage, SiteWarning } from "../../../../engine/domain/mod.ts";
import { fixed, percent, romanIntensity, timeOfDay } from "../format.ts";

/** Levels as they are said. */
export const LEVEL_NAMES = {
  none: "No alert",
  information: "Information",
  caution: "Caution: shaking will be felt",
  warning: "Warning: strong shaking",
} as const;

/** How strong shaking of an intensity is. Source: USGS' Modified Mercalli scale, abridged. */
const SHAKING: Readonly<Record<"4" | "5" | "6" | "7" | "8", string>> = {
  4: "light",
  5: "moderate",
  6: "strong",
  7: "very strong",
  8: "severe",
};

/** What happened and how sure it is, in a sentence. */
export function eventSentence(
  { status, magnitude, origin, probabilityOfMagnitude }: AlertMessage,
): string {
  if (status === "cancel") {
    return "This alert is cancelled: what was seen is not held for an earthquake any more.";
  }
  return `Magnitude ${fixed(magnitude.magnitude, 1)} ± ${fixed(magnitude.sigma, 1)} ` +
    `(one standard deviation) by ${count(magnitude.stationCount, "station")}, ` +
    `origin ${timeOfDay(origin.timeMs)} UTC. ` +
    `Probability that it is large enough for an alert: ${percent(probabilityOfMagnitude)}.`;
}

/** What a site has to expect, in a sentence with its probability. */
export function siteSentence(site: SiteWarning): string {
  const [low, high] = site.intensityInterval;
  const reach = (["8", "7", "6", "5", "4"] as const)
    .find((intensity) => site.probabilities[intensity] >= 0.1) ?? "4";
  return `${site.name}: intensity ${romanIntensity(site.intensity)} expected, ` +
    `${romanIntensity(low)} to ${romanIntensity(high)} with 90 %; ` +
    `${SHAKING[reach]} shaking or more (${romanIntensity(Number(reach))}) ` +
    `with a probability of ${percent(site.probabilities[reach])}.`;
}

/** "1 station", "3 stations". */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

/** Where the countdown of a site stands. */
export type SiteCountdown =
  | { readonly kind: "counting"; readonly seconds: number }
  | { readonly kind: "arrived" }
  | { readonly kind: "blind" };

/** Seconds until S; the blind zone is where S was faster than the first message. */
export function countdownOf(
  { sArrivalMs }: SiteWarning,
  { nowMs, isBlind }: { nowMs: number; isBlind: boolean },
): SiteCountdown {
  if (isBlind) return { kind: "blind" };
  const seconds = (sArrivalMs - nowMs) / 1000;
  return seconds > 0 ? { kind: "counting", seconds } : { kind: "arrived" };
}
