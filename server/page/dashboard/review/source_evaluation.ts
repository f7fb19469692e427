import {
  type Evaluation,
  type EventMagnitude,
  type Pick,
  preferredMagnitude,
  preferredOrigin,
  type SeismicEvent,
} from "../../../../engine/domain/mod.ts";
import type { ItemAnswer } from "./review_answers.ts";

/** What an item came with of what persons said of it elsewhere; undefined where nobody did. */
export function sourceEvaluationOf({ kind, item }: ItemAnswer): Evaluation | undefined {
  if (kind === "forecast") return undefined;
  if (kind !== "event") return (item as Pick | EventMagnitude).evaluation;
  const event = item as SeismicEvent;
  return preferredOrigin(event)?.evaluation ?? preferredMagnitude(event)?.evaluation;
}
