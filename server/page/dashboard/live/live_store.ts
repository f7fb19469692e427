import { createStore, type Store } from "../create_store.ts";
import { EMPTY_STATE, type LiveState } from "./live_state.ts";
import { createSystemClock, type SystemClock } from "./system_clock.ts";
import { createTraceStore, type TraceStore } from "./trace_store.ts";

/** The one state of the live system on this page. */
export const liveStore: Store<LiveState> = createStore(EMPTY_STATE);

/** The system's time. */
export const systemClock: SystemClock = createSystemClock();

/** The last minutes of the channels that are shown; they are drawn many times a second and stay outside the state. */
export const traces: TraceStore = createTraceStore();

/** Channels whose waveforms are followed, "NET.STA.LOC.CHA". */
export const shownChannels: Store<readonly string[]> = createStore<readonly string[]>([]);

/** The system's time now, UTC epoch milliseconds; NaN before it is known. */
export function systemNowMs(): number {
  return systemClock.at(performance.now());
}
