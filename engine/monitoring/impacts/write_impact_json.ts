import type { ImpactEstimate } from "../../domain/mod.ts";
import { impactDocument } from "../../impact/mod.ts";

/** An impact as one JSON document: the same bytes for the same input. */
export function writeImpactJson(estimate: ImpactEstimate): string {
  return JSON.stringify(impactDocument(estimate)) + "\n";
}
