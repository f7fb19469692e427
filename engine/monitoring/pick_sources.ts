import type { ForecastRun } from "../domain/mod.ts";
import type { Picker } from "../models/mod.ts";
import { type NamedBytes, readWaveformSources } from "../sources/mod.ts";
import { pickWaveforms, type PickWaveformsOptions } from "./pick_waveforms.ts";
import type { PickedPart } from "./picking/instrument_picker.ts";

/** How sources are read and picked. */
export interface PickSourcesOptions extends PickWaveformsOptions {
  /** Most samples that are taken; no limit unless given. */
  maximumSamples?: number;
}

/**
 * Reads waveforms and picks the arrivals in them, as `pickWaveforms` does; notes of the reading come
 * first. The kernels must have been started.
 *
 * Throws InputError for a source that cannot be read, ConfigurationError for options out of range.
 */
export async function pickSources(
  sources: AsyncIterable<NamedBytes> | Iterable<NamedBytes>,
  picker: Picker,
  { maximumSamples, ...options }: PickSourcesOptions = {},
): Promise<PickedPart> {
  const reading = await readWaveformSources(sources, { maximumSamples });
  const { picks, notes } = await pickWaveforms(reading.traces, picker, options);
  return { picks, notes: [...reading.notes, ...notes] };
}

/**
 * Picks as one JSON document: `picks` and `notes`, the same bytes for the same waveforms, and `run`,
 * which tells of the run itself and stands apart.
 */
export function writePickJson({ picks, notes }: PickedPart, run: ForecastRun): string {
  return JSON.stringify({ picks, notes, run }, null, 2) + "\n";
}
