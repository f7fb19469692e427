import { type Forecast, formatTime } from "../domain/mod.ts";
import { countBefore } from "../models/mod.ts";
import type { TrainedModel } from "../training/mod.ts";
import type { ForecastParts } from "./forecast_parts.ts";
import { headlineOf } from "./headline_of.ts";
import { listWarnings } from "./list_warnings.ts";
import { skillWithout } from "./skill_without.ts";

/** Puts a forecast together; none leaves the engine without its skill. */
export function attachSkill(model: TrainedModel, parts: ForecastParts): Forecast {
  const { preparation, configuration, card, weightsSha256 } = model;
  const { data, network, baseline, issuedAt } = parts;
  const { masked, skill } = skillWithout(model, parts.examples);
  const isNext = preparation.task === "magnitude";
  const { catalogue, cleaning, fingerprint } = data;
  return {
    headline: headlineOf(skill, (skill.beatsBaseline ? network : baseline).calibrated),
    task: preparation.task,
    minMagnitude: preparation.minMagnitude,
    issuedAt,
    from: issuedAt,
    to: isNext ? "next event" : formatTime(parts.endMs),
    horizon: isNext ? "next event" : configuration.horizon,
    network,
    baseline,
    believe: skill.beatsBaseline ? "network" : "baseline",
    skill,
    ...(masked.length === 0 ? {} : { masked }),
    model: {
      name: card.name,
      network: configuration.model,
      weightsSha256,
      seed: configuration.seed,
    },
    data: {
      fingerprint,
      events: cleaning.rowsIn,
      eventsUsed: countBefore(parts.complete.timeMs, parts.examples.issueTimeMs[0]),
      from: formatTime(catalogue.timeMs[0]),
      to: formatTime(catalogue.timeMs[catalogue.size - 1]),
      removed: Object.fromEntries(Object.entries(cleaning.removed).filter(([, n]) => n > 0)),
    },
    warnings: listWarnings(model, parts),
  };
}
