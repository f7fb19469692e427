import { InputError, type Trace, type WaveformNote, type WaveformReading } from "../domain/mod.ts";
import { readWaveforms } from "./read_waveforms.ts";

/** A source whose bytes are there. */
export interface NamedBytes {
  /** Its name, for messages. */
  readonly name: string;
  /** All of it. */
  readonly bytes: Uint8Array;
}

/**
 * Reads the waveforms of several sources, one after the other, as one reading.
 *
 * Throws InputError for one that cannot be read and for more samples than `maximumSamples`.
 */
export async function readWaveformSources(
  sources: AsyncIterable<NamedBytes> | Iterable<NamedBytes>,
  { maximumSamples = Infinity }: { maximumSamples?: number } = {},
): Promise<WaveformReading> {
  const traces: Trace[] = [];
  const notes: WaveformNote[] = [];
  let samples = 0;
  for await (const { name: source, bytes } of sources) {
    const rest = { source, maximumSamples: maximumSamples - samples };
    const reading = await readWaveforms(bytes, rest);
    for (const trace of reading.traces) samples += trace.samples.length;
    if (samples > maximumSamples) {
      throw new InputError(`Cannot read ${source}: there are too many samples`, {
        ...{ source, value: String(samples), expected: `${maximumSamples} samples at most` },
      });
    }
    for (const trace of reading.traces) traces.push(trace);
    for (const note of reading.notes) notes.push(note);
  }
  return { traces, notes };
}
