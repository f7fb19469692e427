import { formatChannelCode, type Pick, type Trace } from "../../domain/mod.ts";
import type { Picker } from "../../models/mod.ts";
import { TraceAligner } from "../../preprocessing/mod.ts";
import { isOfRate } from "../picking/grid_piece.ts";
import type { PickedPart } from "../picking/instrument_picker.ts";
import { StreamPicker, type StreamPickOptions } from "../stream_picker.ts";

/** Finds the arrivals of one instrument as its packets come. */
export interface InstrumentStream {
  /** Takes traces, each component's in order of time; gives the picks that became certain. */
  push(traces: readonly Trace[]): PickedPart;
  /** Picks that are not certain yet, as they stand. */
  preview(): Pick[];
  /** Ends it and gives the last picks. */
  finish(): PickedPart;
}

/** Opens the picker of one instrument, of which these components are expected. */
export type OpenInstrumentStream = (
  components: readonly ("E" | "N" | "Z")[] | undefined,
) => InstrumentStream;

/** Fewest samples a second that are read between to a picker's rate. */
const LEAST_RATE_HZ = 20;

/**
 * A network on one instrument of any rate: channels of another rate than the picker's are brought to it
 * with the state kept, so that picks are those of `pickWaveforms` on the whole record.
 *
 * The kernels must have been started. Throws ConfigurationError for options out of range.
 */
export function networkInstrumentStream(
  picker: Picker,
  options: StreamPickOptions,
): InstrumentStream {
  const stream = new StreamPicker(picker, options);
  const { samplingRateHz } = picker;
  const aligners = new Map<string, TraceAligner>();
  const align = (trace: Trace): readonly Trace[] => {
    if (trace.samplingRateHz < LEAST_RATE_HZ) return [];
    const name = formatChannelCode(trace.code);
    const known = aligners.get(name);
    if (known === undefined && isOfRate(trace, samplingRateHz)) return [trace];
    const aligner = known ?? new TraceAligner({ samplingRateHz });
    aligners.set(name, aligner);
    return aligner.push(trace).traces;
  };
  return {
    push: (traces) => stream.push(traces.flatMap(align)),
    preview: () => stream.preview(),
    finish() {
      const rest = stream.push([...aligners.values()].flatMap((one) => one.finish()));
      const last = stream.finish();
      return {
        picks: [...rest.picks, ...last.picks],
        notes: [...rest.notes, ...last.notes],
      };
    },
  };
}
