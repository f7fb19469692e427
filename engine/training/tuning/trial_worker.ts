/**
 * A thread in which trials of a search are trained, one after the other, on kernels of its own.
 * @module
 */
import { startBackend } from "../../backend/mod.ts";
import {
  type Catalogue,
  CategoryColumn,
  InsufficientDataError,
  TextColumn,
} from "../../domain/mod.ts";
import type { TrainingData } from "../training_data.ts";
import { scoreOnFold } from "./score_on_fold.ts";
import type { FromTrialThread, ToTrialThread, TrialResult, TrialTask } from "./trial_messages.ts";

const thread = globalThis as unknown as {
  postMessage(message: FromTrialThread): void;
  onmessage: ((event: MessageEvent<ToTrialThread>) => Promise<void>) | null;
};

let data: TrainingData | undefined;

/** Columns lose their class on the way into a thread. */
function receive({ catalogue, ...rest }: TrainingData): TrainingData {
  const category = ({ codes, labels }: CategoryColumn) => new CategoryColumn(codes, labels);
  const received: Catalogue = {
    ...catalogue,
    magnitudeType: category(catalogue.magnitudeType),
    eventType: category(catalogue.eventType),
    contributor: category(catalogue.contributor),
    id: new TextColumn(catalogue.id.bytes, catalogue.id.offsets),
  };
  return { ...rest, catalogue: received };
}

async function score(task: TrialTask): Promise<TrialResult> {
  const startMs = performance.now();
  const seconds = () => Math.round(performance.now() - startMs) / 1000;
  try {
    await startBackend({ threads: 1 });
    const gains = await scoreOnFold(data!, task);
    return { gains, seconds: seconds() };
  } catch (error) {
    if (!(error instanceof InsufficientDataError)) throw error;
    return { failure: error.message, seconds: seconds() };
  }
}

thread.onmessage = async ({ data: message }) => {
  try {
    if (message.kind === "start") data = receive(message.data);
    else thread.postMessage({ kind: "scored", result: await score(message.task) });
  } catch (error) {
    thread.postMessage({ kind: "failed", message: (error as Error).message });
  }
};
