/**
 * Reads one HDF5 file in a thread of its own: the library that does it stops for good at some damaged
 * files, and may go round in circles at others.
 * @module
 */
import type { Hdf5Answer, Hdf5Request } from "./hdf5_messages.ts";
import { readHdf5Traces } from "./read_hdf5_traces.ts";
import { readKerasModel } from "./read_keras_model.ts";

interface WorkerScope {
  onmessage: ((event: MessageEvent<Hdf5Request>) => void) | null;
  postMessage(message: Hdf5Answer, transfer?: Transferable[]): void;
}

const scope = globalThis as unknown as WorkerScope;

// The library prints its troubles; they are told in the answer instead.
for (const method of ["error", "warn", "log"] as const) {
  Reflect.set(globalThis.console, method, () => {});
}

scope.onmessage = async ({ data: request }) => {
  try {
    if ("kerasBytes" in request) {
      const model = await readKerasModel(request.kerasBytes);
      scope.postMessage({ kind: "keras", model });
      scope.postMessage({ kind: "end" });
      return;
    }
    for await (const answer of readHdf5Traces(request)) {
      const transfer = answer.kind === "trace" ? [answer.trace.samples.buffer] : [];
      scope.postMessage(answer, transfer);
    }
    scope.postMessage({ kind: "end" });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    scope.postMessage({ kind: "failed", reason });
  }
};
