import {
  InsufficientDataError,
  type PointEvents,
  type PointPartScores,
  type PointProcessTerms,
  type ScoredSpan,
  type Skill,
} from "../../domain/mod.ts";
import {
  gainOfPointProcess,
  type InformationGain,
  scorePointProcess,
} from "../../evaluation/mod.ts";
import { RandomStream } from "../../mathematics/mod.ts";

/** Fewest events by which a process can be judged: blocks of the bootstrap are of their root. */
const FEWEST_EVENTS = 30;

/** Fewest events that an interval can be made for. */
const LEAST_EVENTS = 3;

/** The process that all others have to beat. */
const BASELINE = "poisson";

/** What was scored. */
export interface PointPart {
  /** The events. */
  events: PointEvents;
  /** Which of them. */
  span: ScoredSpan;
  /** What the process says of them. */
  terms: PointProcessTerms;
  /** What a Poisson process says of them. */
  poisson: PointProcessTerms;
  /** Seed of the bootstrap. */
  seed: number;
}

/**
 * Scores of a process on a part, beside those of a Poisson process.
 *
 * Throws InsufficientDataError for fewer events than an interval takes.
 */
export function scorePointPart(
  { events, span, terms, poisson, seed }: PointPart,
): PointPartScores {
  if (span.to - span.from < LEAST_EVENTS) {
    throw new InsufficientDataError(`Cannot score a point process on ${events.name}`, {
      have: span.to - span.from,
      need: LEAST_EVENTS,
      of: "events in the scored part",
    });
  }
  const { time, space, total } = gainOfPointProcess(terms, poisson, {
    random: new RandomStream(seed).fork("point process"),
  });
  // Three events are enough for every figure to exist.
  const interval = ({ nats, low, high }: InformationGain) => ({
    nats: nats!,
    low: low!,
    high: high!,
  });
  return {
    from: showTime(events, span.startMs),
    to: showTime(events, span.endMs),
    events: span.to - span.from,
    ...scoresOf(terms),
    poisson: scoresOf(poisson),
    gain: { time: interval(time), space: interval(space), total: interval(total) },
  };
}

/** A time of events for a reader: ISO 8601, or days since the first where there are no dates. */
export function showTime({ isDated }: Pick<PointEvents, "isDated">, timeMs: number): string {
  return isDated ? new Date(timeMs).toISOString() : `day ${timeMs / 86_400_000}`;
}

/** The skill that scores show: the whole gain over a Poisson process, nats per event. */
export function skillOfPart(process: string, { events, gain }: PointPartScores): Skill {
  const { nats, low, high } = gain.total;
  const canTell = events >= FEWEST_EVENTS;
  const beatsBaseline = canTell && low > 0;
  const verdict = process === BASELINE
    ? "A Poisson process is the baseline itself: nothing is gained over it"
    : !canTell
    ? `Too few events to tell whether ${process} beats a Poisson process (${events}, need ` +
      `${FEWEST_EVENTS}): use the baseline`
    : beatsBaseline
    ? `${process} beats a Poisson process`
    : `${process} does not beat a Poisson process: use the baseline`;
  const sign = nats < 0 ? "" : "+";
  return {
    baseline: BASELINE,
    ...{ nats, low, high, windows: events, beatsBaseline },
    blockLength: Math.max(1, Math.round(Math.sqrt(events))),
    sentence: `${verdict}; information gain in time and space ${sign}${nats.toFixed(3)} nats per ` +
      `event, 95 % interval ${low.toFixed(3)} to ${high.toFixed(3)}, on ${events} events it ` +
      "never saw.",
  };
}

function scoresOf(terms: PointProcessTerms): PointPartScores["poisson"] {
  const { tll, sll, nll, tllExact } = scorePointProcess(terms);
  return { tll, sll, nll, tllExact };
}
