import { InputError, InsufficientDataError, type PointProcessSetting } from "../../domain/mod.ts";
import { bValueAkiUtsu } from "../../mathematics/mod.ts";
import { poissonRate, scorePoisson, simulatePoisson, uniformPlaces } from "../../models/mod.ts";
import { fileOf } from "./network_file.ts";
import type { FittedPointProcess, PointProcessModel } from "./point_process_model.ts";
import { regionToDrawIn } from "./region_to_draw_in.ts";

const PARAMETERS_FILE = "parameters.json";

/** What a Poisson process is made of. */
interface PoissonState {
  /** Rate of the region, events a day. */
  ratePerDay: number;
  /** β of the magnitudes, per magnitude. */
  beta: number;
  note: Record<string, unknown>;
}

/** A Poisson process of constant rate in time and space: what all others have to beat. */
export const POISSON_MODEL: PointProcessModel = {
  about: "Poisson process, of the same rate at all times and everywhere",
  fit: ({ data: { events, startMs, mc }, span }, setting) => {
    const ratePerDay = poissonRate(events.name, { startMs, span });
    const slope = bValueAkiUtsu(events.magnitude.subarray(0, span.from), {
      completeness: mc,
      binWidth: setting.magnitudeStep,
    });
    if (slope === null) {
      throw new InsufficientDataError(`Cannot find the magnitude law of ${events.name}`, {
        ...{
          have: span.from,
          need: 2,
          of: "events before the scored span, not all of one magnitude",
        },
      });
    }
    const [beta, betaError] = [slope.b, slope.error].map((value) => value * Math.LN10);
    const note = {
      parameters: { rate_per_day: ratePerDay, beta },
      errors: { rate_per_day: ratePerDay / Math.sqrt(span.from), beta: betaError },
      fit: { events: span.from },
    };
    return fittedPoisson({ ratePerDay, beta, note }, setting);
  },
  open: (files, setting) => fittedPoisson(readState(files), setting),
};

function fittedPoisson(state: PoissonState, setting: PointProcessSetting): FittedPointProcess {
  const { ratePerDay, beta, note } = state;
  const { mc, magnitudeStep, areaKm2 } = setting;
  return {
    note,
    score: (events, { span }) =>
      scorePoisson(events, { areaKm2, startMs: span.startMs, span, ratePerDay }),
    simulate: ({ startMs, endMs, seed }) => {
      const drawPlace = uniformPlaces(regionToDrawIn(setting));
      const window = { startMs, endMs, seed };
      return simulatePoisson({ ...window, ratePerDay, beta, mc, magnitudeStep, drawPlace });
    },
    files: () =>
      new Map([[
        PARAMETERS_FILE,
        new TextEncoder().encode(JSON.stringify({ ratePerDay, beta, note }, null, 2) + "\n"),
      ]]),
  };
}

function readState(files: ReadonlyMap<string, Uint8Array>): PoissonState {
  const { ratePerDay, beta, note } = JSON.parse(
    new TextDecoder().decode(fileOf(files, PARAMETERS_FILE)),
  );
  if (ratePerDay > 0 && beta > 0) return { ratePerDay, beta, note };
  throw new InputError("Cannot read a Poisson process", {
    source: PARAMETERS_FILE,
    expected: "ratePerDay and beta, both above 0",
  });
}
