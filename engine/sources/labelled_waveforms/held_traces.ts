import {
  InputError,
  type LabelledTrace,
  type LabelledWaveforms,
  type WaveformNote,
} from "../../domain/mod.ts";

/** A set of traces that are held in memory; a trace it gives may be changed without harm to the set. */
export function heldTraces(
  traces: readonly LabelledTrace[],
  { name, samplingRateHz, notes }: {
    name: string;
    samplingRateHz: number;
    notes: readonly WaveformNote[];
  },
): LabelledWaveforms {
  return {
    name,
    names: traces.map((trace) => trace.name),
    samplingRateHz,
    count: traces.length,
    notes,
    traceAt: (index) => {
      const trace = traces[index];
      if (trace === undefined) throw noSuchTrace(index, { count: traces.length, source: name });
      return { ...trace, samples: trace.samples.slice() };
    },
    close: () => {},
  };
}

/** The error for an index outside a set. */
export function noSuchTrace(
  index: number,
  { count, source }: { count: number; source: string },
): InputError {
  return new InputError(`Cannot find trace ${index}`, {
    source,
    expected: `an index from 0 to ${count - 1}`,
  });
}
