import { DAY_MS, type DriftReport } from "../engine/domain/mod.ts";
import { binomialInterval, sampleQuantile } from "../engine/mathematics/mod.ts";
import { startBackend } from "../engine/backend/mod.ts";
import {
  type Change,
  CHANGE_MS,
  CHANGES,
  delayDays,
  materialAfter,
  reportAt,
  trainForDrift,
} from "../tests/engine/forecasting/drift_truths.ts";
import type { LongCheck } from "./long_check_definition.ts";

const SEEDS = 100;

/** Seeds that nothing was chosen on. */
const FIRST_SEED = 9001;

/** Part of the changes that must be found. */
const WANTED_POWER = 0.9;

/** What was found where one thing changed. */
interface Found {
  /** Reports that were not steady. */
  alarms: number;
  /** Those that asked for another training. */
  retrain: number;
  /** Those that said that the catalogue, or the Earth, had changed. */
  catalogue: number;
  earth: number;
  /** Each monitor's alarms. */
  monitors: Record<string, number>;
  /** Days from the change to the first look that was not steady. [found] */
  delays: number[];
  /** Days from the change to when it is said to have begun. [found] */
  begins: number[];
}

/** Drift of a network on simulated catalogues in which completeness, rate or nothing changes. */
export const check: LongCheck = {
  about:
    `drift told in ${SEEDS} simulated catalogues each where nothing, the completeness (2.5 to ` +
    "3.0) or the rate (twice) changes: false alarms at most at the stated rate, changes found in " +
    `${100 * WANTED_POWER} %`,
  async run(report) {
    await startBackend({ threads: 1 });
    const found = Object.fromEntries(CHANGES.map((change) => [change, nothingYet()])) as Record<
      Change,
      Found
    >;
    let rate = 0;
    for (let seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
      const truth = await trainForDrift(seed);
      for (const change of CHANGES) {
        const material = materialAfter(truth, change);
        const drift = reportAt(material);
        rate = drift.falseAlarmRate;
        add(found[change], drift);
        if (change === "nothing" || drift.verdict === "steady") continue;
        const delay = delayDays(material);
        if (delay !== null) found[change].delays.push(delay);
        found[change].begins.push((drift.sinceMs! - CHANGE_MS) / DAY_MS);
      }
      const so = CHANGES.map((change) => {
        const { alarms, delays } = found[change];
        const median = delays.length > 0 ? ` (median ${sampleQuantile(delays, 0.5)} days)` : "";
        return `${change} ${alarms}${median}`;
      }).join(", ");
      report(`${seed - FIRST_SEED + 1} seeds; not steady: ${so}`);
    }
    return judge(found, rate);
  },
};

function nothingYet(): Found {
  const monitors = { inputs: 0, skill: 0, calibration: 0 };
  return { alarms: 0, retrain: 0, catalogue: 0, earth: 0, monitors, delays: [], begins: [] };
}

function add(found: Found, { verdict, catalogue, inputs, skill, calibration }: DriftReport): void {
  if (verdict !== "steady") found.alarms++;
  if (verdict === "retrain") found.retrain++;
  if (catalogue?.isRecordedOtherwise) found.catalogue++;
  if (catalogue?.isRateChanged) found.earth++;
  if (inputs?.isChanged) found.monitors.inputs++;
  if (skill.isChanged) found.monitors.skill++;
  if (calibration.isChanged) found.monitors.calibration++;
}

/** Throws where a number is missed; gives wanted beside found. */
function judge(found: Record<Change, Found>, rate: number): Record<string, unknown> {
  const falseAlarms = found.nothing.alarms;
  const { low, high } = binomialInterval({ successes: falseAlarms, trials: SEEDS });
  const facts = {
    falseAlarms: { wanted: `at most ${rate}`, found: falseAlarms / SEEDS, low, high },
    ...Object.fromEntries(
      (["completeness", "rate"] as const).map((change) => {
        const { alarms, retrain, catalogue, earth, monitors, delays, begins } = found[change];
        return [change, {
          ...{
            wanted: `at least ${WANTED_POWER}`,
            found: alarms / SEEDS,
            retrain: retrain / SEEDS,
          },
          ...{ saidCatalogue: catalogue / SEEDS, saidEarth: earth / SEEDS, monitors },
          medianDelayDays: delays.length > 0 ? sampleQuantile(delays, 0.5) : null,
          largestDelayDays: delays.length > 0 ? Math.max(...delays) : null,
          medianBeginDays: begins.length > 0 ? sampleQuantile(begins, 0.5) : null,
        }];
      }),
    ),
    nothing: { retrain: found.nothing.retrain / SEEDS, monitors: found.nothing.monitors },
    seeds: SEEDS,
  };
  const missed = low > rate ||
    Math.min(found.completeness.alarms, found.rate.alarms) < WANTED_POWER * SEEDS;
  if (missed) throw new Error(`missed: ${JSON.stringify(facts)}`);
  return facts;
}
