import {
  DAY_MS,
  InsufficientDataError,
  type PointEvents,
  type ReportProgress,
  type ScheduledForecast,
  type ScheduledForecastRow,
  wrapLongitude,
} from "../../domain/mod.ts";
import { preparePointHistory } from "../../preprocessing/mod.ts";
import { binOfCounts } from "../point_processes/bin_of_counts.ts";
import { countLawOf, distributionOf, quantileOf, type WindowLaw } from "./count_law.ts";
import { describeScheduled, headlineOfScheduled } from "./describe_scheduled.ts";
import type { ForecastArea } from "./forecast_area.ts";
import type { SchedulePlan } from "./schedule_options.ts";
import type { ScheduledModel } from "./scheduled_model.ts";
import type { ScheduledRecord } from "./scheduled_record.ts";
import { fitSimpleLaw } from "./simple_law.ts";
import { simulatedShares } from "./simulated_shares.ts";
import { type SimulatedHorizons, simulateHorizons } from "./simulate_horizons.ts";

/** What is asked for: a forecast as it will be, but for what is to be found. */
export interface ScheduledRequest
  extends
    Pick<ScheduledForecast, "id" | "kind" | "issuedMs" | "startMs" | "gate" | "skill">,
    Pick<ScheduledForecast, "trigger" | "missedMs"> {
  /** Where and from which magnitude on events count. */
  readonly area: ForecastArea;
  /** All events that are known; those after the issue time take no part. */
  readonly events: PointEvents;
}

/** Magnitudes that are told beside the smallest, where above it. */
const MAGNITUDES = [3, 4, 5, 6, 7];

/** Events of simulated catalogues that are kept for the consistency tests. */
const MOST_KEPT = 30_000;

/** Intervals of the number that are told. */
const INTERVALS = [0.5, 0.9, 0.95];

/**
 * Makes one scheduled forecast: the history up to the issue time, catalogues simulated from then on, of
 * which only what comes after the start counts, and beside it what the baselines say of the same time.
 *
 * Throws InsufficientDataError without an event of the model's magnitude before the issue time.
 */
export async function makeScheduledForecast(
  plan: SchedulePlan,
  request: ScheduledRequest,
  onProgress?: ReportProgress,
): Promise<ScheduledRecord> {
  const { model, horizons, catalogues, seed } = plan;
  const { area, startMs, issuedMs, gate, events: _, ...asked } = request;
  const days = horizons[0].lengthMs / DAY_MS;
  const history = historyOf(model, request);
  const simple = fitSimpleLaw(history, { area, issuedMs, days });
  const own = await simulate(model, { plan, request, history, simple, onProgress });
  const baselines: WindowLaw[] = [simple];
  for (const baseline of plan.baselines) {
    const first = { ...plan, horizons: horizons.slice(0, 1) };
    const known = historyOf(baseline, request);
    const task = { plan: first, request, history: known, simple, onProgress };
    const other = await simulate(baseline, task);
    baselines.push(other.law);
  }
  const { law, found, thresholds } = own;
  const table = tableOf(own, plan);
  const mean = law.count.mean;
  const cells = cellsOf(area, law);
  const forecast: ScheduledForecast = {
    ...asked,
    ...{ issuedMs, startMs, gate, model: model.name, isPublished: gate.passed },
    endMs: startMs + horizons[0].lengthMs,
    ...{ region: area.region, minimumMagnitude: area.minimumMagnitude },
    headline: headlineOfScheduled({ table, gate }),
    sentence: describeScheduled({ table, startMs, trigger: request.trigger, counts: { mean } }),
    counts: describeCounts(law),
    ...{ table, largest: largestOf(found) },
    map: {
      cellDegrees: area.grid.cellDegrees,
      minimumMagnitude: area.minimumMagnitude,
      ...{ cells, total: mean },
    },
    card: { name: model.name, process: model.process, sentence: model.sentence },
    remarks: remarksOf(request, thresholds[0]),
  };
  return {
    ...forecast,
    evidence: {
      ...{ area, law, baselines, catalogues: found.kept },
      horizonsMs: horizons.map(({ lengthMs }) => lengthMs),
      ...{ historyEvents: history.size, simulated: { catalogues, seed } },
    },
  };
}

function historyOf(
  { setting }: ScheduledModel,
  { events, issuedMs }: ScheduledRequest,
): PointEvents {
  const { mc, magnitudeStep, referenceRounding, region, cutsRegion } = setting;
  const history = preparePointHistory(events, {
    ...{ mc, magnitudeStep, referenceRounding, untilMs: issuedMs },
    ...(cutsRegion ? { region } : {}),
  });
  if (history.size > 0) return history;
  throw new InsufficientDataError("Cannot make a scheduled forecast", {
    ...{ have: 0, need: 1, of: `events of magnitude ${mc} and more up to the issue time` },
  });
}

interface Simulated {
  found: SimulatedHorizons;
  law: WindowLaw;
  thresholds: readonly number[];
  shareReaching?: (magnitude: number) => number;
}

async function simulate(
  model: ScheduledModel,
  { plan, request, history, simple, onProgress }: {
    plan: SchedulePlan;
    request: ScheduledRequest;
    history: PointEvents;
    simple: WindowLaw;
    onProgress?: ReportProgress;
  },
): Promise<Simulated> {
  const { horizons, catalogues, seed } = plan;
  const { area, startMs, issuedMs } = request;
  const endsMs = horizons.map(({ lengthMs }) => startMs + lengthMs);
  const thresholds = [
    area.minimumMagnitude,
    ...MAGNITUDES.filter((one) => one > area.minimumMagnitude),
  ];
  const simulator = model.simulate({
    ...{ history, startMs: issuedMs, endMs: endsMs.at(-1)!, seed, onProgress },
  });
  const found = await simulateHorizons(simulator, {
    ...{ area, startMs, endsMs, thresholds, catalogues, mostKept: MOST_KEPT, onProgress },
  });
  const count = countLawOf(found.counts[0][0]);
  // Nothing simulated is no proof that nothing comes.
  const mean = Math.max(count.mean, 0.5 / catalogues);
  const share = simulatedShares(found.cells, { area, past: simple.share });
  const law = { name: model.name, count: { ...count, mean }, share };
  const { shareReaching } = simulator;
  return {
    ...{ found, law, thresholds },
    ...(shareReaching === undefined ? {} : { shareReaching: shareReaching.bind(simulator) }),
  };
}

function tableOf(
  { found, thresholds, shareReaching }: Simulated,
  { horizons }: SchedulePlan,
): ScheduledForecastRow[] {
  const least = shareReaching?.(thresholds[0]);
  return horizons.flatMap(({ name }, horizon) => {
    const counts = found.counts[horizon];
    const mean = counts[0].reduce((sum, count) => sum + count, 0) / counts[0].length;
    return thresholds.map((magnitude, k) => {
      const expectedByLaw = least === undefined
        ? undefined
        : mean * shareReaching!(magnitude) / least;
      const bin = binOfCounts(magnitude, { counts: counts[k], expectedByLaw });
      return {
        ...{ horizon: name, magnitude, mean: bin.expected },
        ...{ low95: bin.p95minimum, high95: bin.p95maximum },
        probabilityOfOneOrMore: bin.probability,
      };
    });
  });
}

function describeCounts({ count }: WindowLaw): ScheduledForecast["counts"] {
  return {
    mean: count.mean,
    median: quantileOf(count, 0.5),
    intervals: INTERVALS.map((probability) => ({
      probability,
      low: quantileOf(count, (1 - probability) / 2),
      high: quantileOf(count, (1 + probability) / 2),
    })),
    distribution: distributionOf(count, { tail: 1e-3, most: 200 }),
  };
}

function largestOf({ largest }: SimulatedHorizons): ScheduledForecast["largest"] {
  const sorted = largest.toSorted();
  const at = (part: number) => {
    const value = sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))];
    return Number.isFinite(value) ? value : null;
  };
  return { median: at(0.5), p90: at(0.9) };
}

function cellsOf(
  { grid }: ForecastArea,
  { count, share }: WindowLaw,
): ScheduledForecast["map"]["cells"] {
  const { box, cellDegrees, columns } = grid;
  const degrees = (value: number) => Number(value.toFixed(4));
  return share.flatMap((part, cell) => {
    if (part === 0) return [];
    const west = degrees(wrapLongitude(box.west + cell % columns * cellDegrees));
    const south = degrees(box.south + Math.floor(cell / columns) * cellDegrees);
    return [[west, south, Number((part * count.mean).toPrecision(4))] as const];
  });
}

function remarksOf({ missedMs, trigger }: ScheduledRequest, least: number): string[] {
  const remarks: string[] = [];
  if (missedMs.length > 0) {
    remarks.push(
      `${missedMs.length} earlier days were not forecast in time; none is made afterwards.`,
    );
  }
  if (trigger !== undefined) {
    remarks.push(
      `Soon after a large earthquake many of magnitude ${least} are not found; numbers may be too low.`,
    );
  }
  return remarks;
}
