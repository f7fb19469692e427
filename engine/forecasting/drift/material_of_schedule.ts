import { InputError } from "../../domain/mod.ts";
import type { DriftMaterial } from "../../evaluation/mod.ts";
import type { Database } from "../../storage/mod.ts";
import { SCORES } from "../scheduled/score_scheduled.ts";
import { SIMPLE } from "../scheduled/simple_law.ts";
import { scoresOf } from "../scheduled/summarise_scheduled.ts";

/**
 * What the drift of scheduled forecasts is told from: the stored scores of the daily forecasts that came to
 * their end, of the very model that made the newest one, against past numbers and places.
 *
 * Throws InputError where no scheduled forecast is of the model.
 */
export function materialOfSchedule(database: Database, model: string): DriftMaterial {
  const [newest] = database.scheduled.list({ model, kind: "daily", limit: 1 });
  if (newest === undefined) {
    throw new InputError("Cannot tell of drift: the model has made no daily forecast", {
      field: "model",
      value: model,
    });
  }
  const { forecasts } = database;
  const checksum = forecasts.query({ id: newest.id })[0].modelChecksum;
  const query = { model, kind: "daily", ...(checksum === undefined ? {} : { checksum }) } as const;
  // The formula's own gain over itself would be no news.
  const baseline = forecasts.baselines(model).find((name) => name === SIMPLE) ?? SIMPLE;
  const gains = scoresOf(forecasts, { ...query, score: SCORES.gain, baseline });
  const transforms = new Map(
    scoresOf(forecasts, { ...query, score: SCORES.transform })
      .map(({ forecastId, value }) => [forecastId, value]),
  );
  const known = gains.filter(({ forecastId }) => transforms.has(forecastId));
  const lengthMs = newest.endMs - newest.startMs;
  const endMs = Float64Array.from(known, (point) => point.endMs);
  return {
    model,
    windows: {
      issueMs: endMs.map((end) => end - lengthMs),
      endMs,
      transform: Float64Array.from(known, ({ forecastId }) => transforms.get(forecastId)!),
      gain: Float64Array.from(known, ({ value }) => value),
      ...{ overlap: 1, baseline },
    },
  };
}
