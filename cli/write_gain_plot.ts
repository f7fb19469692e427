import { ConfigurationError } from "../engine/domain/mod.ts";
import type { PointProcessBenchmark } from "../engine/forecasting/mod.ts";

/** Refuses a plot of gains, before anything is scored, where there are none. */
export function checkGainPlot(path: string | undefined, models: readonly string[]): void {
  if (path === undefined || models.length > 1) return;
  throw new ConfigurationError(
    "Cannot plot gains over the first model with one model alone: give --model twice or more.",
    "plot",
  );
}

/**
 * Draws the gains of a benchmark over time to an SVG file, whole or not at all.
 *
 * Throws EnvironmentError when the disk refuses.
 */
export async function writeGainPlot(path: string, result: PointProcessBenchmark): Promise<void> {
  const { drawCumulativeGain } = await import("../engine/drawing/mod.ts");
  const { cumulativeGains } = await import("../engine/forecasting/mod.ts");
  const { writeFileWhole } = await import("../engine/storage/mod.ts");
  const { data, span, dataset, part, gains } = result;
  const [first, ...others] = cumulativeGains(result);
  const svg = await drawCumulativeGain({
    timeMs: data.events.timeMs.subarray(span.from, span.to),
    isDated: data.events.isDated,
    startMs: span.startMs,
    endMs: span.endMs,
    of: `${dataset}, ${part}`,
    baseline: first.name,
    series: others.map(({ name, gain }) => ({ name, gain, mean: gains[name]!.total })),
  });
  await writeFileWhole(path, new TextEncoder().encode(svg));
}
