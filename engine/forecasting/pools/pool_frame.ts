import {
  type Catalogue,
  DAY_MS,
  type ForecastConfiguration,
  type ForecastTarget,
  InsufficientDataError,
  resolveForecastConfiguration,
} from "../../domain/mod.ts";
import { fitBaselines, type FittedBaseline } from "../../models/mod.ts";
import {
  cleanCatalogue,
  cleaningOptionsOf,
  countTargets,
  keepComplete,
} from "../../preprocessing/mod.ts";
import type { PointModel } from "../point_processes/point_model.ts";
import type { OpenMember } from "./open_member.ts";
import type { PoolQuestion } from "./check_members.ts";

/** What all members of a pool are asked and scored by: kept with it, so that it needs no member. */
export interface PoolFrame {
  /** How the catalogue is cleaned. */
  configuration: ForecastConfiguration;
  /** What is asked. */
  target: ForecastTarget;
  /** Baselines, fitted before the validation windows. */
  baselines: FittedBaseline[];
}

/** Fewest windows that baselines are fitted to. */
const LEAST_TRAINING = 20;

/** The frame of a network among the members: its baselines are those that it was trained beside. */
export function frameOfNetwork({ model }: OpenMember & { kind: "network" }): PoolFrame {
  const { task, minMagnitude, completeness, maximumMagnitude, magnitudeBinWidth, horizonMs, grid } =
    model.preparation;
  return {
    configuration: model.configuration,
    target: {
      ...{ task, minMagnitude, completeness, maximumMagnitude, magnitudeBinWidth, horizonMs },
      ...(grid === undefined ? {} : { grid }),
    },
    baselines: model.baselines,
  };
}

/**
 * The frame of point processes alone: baselines are fitted to windows that end before the validation
 * part, one after the other.
 *
 * Throws InsufficientDataError where there are fewer than 20.
 */
export function frameOfProcesses(
  model: PointModel,
  { question, raw, beforeMs }: { question: PoolQuestion; raw: Catalogue; beforeMs: number },
): PoolFrame {
  const { minMagnitude, horizon, horizonMs } = question;
  const { setting, data } = model.card;
  const configuration = resolveForecastConfiguration({
    ...{ task: "rate", horizon, minMagnitude, completeness: minMagnitude },
    ...(setting.cutsRegion ? { polygon: setting.region!.flat() } : {}),
  });
  const { catalogue } = cleanCatalogue(raw, cleaningOptionsOf(configuration));
  const complete = keepComplete(catalogue, minMagnitude);
  const firstMs = Math.ceil(Date.parse(data.trainingStart) / DAY_MS) * DAY_MS;
  const count = Math.floor((beforeMs - firstMs) / horizonMs);
  if (!(count >= LEAST_TRAINING)) {
    throw new InsufficientDataError("Cannot fit the baselines of a pool", {
      ...{ have: Math.max(0, count || 0), need: LEAST_TRAINING },
      of: `windows of ${horizon} before the validation part`,
    });
  }
  const issueTimeMs = Float64Array.from({ length: count }, (_, i) => firstMs + i * horizonMs);
  const endMs = issueTimeMs.map((startMs) => startMs + horizonMs);
  const target: ForecastTarget = {
    ...{ task: "rate", minMagnitude, completeness: minMagnitude, horizonMs },
    maximumMagnitude: 10,
    magnitudeBinWidth: setting.magnitudeStep,
  };
  const targets = countTargets(complete, minMagnitude, { startMs: issueTimeMs, endMs });
  const baselines = fitBaselines({
    catalogue: complete,
    target,
    issueTimeMs,
    targetSize: 1,
    targets,
  });
  return { configuration, target, baselines };
}
