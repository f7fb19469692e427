import type { Pick, Trace } from "../domain/mod.ts";
import type { Picker } from "../models/mod.ts";
import { pickWaveforms, type PickWaveformsOptions } from "./pick_waveforms.ts";
import type { PickedPart } from "./picking/instrument_picker.ts";

/** Anything that finds arrivals in the traces of instruments: a network or a classical picker. */
export interface TracePicker {
  /** Name, for tables. */
  readonly name: string;
  /** Seconds of the record it looks at, at least; shorter ones it fills up with zeros. 0 for any. */
  readonly windowSeconds: number;
  /** Finds arrivals, in order of time, and tells what was done to the traces. */
  pick(traces: readonly Trace[]): Promise<PickedPart> | PickedPart;
}

/** Which arrivals are taken. */
export interface TracePickOptions extends PickWaveformsOptions {
  /** The likeliest arrival of each phase and no other, however unlikely; thresholds are not asked then. */
  likeliest?: boolean;
}

/** A network as it picks continuous waveforms. The kernels must have been started. */
export function networkTracePicker(
  picker: Picker,
  { likeliest = false, ...options }: TracePickOptions = {},
): TracePicker {
  const zeros = Object.fromEntries(Object.keys(picker.defaultThresholds).map((name) => [name, 0]));
  return {
    name: picker.name,
    windowSeconds: picker.windowSamples / picker.samplingRateHz,
    async pick(traces) {
      if (!likeliest) return await pickWaveforms(traces, picker, options);
      const all = await pickWaveforms(traces, picker, { ...options, thresholds: zeros });
      return { ...all, picks: keepLikeliest(all.picks) };
    },
  };
}

/** The likeliest pick of each phase, in order of time. */
function keepLikeliest(picks: readonly Pick[]): Pick[] {
  const best = new Map<string, Pick>();
  for (const pick of picks) {
    const known = best.get(pick.phase);
    if ((pick.probability ?? 0) > (known?.probability ?? -1)) best.set(pick.phase, pick);
  }
  return [...best.values()].sort((a, b) => a.timeMs - b.timeMs);
}
