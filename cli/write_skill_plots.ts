import type { ScheduledSkillReport } from "../engine/domain/mod.ts";
import type { Database } from "../engine/storage/mod.ts";
import { writePictureFile } from "./picture_file.ts";

/** Files of the pictures of a schedule's skill; none where left out. */
export interface SkillPlots {
  /** Cumulative information gain. */
  readonly gainPlot?: string;
  /** Reliability diagram. */
  readonly reliabilityPlot?: string;
}

/**
 * Draws how the daily forecasts of a model have done, as far as it is asked for.
 *
 * Throws EnvironmentError when the disk refuses.
 */
export async function writeSkillPlots(
  database: Database,
  { model, gainPlot, reliabilityPlot }: SkillPlots & { readonly model: string },
): Promise<void> {
  if (gainPlot === undefined && reliabilityPlot === undefined) return;
  const { reportScheduledSkill } = await import("../engine/forecasting/mod.ts");
  const { drawReliability } = await import("../engine/drawing/mod.ts");
  const report = reportScheduledSkill(database, { model });
  if (gainPlot !== undefined) await writePictureFile(gainPlot, await drawGain(report));
  if (reliabilityPlot === undefined) return;
  const bins = report.reliability.map(({ forecastMean, observedFrequency, count, interval }) => ({
    ...{ forecast: forecastMean, observed: observedFrequency, count },
    ...interval,
  }));
  await writePictureFile(reliabilityPlot, await drawReliability(bins));
}

/** Each event counts at the end of the forecast that it came in. */
async function drawGain(report: ScheduledSkillReport): Promise<string> {
  const { drawCumulativeGain } = await import("../engine/drawing/mod.ts");
  const { model, baseline, points, informationGain: { informationGain, interval } } = report;
  const steps = points.flatMap((point) => new Array<typeof point>(point.events).fill(point));
  return drawCumulativeGain({
    timeMs: steps.map(({ endMs }) => endMs),
    isDated: true,
    startMs: points[0]?.endMs ?? 0,
    endMs: points.at(-1)?.endMs ?? 1,
    ...{ of: `Daily forecasts of ${model}`, baseline },
    series: [{
      name: model,
      gain: steps.map(({ cumulative }) => cumulative),
      mean: { nats: informationGain, low: interval?.low ?? null, high: interval?.high ?? null },
    }],
  });
}
