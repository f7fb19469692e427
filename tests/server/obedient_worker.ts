import type { FromWorker, ToWorker } from "../../server/forecast_job.ts";

const scope = globalThis as unknown as {
  onmessage: (event: MessageEvent<ToWorker>) => void;
  postMessage(message: FromWorker): void;
};

/** A worker that does what the body of a job says, to try what the queue makes of it. */
scope.onmessage = ({ data: message }) => {
  if (message.kind === "start") {
    const run = { backend: "wasm", simd: true, relaxedSimd: false, threads: 1 } as const;
    scope.postMessage({ kind: "ready", backend: { ...run, kernels: "simd", cores: 1 } });
    return;
  }
  const word = new TextDecoder().decode(message.job.body);
  if (word === "crash") throw new Error("crash as told");
  if (word === "reject") void Promise.reject(new Error("reject as told"));
  else if (word === "hang") { for (;;); }
  else scope.postMessage({ kind: "result", id: message.id, result: { json: `"${word}"` } });
};
