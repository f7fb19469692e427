import { blockBootstrapMean, RandomStream } from "../engine/mathematics/mod.ts";
import { readNoisePieces } from "../tests/engine/monitoring/early_warning/station_noise.ts";
import type { LongCheck } from "./long_check_definition.ts";
import { judgeHonesty, type SaidAndTrue, saidAndTrue } from "./warning_honesty.ts";
import { messageAt, quantileOf, replayEarthquake, type WarningReplay } from "./warning_replay.ts";

const MAGNITUDE = 6.5;
const EVENTS = 50;
/** Further ones, that tell a share from luck. */
const FURTHER_EVENTS = 200;
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
  /** Share within one of the law, if the event's own mean and the true magnitude and place were known. */
  possibleWithinOne: number;
  isCancelled: boolean;
  said: SaidAndTrue;
}

/** Simulated earthquakes of magnitude 6.5 with 20 stations, replayed. */
export const check: LongCheck = {
  about:
    `a simulated M${MAGNITUDE} is told of within ${MUST.firstSeconds} s of the second P, its ` +
    `magnitude within ${MUST.magnitude} and epicentre within ${MUST.epicentreKm} km by ` +
    `${MUST.afterSeconds} s, and intensities hold over ${EVENTS} events and over ` +
    `${FURTHER_EVENTS} further ones`,
  async run(report) {
    const pieces = await readNoisePieces();
    const replay = (name: string, events: number) =>
      Array.from({ length: events }, (_, i) => {
        if (i % 10 === 0) report(`${name} ${i} of ${events} events`);
        const seed = `early warning, ${name} ${i}`;
        return scoreReplay(replayEarthquake({ seed, magnitude: MAGNITUDE }, { pieces }));
      });
    const scores = replay("test", EVENTS);
    const further = replay("further", FURTHER_EVENTS);
    const facts = {
      first: { ...scores[0], said: undefined },
      ...{ all: summarise(scores), further: summarise(further) },
      honesty: judgeHonesty([...scores, ...further].map(({ said }) => said)),
      latency: measureLatency(pieces),
    };
    judge(facts);
    return facts;
  },
};

function scoreReplay(replay: WarningReplay): WarningScore {
  const { messages, secondPSeconds, originMs, intensities, lawIntensities } = replay;
  const said = saidAndTrue(replay, MAGNITUDE);
  const first = messages[0];
  const atMs = originMs + 1000 * (secondPSeconds + MUST.afterSeconds);
  const by = messageAt(messages, atMs);
  const last = messages.at(-1);
  const scatter = intensities.map((intensity, i) => intensity - lawIntensities[i]);
  const shift = meanOf(scatter);
  const possibleWithinOne = shareOf(scatter, (error) => Math.abs(error - shift) <= 1);
  if (first === undefined || last === undefined) {
    return {
      ...{ firstSeconds: Infinity, magnitudeError: Infinity, epicentreKm: Infinity },
      ...{ withinOne: 0, within90: 0, intensityError: NaN, possibleWithinOne, isCancelled: false },
      said,
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
    withinOne: shareOf(errors, (error) => Math.abs(error) <= 1),
    within90: held.length / errors.length,
    intensityError: meanOf(errors),
    ...{ possibleWithinOne, isCancelled: last.status === "cancel" },
    said,
  };
}

function summarise(scores: readonly WarningScore[]) {
  const share = (test: (score: WarningScore) => boolean) => shareOf(scores, test);
  const meanBy = (pick: (score: WarningScore) => number) => meanOf(scores.map(pick));
  const medianBy = (pick: (score: WarningScore) => number) => quantileOf(scores.map(pick), 0.5);
  const random = new RandomStream("early warning, intervals");
  const { low, high } = blockBootstrapMean(scores.map(({ withinOne }) => withinOne), {
    ...{ blockLength: 1, random }, // an event's sites err together: whole events are drawn
  });
  return {
    events: scores.length,
    told: share(({ firstSeconds }) => Number.isFinite(firstSeconds)),
    cancelled: share(({ isCancelled }) => isCancelled),
    firstInTime: share(({ firstSeconds }) => firstSeconds <= MUST.firstSeconds),
    firstSecondsMedian: medianBy((it) => it.firstSeconds),
    magnitudeWithin: share(({ magnitudeError }) => Math.abs(magnitudeError) <= MUST.magnitude),
    magnitudeErrorMedian: medianBy((it) => it.magnitudeError),
    epicentreWithin: share(({ epicentreKm }) => epicentreKm <= MUST.epicentreKm),
    epicentreKmMedian: medianBy((it) => it.epicentreKm),
    intensityWithinOne: meanBy((it) => it.withinOne),
    intensityWithinOneInterval: [low, high],
    intensityWithinOneIfEventKnown: meanBy((it) => it.possibleWithinOne),
    intensityWithin90: meanBy((it) => it.within90),
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

function judge({ first, all, further, latency }: {
  first: Omit<WarningScore, "said">;
  all: ReturnType<typeof summarise>;
  further: ReturnType<typeof summarise>;
  latency: ReturnType<typeof measureLatency>;
}): void {
  const told = JSON.stringify({ first, all, further, latency });
  const isGood = first.firstSeconds <= MUST.firstSeconds &&
    Math.abs(first.magnitudeError) <= MUST.magnitude && first.epicentreKm <= MUST.epicentreKm &&
    first.withinOne >= MUST.share;
  if (!isGood) throw new Error(`the first event is not told of well enough: ${told}`);
  for (const { events, intensityWithin90, cancelled } of [all, further]) {
    if (!(intensityWithin90 >= COVERAGE.least && intensityWithin90 <= COVERAGE.most)) {
      throw new Error(`intervals of intensity do not hold over ${events} events: ${told}`);
    }
    if (cancelled > 0) throw new Error(`an earthquake was called off: ${told}`);
  }
  if (!(further.intensityWithinOne >= MUST.share)) {
    throw new Error(`intensities are too often more than one off: ${told}`);
  }
  if (!(latency.p99 <= MOST_LATENCY_MS)) throw new Error(`alerts take too long: ${told}`);
}

function shareOf<Value>(values: readonly Value[], test: (value: Value) => boolean): number {
  return values.filter(test).length / values.length;
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
