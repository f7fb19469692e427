import { ConfigurationError, parseDuration, type Trace } from "../engine/domain/mod.ts";
import type { Terminal } from "./terminal.ts";

/**
 * Measures noise and detections of traces and writes them as a table of covariates.
 *
 * Throws ConfigurationError for a band that is none, and InsufficientDataError without samples.
 */
export async function seriesOfWaveforms(
  traces: readonly Trace[],
  { every, band, out, terminal }: {
    every: string;
    band: readonly number[];
    out: string;
    terminal: Terminal;
  },
): Promise<void> {
  const [lowHz, highHz] = band;
  if (band.length !== 2 || !(lowHz < highHz)) {
    throw new ConfigurationError(
      `Cannot filter by --band ${band.join(",")}: expected two frequencies, the lower one first.`,
      "band",
    );
  }
  const { measureWaveformSeries, writeWaveformSeries } = await import(
    "../engine/monitoring/mod.ts"
  );
  const { writeFileWhole } = await import("../engine/storage/mod.ts");
  const everyMs = parseDuration(every, "every");
  const report = terminal.progress;
  const series = measureWaveformSeries(traces, { everyMs, lowHz, highHz, report });
  await writeFileWhole(out, new TextEncoder().encode(writeWaveformSeries(series)));
  for (const { message } of series.notes.slice(0, 20)) terminal.say(message);
  if (series.notes.length > 20) terminal.say(`and ${series.notes.length - 20} more notes`);
  const channels = [...series.channels].map(([channel, intervals]) => {
    const known = intervals.filter(({ rmsDb }) => Number.isFinite(rmsDb)).length;
    const coverage = intervals.reduce((sum, one) => sum + one.coverage, 0) / intervals.length;
    return { channel, intervals: intervals.length, known, coverage };
  });
  terminal.answer({
    document: () => ({ out, everyMs, lowHz, highHz, gaps: series.gaps, channels }),
    text: () =>
      [
        `Wrote ${series.startMs.length} intervals of ${every} to ${out}; gaps: ${series.gaps}.`,
        ...channels.map(({ channel, known, intervals, coverage }) =>
          `${channel}: ${known} of ${intervals} intervals measured, coverage ` +
          `${(100 * coverage).toFixed(1)} %.`
        ),
      ].join("\n"),
  });
}
