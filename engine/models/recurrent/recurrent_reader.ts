import { compileGraph, type KernelEngine } from "../../backend/mod.ts";
import {
  HISTORY_FEATURES,
  type HistoryMemory,
  rememberEvent,
  startMemory,
} from "./history_features.ts";
import { moveLaw, RECURRENT_OUTPUTS, type RecurrentProcess } from "./recurrent_process.ts";

/** What has been read: the last windows, and what was remembered before. */
export interface RecurrentReading {
  /** What is remembered of all events. */
  memory: HistoryMemory;
  /** Features of the last events, the newest last. [time, feature] */
  window: Float32Array;
}

/** A recurrent process that reads event after event and says the law of the next. */
export interface RecurrentReader {
  /** Smallest magnitude. */
  mc: number;
  /** Step of magnitudes. */
  magnitudeStep: number;
  /** Nothing is read yet. */
  begin(): RecurrentReading;
  /** The same reading, to go on from twice. */
  copy(reading: RecurrentReading): RecurrentReading;
  /** Reads the next event. */
  read(reading: RecurrentReading, event: { timeMs: number; magnitude: number }): void;
  /** The law after what was read: numbers of the wait, then ln β. Written anew by the next call. [output] */
  lawAfter(reading: RecurrentReading): Float64Array;
  /** Gives the network's buffers back. */
  dispose(): void;
}

/** Compiles the network of a process, to be asked about one window at a time. */
export function openRecurrentReader(
  process: RecurrentProcess,
  engine: KernelEngine,
): RecurrentReader {
  const { network: { graph, weights }, scale, start, startMs, mc, magnitudeStep } = process;
  const predictor = compileGraph(graph, { values: weights, batch: 1, engine });
  const row = new Float64Array(HISTORY_FEATURES);
  const law = new Float64Array(RECURRENT_OUTPUTS);
  return {
    mc,
    magnitudeStep,
    begin: () => ({
      memory: startMemory(startMs),
      window: new Float32Array(process.window * HISTORY_FEATURES),
    }),
    copy: ({ memory: { timeMs, faded }, window }) => ({
      memory: { timeMs, faded: faded.slice() },
      window: window.slice(),
    }),
    read({ memory, window }, { timeMs, magnitude }) {
      rememberEvent(memory, { timeMs, excess: magnitude - mc }, row);
      window.copyWithin(0, HISTORY_FEATURES);
      const at = window.length - HISTORY_FEATURES;
      // As `scaleRows` has it, without a new array for each event of a long history.
      for (let i = 0; i < HISTORY_FEATURES; i++) {
        window[at + i] = (row[i] - scale.mean[i]) / scale.deviation[i];
      }
    },
    lawAfter({ window }) {
      moveLaw(start, { outputs: predictor.predict(window), at: 0 }, law);
      return law;
    },
    dispose: () => predictor.dispose(),
  };
}
