import type { WaveformReading } from "../engine/domain/mod.ts";

/**
 * Reads the traces of files, URLs or standard input ("-"), and what was wrong with them.
 *
 * Throws InputError for one that cannot be read, EnvironmentError where a permission is missing.
 */
export async function readWaveformFiles(files: readonly string[]): Promise<WaveformReading> {
  const { readSourceBytes, readWaveforms } = await import("../engine/sources/mod.ts");
  const readings: WaveformReading[] = [];
  for (const source of files) {
    readings.push(await readWaveforms(await readSourceBytes(source), { source }));
  }
  return {
    traces: readings.flatMap(({ traces }) => traces),
    notes: readings.flatMap(({ notes }) => notes),
  };
}
