/**
 * The body of the worker that estimates impacts, so that alerts never wait for one. Loaded by
 * `start_impacts.ts` only, as a worker.
 * @module
 */
import { estimateImpact, impactDocument } from "../../impact/mod.ts";
import type { FromImpactWorker, ImpactSurroundings, ToImpactWorker } from "./impact_job.ts";

/** The part of a worker's global object that is used; the project is checked without its types. */
const scope = globalThis as unknown as {
  onmessage: (event: MessageEvent<ToImpactWorker>) => void;
  postMessage(message: FromImpactWorker): void;
};

let known: ImpactSurroundings = {};

scope.onmessage = ({ data }) => {
  if (data.kind === "surroundings") known = data.surroundings;
  else scope.postMessage(estimate(data));
};

function estimate(
  { source, observations }: ToImpactWorker & { kind: "event" },
): FromImpactWorker {
  const { vs30: ground, ...surroundings } = known;
  try {
    const impact = estimateImpact({ source, observations, ground, ...surroundings });
    return { document: impactDocument(impact) };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}
