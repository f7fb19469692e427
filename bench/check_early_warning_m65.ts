import { readNoisePieces } from "../tests/engine/monitoring/early_warning/station_noise.ts";
import type { LongCheck } from "./long_check_definition.ts";
import { messageAt, quantileOf, replayEarthquake, type WarningReplay } from "./warning_replay.ts";

const MAGNITUDE = 6.5;
const EVENTS = 50;
/** What the first event must show. */
const MUST = { firstSeconds: 4, magnitude: 0.5, afterSeconds: 8, epicentreKm: 10, share: 0.8 };
/** Share of intensities, over all events, that their intervals of 90 % must hold. */
const COVERAGE = { least: 0.82, most: 0.97 };
/** Largest 99th percentile from packet to alert with 100 stations, milliseconds. */
const MOST_LATENCY_MS = 300;

/** What one event showed. */
interface WarningScore {
  firstSeconds: number;
  magnitudeError: number;
  epicentreKm: number;
  withinOne: number;
  within90: number;
  intensityError: number;
}

/** Simulated earthquakes of magnitude 6.5 with 20 stations, replayed. */
export const check: LongCheck = {
  about:
    `a simulated M${MAGNITUDE} is told of within ${MUST.firstSeconds} s of the second P, its ` +
    `magnitude within ${MUST.magnitude} and epicentre within ${MUST.epicentreKm} km by ` +
    `${MUST.afterSeconds} s, and intensities hold over ${EVENTS} events`,
  async run(report) {
    const pieces = await readNoisePieces();
    const scores: WarningScore[] = [];
    for (let i = 0; i < EVENTS; i++) {
      const seed = `early warning, test ${i}`;
      const replay = replayEarthquake({ seed, magnitude: MAGNITUDE }, { pieces });
      scores.push(scoreReplay(replay));
      if (i % 10 === 9) report(`${i + 1} of ${EVENTS} events`);
    }
    const latency = measureLatency(pieces);
    const facts = { first: scores[0], all: summarise(scores), latency };
    judge(facts);
    return facts;
  },
};

function scoreReplay(replay: WarningReplay): WarningScore {
  const { messages, secondPSeconds, originMs, intensities } = replay;
  const first = messages[0];
  const atMs = originMs + 1000 * (secondPSeconds + MUST.afterSeconds);
  const by = messageAt(messages, atMs);
  const last = messages.at(-1);
  if (first === undefined || last === undefined) {
    return {
      ...{ firstSeconds: Infinity, magnitudeError: Infinity, epicentreKm: Infinity },
      ...{ withinOne: 0, within90: 0, intensityError: NaN },
    };
  }
  const errors = last.sites.map(({ intensity }, i) => intensities[i] - intensity);
  const held = last.sites.filter(({ intensityInterval: [low, high] }, i) =>
    intensities[i] >= low && intensities[i] <= high
  );
  return {
    firstSeconds: (first.issuedMs + replay.latencies.alerts[0] - originMs) / 1000 - secondPSeconds,
    magnitudeError: by === undefined ? Infinity : by.magnitude.magnitude - MAGNITUDE,
    epicentreKm: by === undefined ? Infinity : replay.epicentreErrorKm(by),
    withinOne: errors.filter((error) => Math.abs(error) <= 1).length / errors.length,
    within90: held.length / errors.length,
    intensityError: meanOf(errors),
  };
}

function summarise(scores: readonly WarningScore[]) {
  const shareOf = (test: (score: WarningScore) => boolean) =>
    scores.filter(test).length / scores.length;
  return {
    told: shareOf(({ firstSeconds }) => Number.isFinite(firstSeconds)),
    firstInTime: shareOf(({ firstSeconds }) => firstSeconds <= MUST.firstSeconds),
    firstSecondsMedian: quantileOf(scores.map((it) => it.firstSeconds), 0.5),
    magnitudeWithin: shareOf(({ magnitudeError }) => Math.abs(magnitudeError) <= MUST.magnitude),
    magnitudeErrorMedian: quantileOf(scores.map((it) => it.magnitudeError), 0.5),
    epicentreWithin: shareOf(({ epicentreKm }) => epicentreKm <= MUST.epicentreKm),
    epicentreKmMedian: quantileOf(scores.map((it) => it.epicentreKm), 0.5),
    intensityWithinOne: meanOf(scores.map((it) => it.withinOne)),
    intensityWithin90: meanOf(scores.map((it) => it.within90)),
    intensityError: meanOf(scores.map((it) => it.intensityError).filter(Number.isFinite)),
  };
}

/** Milliseconds from packet to alert with 100 stations. */
function measureLatency(pieces: readonly Float64Array[]) {
  const { latencies } = replayEarthquake({
    ...{ seed: "early warning, 100 stations", stations: 100, halfKm: 100, magnitude: MAGNITUDE },
  }, { pieces });
  return {
    ...{ alerts: latencies.alerts.length, packets: latencies.all.length },
    p50: quantileOf(latencies.alerts, 0.5),
    p99: quantileOf(latencies.alerts, 0.99),
    allPackets: { p50: quantileOf(latencies.all, 0.5), p99: quantileOf(latencies.all, 0.99) },
  };
}

function judge({ first, all, latency }: {
  first: WarningScore;
  all: ReturnType<typeof summarise>;
  latency: ReturnType<typeof measureLatency>;
}): void {
  const told = JSON.stringify({ first, all, latency });
  const isGood = first.firstSeconds <= MUST.firstSeconds &&
    Math.abs(first.magnitudeError) <= MUST.magnitude && first.epicentreKm <= MUST.epicentreKm &&
    first.withinOne >= MUST.share;
  if (!isGood) throw new Error(`the first event is not told of well enough: ${told}`);
  if (!(all.intensityWithin90 >= COVERAGE.least && all.intensityWithin90 <= COVERAGE.most)) {
    throw new Error(`intervals of intensity do not hold: ${told}`);
  }
  if (!(latency.p99 <= MOST_LATENCY_MS)) throw new Error(`alerts take too long: ${told}`);
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
