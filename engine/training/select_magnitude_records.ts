import {
  InputError,
  InsufficientDataError,
  type LabelledTrace,
  type LabelledWaveforms,
  MAGNITUDE_WINDOW,
} from "../domain/mod.ts";

/** Recordings that magnitudes can be learned from, and why others cannot. */
export interface SelectedRecords {
  /** Recordings with a P arrival, a magnitude and a signal, in the order of the set. */
  records: LabelledTrace[];
  /** How many were left out, by reason. */
  leftOut: Record<string, number>;
}

/**
 * Takes the recordings of a set that have what a magnitude needs: P, a magnitude, a signal, and S too
 * where `needsS`.
 *
 * Throws InputError for a set that is not at 100 Hz, InsufficientDataError where none is left.
 */
export function selectMagnitudeRecords(
  waveforms: LabelledWaveforms,
  { needsS = false }: { needsS?: boolean } = {},
): SelectedRecords {
  const { samplingRateHz } = MAGNITUDE_WINDOW;
  if (waveforms.samplingRateHz !== samplingRateHz) {
    throw new InputError(`Cannot learn magnitudes from "${waveforms.name}"`, {
      field: "sampling rate",
      value: `${waveforms.samplingRateHz} Hz`,
      expected: `${samplingRateHz} Hz`,
    });
  }
  const records: LabelledTrace[] = [];
  const leftOut: Record<string, number> = {};
  for (let i = 0; i < waveforms.count; i++) {
    const trace = waveforms.traceAt(i);
    const reason = reasonAgainst(trace, needsS);
    if (reason === undefined) records.push(trace);
    else leftOut[reason] = (leftOut[reason] ?? 0) + 1;
  }
  if (records.length === 0) {
    const amounts = { have: 0, need: 1, of: "recordings with P, magnitude and signal" };
    throw new InsufficientDataError(`Cannot learn magnitudes from "${waveforms.name}"`, amounts);
  }
  return { records, leftOut };
}

function reasonAgainst(trace: LabelledTrace, needsS: boolean): string | undefined {
  const { pSample, sSample, magnitude, samples, componentsPresent } = trace;
  if (!Number.isFinite(magnitude)) return "no magnitude";
  if (!(pSample >= 0 && pSample < samples.length / 3)) return "no P arrival";
  if (needsS && !(sSample > pSample)) return "no S arrival after P";
  if (!componentsPresent.includes(true)) return "no signal";
  return samples.every(Number.isFinite) ? undefined : "samples that are not finite";
}
