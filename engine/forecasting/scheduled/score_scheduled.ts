import {
  type PointEvents,
  reachesMagnitude,
  type ScheduledOutcome,
  type ScheduledTest,
} from "../../domain/mod.ts";
import { type ConsistencyQuestion, testSimulatedForecast } from "../../evaluation/mod.ts";
import { RandomStream } from "../../mathematics/mod.ts";
import type { ForecastScore } from "../../storage/mod.ts";
import { logProbabilityOf, probabilityBelow, probabilityOf, type WindowLaw } from "./count_law.ts";
import { binEvents, type BinnedEvents, MAGNITUDE_BINS } from "./forecast_area.ts";
import type { ScheduledRecord } from "./scheduled_record.ts";

/** Names of the scores of a scheduled forecast, as they are kept. */
export const SCORES = {
  events: "events",
  logLikelihood: "log likelihood",
  spatial: "spatial log likelihood",
  gain: "information gain",
  transform: "transform",
  probability: "probability of one or more",
  happened: "one or more",
  brier: "brier",
} as const;

/** Consistency tests that are kept, by what they look at. */
export const TEST_NAMES: readonly (readonly [name: string, question: ConsistencyQuestion])[] = [
  ["N", "number"],
  ["M", "magnitude-resampled"],
  ["S", "spatial"],
  ["PL", "pseudo-likelihood"],
];

/** A test is passed from this probability on. */
const TEST_LEVEL = 0.05;

/** Events of a catalogue and their identifiers. */
export interface ObservedEvents {
  /** The events. */
  readonly events: PointEvents;
  /** Their identifiers. [event] */
  readonly ids: readonly string[];
}

/**
 * Scores a forecast by what came: the likelihood of the number, the information gain over each baseline
 * (number and places, nats), its place in the forecast law, the probability of one event or more, and the
 * consistency tests. Rows of the table are judged where their horizon ended before `untilMs`. What is
 * random (ties) is seeded by the identifier, so that the same catalogue gives the same outcome.
 */
export function scoreScheduled(
  forecast: ScheduledRecord,
  { events, ids }: ObservedEvents,
  { untilMs }: { untilMs: number },
): { outcome: ScheduledOutcome; scores: ForecastScore[] } {
  const { evidence, startMs, endMs } = forecast;
  const { law, baselines, area } = evidence;
  const binned = binEvents(events, area, { startMs, endMs });
  const random = new RandomStream(forecast.id);
  const count = binned.rows.length;
  const tests = testRecord(forecast, binned, random.fork("tests"));
  const own = likelihoodOf(law, binned);
  const probability = 1 - probabilityOf(law.count, 0);
  const happened = count > 0 ? 1 : 0;
  const below = probabilityBelow(law.count, count);
  const transform = below + random.fork("ties").uniform() * probabilityOf(law.count, count);
  const score = (name: string, value: number, baseline = ""): ForecastScore => ({
    ...{ name, baseline, value },
  });
  const places = events.places.kind === "geographic" ? events.places : undefined;
  const magnitudes = binned.rows.map((row) => events.magnitude[row]);
  return {
    outcome: {
      events: count,
      largest: count === 0 ? null : Math.max(...magnitudes),
      table: judgeTable(forecast, events, untilMs),
      tests,
      observed: binned.rows.map((row) => ({
        ...{ id: ids[row], timeMs: events.timeMs[row], magnitude: events.magnitude[row] },
        ...{ latitude: places!.latitude[row], longitude: places!.longitude[row] },
      })),
    },
    scores: [
      score(SCORES.events, count),
      score(SCORES.logLikelihood, own.count),
      score(SCORES.spatial, own.places),
      ...baselines.map((baseline) => {
        const other = likelihoodOf(baseline, binned);
        const gain = own.count + own.places - other.count - other.places;
        return score(SCORES.gain, gain, baseline.name);
      }),
      score(SCORES.transform, Math.min(1, transform)),
      ...[score(SCORES.probability, probability), score(SCORES.happened, happened)],
      score(SCORES.brier, (probability - happened) ** 2),
      ...tests.flatMap(({ name, quantile, passed }) =>
        quantile === null ? [] : [
          score(`${name} quantile`, quantile),
          score(`${name} passed`, passed ? 1 : 0),
        ]
      ),
    ],
  };
}

/** Log likelihood of the number and of the places given the number, nats. */
function likelihoodOf(law: WindowLaw, { cell }: BinnedEvents): { count: number; places: number } {
  return {
    count: logProbabilityOf(law.count, cell.length),
    places: cell.reduce((sum, one) => sum + Math.log(Math.max(law.share[one], LEAST_SHARE)), 0),
  };
}

/** A cell outside of all that was thought possible costs so much, and not everything. */
const LEAST_SHARE = 1e-9;

function testRecord(
  { evidence }: ScheduledRecord,
  observed: BinnedEvents,
  random: RandomStream,
): ScheduledTest[] {
  const { area, catalogues } = evidence;
  const cells = area.grid.rows * area.grid.columns;
  const forecast = { cells, magnitudeBins: MAGNITUDE_BINS, catalogues };
  const results = testSimulatedForecast(forecast, observed, { random });
  return TEST_NAMES.map(([name, question]) => {
    const { atMost, probability } = results.find((result) => result.question === question)!;
    const passed = probability === null ? null : probability >= TEST_LEVEL;
    return { name, quantile: atMost, passed };
  });
}

function judgeTable(
  { table, evidence, startMs }: ScheduledRecord,
  events: PointEvents,
  untilMs: number,
): ScheduledOutcome["table"] {
  const horizons = [...new Set(table.map(({ horizon }) => horizon))];
  return horizons.flatMap((horizon, i) => {
    const endMs = startMs + evidence.horizonsMs[i];
    if (endMs > untilMs) return [];
    const { rows } = binEvents(events, evidence.area, { startMs, endMs });
    return table.filter((row) => row.horizon === horizon).map((row) => {
      const observed = rows.filter((one) => reachesMagnitude(events.magnitude[one], row.magnitude));
      const count = observed.length;
      return {
        ...{ horizon, magnitude: row.magnitude, observed: count },
        isInside: count >= row.low95 && count <= row.high95,
        brier: (row.probabilityOfOneOrMore - (count > 0 ? 1 : 0)) ** 2,
      };
    });
  });
}
