import type { AlertLevel, AlertSite, SiteWarning } from "../../domain/mod.ts";
import { standardNormalCumulative } from "../../mathematics/mod.ts";
import type { IntensityModel } from "./intensity_model.ts";
import type { ObservedShift } from "./observed_shaking.ts";

/** Half width of an interval of 90 %, in standard deviations. */
const NINETY_PERCENT = 1.6448536269514722;
/** Intensities whose probability is told. */
const TOLD = [4, 5, 6, 7, 8] as const;

/** What is known of an event, for a site. */
export interface SiteSetting {
  /** The law. */
  readonly intensityModel: IntensityModel;
  /** Magnitude and its standard deviation. */
  readonly magnitude: { readonly magnitude: number; readonly sigma: number };
  /** Distance of the epicentre and its standard deviation, kilometres. */
  readonly distanceKm: number;
  readonly distanceSigmaKm: number;
  /** Depth, kilometres. */
  readonly depthKm: number;
  /** How stations were shaken against what is expected; left out until some have had their S. */
  readonly observed?: ObservedShift;
  /** When S is expected, UTC epoch milliseconds. */
  readonly sArrivalMs: number;
  /** Now, UTC epoch milliseconds. */
  readonly nowMs: number;
}

/**
 * What a site has to expect, `level` aside. The standard deviation joins that of the law with what the
 * magnitude and the place may be off by, through the law's own slopes (differences over one standard
 * deviation either way). Stations that have been shaken correct the event as a whole.
 */
export function warnSite(site: AlertSite, setting: SiteSetting): Omit<SiteWarning, "level"> {
  const { intensityModel, magnitude: { magnitude, sigma }, distanceKm, depthKm } = setting;
  const meanAt = (m: number, epicentralKm: number) =>
    intensityModel.intensityAt({ magnitude: m, epicentralKm, depthKm }).mean;
  const law = intensityModel.intensityAt({ magnitude, epicentralKm: distanceKm, depthKm });
  const ofMagnitude =
    (meanAt(magnitude + sigma, distanceKm) - meanAt(magnitude - sigma, distanceKm)) / 2;
  const near = Math.max(0, distanceKm - setting.distanceSigmaKm);
  const ofPlace =
    (meanAt(magnitude, near) - meanAt(magnitude, distanceKm + setting.distanceSigmaKm)) / 2;
  const event = learnShift(ofMagnitude, setting.observed);
  const intensity = Math.min(12, Math.max(1, law.mean + event.shift));
  const intensitySigma = Math.hypot(law.sigma, event.sigma, ofPlace);
  const half = NINETY_PERCENT * intensitySigma;
  return {
    ...{ name: site.name, latitude: site.latitude, longitude: site.longitude },
    ...{ distanceKm, intensity, intensitySigma },
    intensityInterval: [intensity - half, intensity + half],
    probabilities: Object.fromEntries(
      TOLD.map((
        least,
      ) => [least, 1 - standardNormalCumulative((least - intensity) / intensitySigma)]),
    ) as unknown as SiteWarning["probabilities"],
    sArrivalMs: setting.sArrivalMs,
    secondsUntilS: (setting.sArrivalMs - setting.nowMs) / 1000,
  };
}

/** What the whole event is off by: by its magnitude alone, or with what stations have felt. */
function learnShift(
  ofMagnitude: number,
  observed: ObservedShift | undefined,
): { shift: number; sigma: number } {
  if (observed === undefined) return { shift: 0, sigma: Math.abs(ofMagnitude) };
  const before = ofMagnitude * ofMagnitude;
  const share = before / (before + observed.variance);
  return { shift: share * observed.mean, sigma: Math.sqrt(share * observed.variance) };
}

/** From which probability of which intensity a level holds, and below which it is given up. */
const RULES: readonly { level: AlertLevel; intensity: "4" | "6" }[] = [
  { level: "warning", intensity: "6" },
  { level: "caution", intensity: "4" },
];
const RISES_AT = 0.5;
const FALLS_BELOW = 0.25;
/** Milliseconds that a probability must have been low before its level is given up. */
const FALLS_AFTER_MS = 3000;

/** A site's level and since when its probability has been too low for it. */
export interface LevelState {
  /** The level. */
  readonly level: AlertLevel;
  /** UTC epoch milliseconds; left out while the probability is high enough. */
  readonly lowSinceMs?: number;
}

/**
 * The next level of a site. It rises at once where the probability of its intensity reaches one half, and
 * falls only after that has been below a quarter for three seconds: people are not called back and forth.
 */
export function nextLevel(
  before: LevelState,
  { probabilities, nowMs }: { probabilities: SiteWarning["probabilities"]; nowMs: number },
): LevelState {
  const order: readonly AlertLevel[] = ["warning", "caution", "information", "none"];
  const rank = (level: AlertLevel) => order.length - order.indexOf(level);
  const reached = RULES.find(({ intensity }) => probabilities[intensity] >= RISES_AT)?.level ??
    "information";
  if (rank(reached) >= rank(before.level)) return { level: reached };
  const held = RULES.find(({ level }) => level === before.level);
  if (held !== undefined && probabilities[held.intensity] >= FALLS_BELOW) {
    return { level: before.level };
  }
  const lowSinceMs = before.lowSinceMs ?? nowMs;
  if (nowMs - lowSinceMs >= FALLS_AFTER_MS) return { level: reached };
  return { level: before.level, lowSinceMs };
}
