import {
  type AftershockForecast,
  type Catalogue,
  ConfigurationError,
  DAY_MS,
  type ReportProgress,
  selectEvents,
} from "../domain/mod.ts";
import {
  type AftershockEtas,
  fittedEtas,
  genericEtas,
  hiddenScale,
  mainshockProductivity,
  type PublishedEtas,
  simulateAftershocks,
  writeEtasParameters,
} from "../models/mod.ts";
import { AFTERSHOCK_MAGNITUDES, describeWindows, WINDOW_DAYS } from "./aftershock_windows.ts";
import { answerAftershocks } from "./answer_aftershocks.ts";
import { type KnownSequence, knownSequence, type SequenceOptions } from "./known_sequence.ts";
import { pointEventsOf } from "./point_events_of.ts";

/** How aftershocks are forecast by ETAS. */
export interface EtasAftershockOptions extends SequenceOptions {
  /** Fitted parameters; the region's generic ones when left out. */
  etas?: PublishedEtas;
  /** Simulated catalogues; 5,000 when left out. */
  simulations?: number;
  /** Seed of the catalogues; 1 when left out. */
  seed?: number;
  /** Told how far it has come. */
  onProgress?: ReportProgress;
}

const SIMULATIONS = 5_000;

/** Before, days, too little is complete for aftershocks to say more than the law does. */
const LEAST_DAYS = 3 / 24;

/**
 * Forecasts aftershocks by ETAS, in which each has aftershocks of its own: the mainshock's
 * productivity is adapted to what was observed, the rest is the law's, and the numbers come from
 * seeded simulated catalogues. The catalogue must be clean. Background takes no part.
 *
 * Throws as `forecastAftershocks`, and ConfigurationError for parameters that count from above the
 * smallest magnitude of the forecast, or whose cascades do not end.
 * Source: van der Elst et al. 2022, BSSA 112; Ogata 1998.
 */
export function forecastEtasAftershocks(
  catalogue: Catalogue,
  options: EtasAftershockOptions = {},
): AftershockForecast {
  const { simulations = SIMULATIONS, seed = 1, onProgress } = options;
  const known = knownSequence(catalogue, options);
  const { sequence, issueTimeMs } = known;
  const etas = lawOf(known, options);
  const isAdapted = sequence.knownDays >= LEAST_DAYS;
  const productivity = mainshockProductivity(etas, sequence, { isAdapted });
  const history = historyOf(known, etas.mc);
  const historyScale = Float64Array.from(history.timeMs, (ms, event) => {
    const [days, magnitude] = [(ms - history.timeMs[0]) / DAY_MS, history.magnitude[event]];
    return event === 0 ? 1 : hiddenScale(etas, sequence, { days, magnitude });
  });
  const magnitudes = [...AFTERSHOCK_MAGNITUDES, sequence.magnitude];
  const simulated = simulateAftershocks({
    ...{ etas, productivity, startMs: issueTimeMs, windowDays: WINDOW_DAYS, simulations, seed },
    history,
    historyScale,
    magnitudes: magnitudes.map((magnitude) => Math.max(etas.mc, magnitude)),
    onProgress,
  });
  return answerAftershocks(known, {
    forecast: describeWindows(({ window, magnitude }) => simulated.counts(window, magnitude), {
      issueTimeMs,
      magnitudes,
    }),
    model: {
      name: `ETAS aftershock model (${etas.about}; ${
        isAdapted ? "mainshock adapted to the sequence" : "mainshock as its magnitude says"
      })`,
      reference: "van der Elst et al. 2022, BSSA 112",
      parameters: {
        ...dropBackground(etas),
        ...{ mc: etas.mc, beta: etas.beta, magMain: sequence.magnitude },
        ...{ productivity: productivity.mean, productivitySigma: productivity.deviation },
        ...{ simulations, seed },
      },
      eventsUsed: productivity.events,
    },
  });
}

function lawOf({ region }: KnownSequence, { etas }: EtasAftershockOptions): AftershockEtas {
  if (etas === undefined) return genericEtas(region);
  const least = AFTERSHOCK_MAGNITUDES[0];
  const { mc } = etas;
  if (mc !== undefined && mc <= least) return fittedEtas(etas, { mc });
  throw new ConfigurationError(
    `Cannot forecast aftershocks of magnitude ${least} by these ETAS parameters: they count from ` +
      `magnitude ${mc ?? "unknown (mc)"}, and must from ${least} or less.`,
    "etasParameters",
  );
}

/** The mainshock, then its aftershocks from a magnitude on, in order of time. */
function historyOf({ catalogue, mainshock, found }: KnownSequence, mc: number) {
  const { events, rows } = pointEventsOf(catalogue, mc);
  const wanted = new Set(found.rows);
  const places = Array.from(rows, (_, event) => event);
  const main = places.filter((event) => rows[event] === mainshock);
  const after = places.filter((event) => wanted.has(rows[event]));
  return selectEvents(events, Uint32Array.from([...main, ...after]));
}

function dropBackground({ parameters }: AftershockEtas): Record<string, number> {
  const { log10_mu: _, ...others } = writeEtasParameters(parameters);
  return others;
}
