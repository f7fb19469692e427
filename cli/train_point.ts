import type { OptionValues } from "../engine/domain/mod.ts";
import { type CATALOGUE_FLAGS, openRequest } from "./catalogue_request.ts";
import { describeRun } from "./backend_flags.ts";
import { type POINT_FLAGS, pointOptionsOf } from "./point_flags.ts";
import { runPointTraining } from "./point_training.ts";
import type { Terminal } from "./terminal.ts";

/** The values of `train` that a point process takes. */
export type TrainPointValues = OptionValues<typeof CATALOGUE_FLAGS & typeof POINT_FLAGS> & {
  readonly model: string;
  readonly out: string;
  readonly name?: string;
  readonly threads?: number;
};

/** Trains a point process as `train` is asked to, and tells of it. */
export async function trainPoint(
  { values, explicit, terminal }: {
    values: TrainPointValues;
    explicit: Readonly<Record<string, unknown>>;
    terminal: Terminal;
  },
): Promise<void> {
  const startedMs = performance.now();
  const { datasetNameOf } = await import("../engine/forecasting/mod.ts");
  const dataset = datasetNameOf(values.catalogue);
  const { splitColumn, out } = values;
  const { model, backend } = await runPointTraining({
    process: values.model,
    options: await pointOptionsOf(values, { explicit, dataset }),
    openRequest: async () => ({ ...await openRequest(values.catalogue, values), splitColumn }),
    ...{ out, name: values.name, threads: values.threads, terminal },
  });
  const { pointCardText } = await import("../engine/drawing/mod.ts");
  const { card } = model;
  terminal.answer({
    document: () => ({
      ...{ model: card.process, kind: card.kind, name: card.name, out },
      ...{ scores: card.scores, skill: card.skill, card },
      run: describeRun(backend, startedMs),
    }),
    text: () => `${pointCardText(card)}\n\nSaved to ${out}.`,
  });
}
