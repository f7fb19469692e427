import { reliabilityOf } from "../engine/evaluation/mod.ts";
import { messageAt, type WarningReplay } from "./warning_replay.ts";

/** Intensities whose probability is held against what came. */
const LEVELS = [5, 6, 7] as const;
const BINS = 5;
/** Seconds after the second P at which magnitudes are looked at, and the end. */
const LOOKS_SECONDS = [4, 8, 15, 30, Infinity];
/** Half width of an interval of 90 %, in standard deviations. */
const NINETY_PERCENT = 1.6448536269514722;

/** What an event's messages said, beside what was true. */
export interface SaidAndTrue {
  /** Probability of each of the levels at each site, by the last message, and the intensity that came. */
  readonly sites: readonly { readonly said: readonly number[]; readonly intensity: number }[];
  /** Error of the magnitude at each look, and whether its interval of 90 % held; none before a message. */
  readonly magnitudes: readonly ({ error: number; isHeld: boolean } | undefined)[];
}

/** How honest warnings were. */
export interface WarningHonesty {
  /** By intensity: sites sorted by the probability they were told, its mean, and the share that had it. */
  readonly intensities: readonly {
    readonly atLeast: number;
    readonly bins: readonly { count: number; said: number; came: number }[];
  }[];
  /** By seconds after the second P: mean error of the magnitude, and share of its intervals that held. */
  readonly magnitudes: readonly {
    readonly seconds: number | "end";
    readonly events: number;
    readonly meanError: number;
    readonly within90: number;
  }[];
}

/** Takes from a replay what its messages said of sites and magnitude. */
export function saidAndTrue(
  { messages, originMs, secondPSeconds, intensities }: WarningReplay,
  trueMagnitude: number,
): SaidAndTrue {
  const sites = messages.at(-1)?.sites ?? [];
  return {
    sites: sites.map(({ probabilities }, i) => ({
      said: LEVELS.map((level) => probabilities[level]),
      intensity: intensities[i],
    })),
    magnitudes: LOOKS_SECONDS.map((seconds) => {
      const message = messageAt(messages, originMs + 1000 * (secondPSeconds + seconds));
      if (message === undefined) return undefined;
      const { magnitude, sigma } = message.magnitude;
      const error = magnitude - trueMagnitude;
      return { error, isHeld: Math.abs(error) <= NINETY_PERCENT * sigma };
    }),
  };
}

/**
 * How honest warnings are over many events: of sites told a probability of an intensity, the share that
 * had it, in bins of probability; and by time the magnitude's mean error and how many of its intervals
 * held. Sites of one event err together, so that shares scatter more than independent ones would.
 */
export function judgeHonesty(events: readonly SaidAndTrue[]): WarningHonesty {
  const sites = events.flatMap((event) => event.sites);
  return {
    intensities: LEVELS.map((level, i) => {
      const observed = sites.map(({ intensity }) => intensity >= level ? 1 : 0);
      const { table } = reliabilityOf(sites.map(({ said }) => said[i]), { observed, bins: BINS });
      return {
        atLeast: level,
        bins: table.filter(({ count }) => count > 0)
          .map(({ count, meanForecast, observedFrequency }) => ({
            ...{ count, said: meanForecast!, came: observedFrequency! },
          })),
      };
    }),
    magnitudes: LOOKS_SECONDS.map((seconds, i) => {
      const looks = events.flatMap(({ magnitudes }) => magnitudes[i] ?? []);
      return {
        seconds: Number.isFinite(seconds) ? seconds : "end" as const,
        events: looks.length,
        meanError: looks.reduce((sum, { error }) => sum + error, 0) / looks.length,
        within90: looks.filter(({ isHeld }) => isHeld).length / looks.length,
      };
    }),
  };
}
