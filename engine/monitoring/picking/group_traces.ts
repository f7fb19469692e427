import {
  formatChannelCode,
  instrumentOf,
  type Trace,
  type WaveformNote,
} from "../../domain/mod.ts";
import type { Picker } from "../../models/mod.ts";
import { alignTrace } from "../../preprocessing/mod.ts";
import { componentOf } from "./component_of.ts";
import { isOfRate } from "./grid_piece.ts";

/** Fewest samples a second that are read between to the picker's rate: P waves need 10 Hz. */
const LEAST_RATE_HZ = 20;

/** Traces by instrument, in order of code and time, and what was done to them. */
export function groupTraces(
  traces: readonly Trace[],
  picker: Picker,
): { instruments: Trace[][]; notes: WaveformNote[] } {
  const groups = new Map<string, Trace[]>();
  const notes: WaveformNote[] = [];
  for (const trace of traces) {
    const { trace: ready, note } = prepareTrace(trace, picker.samplingRateHz);
    if (note !== undefined && !notes.some((known) => isSame(known, note))) notes.push(note);
    if (ready === undefined) continue;
    const name = instrumentOf(ready.code);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [ready]);
    else group.push(ready);
  }
  const instruments = [...groups.keys()].sort()
    .map((name) => groups.get(name)!.sort((a, b) => a.startTimeMs - b.startTimeMs));
  return { instruments, notes };
}

/** Traces of a channel are many; what is done to all of them is told once. */
function isSame(a: WaveformNote, b: WaveformNote): boolean {
  return a.channel === b.channel && a.message === b.message;
}

/** A trace at the picker's rate, on the grid of time where it was resampled; or why it is left out. */
function prepareTrace(
  trace: Trace,
  pickerRateHz: number,
): { trace?: Trace; note?: WaveformNote } {
  const rate = trace.samplingRateHz;
  const note = (kind: string, message: string): WaveformNote => {
    return { kind, message, channel: formatChannelCode(trace.code), timeMs: trace.startTimeMs };
  };
  if (componentOf(trace.code) === undefined) {
    const message = "Its last letter is none of E, N, Z, 1, 2 and 3, so it is no ground motion.";
    return { note: note("left out", message) };
  }
  if (!(rate >= LEAST_RATE_HZ)) {
    const message = `It has ${rate} samples a second, too few for local arrivals: need ` +
      `${LEAST_RATE_HZ} or more.`;
    return { note: note("left out", message) };
  }
  if (isOfRate(trace, pickerRateHz)) return { trace };
  const message = `Resampled from ${rate} to ${pickerRateHz} Hz.`;
  return {
    trace: alignTrace(trace, { samplingRateHz: pickerRateHz }),
    note: note("resampled", message),
  };
}
