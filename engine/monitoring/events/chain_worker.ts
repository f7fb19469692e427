/**
 * The thread of an event chain: picks, events and magnitudes, apart from the warning, which must not wait
 * for them. Loaded by `threaded_chain.ts` only, as a worker.
 * @module
 */
import type { FromChain, ToChain } from "./chain_messages.ts";
import { openChainPicker } from "./chain_picker.ts";
import { type ChainAnswer, EventChain } from "./event_chain.ts";

/** The part of a worker's global object that is used; the project is checked without its types. */
const scope = globalThis as unknown as {
  onmessage: (event: MessageEvent<ToChain>) => void;
  postMessage(message: FromChain): void;
};

let chain: EventChain | undefined;

scope.onmessage = async ({ data }) => {
  try {
    scope.postMessage(await answer(data));
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    scope.postMessage({ kind: "failed", name, message });
  }
};

async function answer(message: ToChain): Promise<FromChain> {
  if (message.kind === "start") {
    chain = new EventChain(message.options, await openChainPicker(message.picker));
    return { kind: "ready" };
  }
  const startedMs = performance.now();
  const answers: ChainAnswer[] = [];
  let failure: string | undefined;
  for (const { traces, nowMs, isLast } of message.steps) {
    try {
      answers.push(isLast ? chain!.finish(nowMs) : chain!.step(traces, nowMs));
    } catch (error) {
      failure = error instanceof Error ? error.message : String(error);
      break; // what the steps before found is told
    }
  }
  return { kind: "answers", answers, workMs: performance.now() - startedMs, failure };
}
