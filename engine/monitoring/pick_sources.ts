import type { ForecastRun } from "../domain/mod.ts";
import { type NamedBytes, readWaveformSources } from "../sources/mod.ts";
import type { PickedPart } from "./picking/instrument_picker.ts";
import type { TracePicker } from "./trace_picker.ts";

/**
 * Reads waveforms and finds the arrivals in them; notes of the reading come first. The kernels of a
 * network must have been started.
 *
 * Throws InputError for a source that cannot be read and for more samples than `maximumSamples`, and
 * what the picker throws.
 */
export async function pickSources(
  sources: AsyncIterable<NamedBytes> | Iterable<NamedBytes>,
  picker: TracePicker,
  { maximumSamples }: { maximumSamples?: number } = {},
): Promise<PickedPart> {
  const reading = await readWaveformSources(sources, { maximumSamples });
  const { picks, notes } = await picker.pick(reading.traces);
  return { picks, notes: [...reading.notes, ...notes] };
}

/**
 * Picks as one JSON document: `picks` and `notes`, the same bytes for the same waveforms, and `run`,
 * which tells of the run itself and stands apart.
 */
export function writePickJson({ picks, notes }: PickedPart, run: ForecastRun): string {
  return JSON.stringify({ picks, notes, run }, null, 2) + "\n";
}
