import type { OptionValues } from "../engine/domain/mod.ts";
import type { CATALOGUE_FLAGS } from "./catalogue_request.ts";
import { describeRun } from "./backend_flags.ts";
import { type POINT_FLAGS, pointOptionsOf } from "./point_flags.ts";
import { runPointTraining } from "./point_training.ts";
import type { Terminal } from "./terminal.ts";
import { trainingCatalogueOf } from "./training_catalogue.ts";

/** The values of `train` that a point process takes. */
export type TrainPointValues = OptionValues<typeof CATALOGUE_FLAGS & typeof POINT_FLAGS> & {
  readonly model: string;
  readonly reviewed?: string;
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
  const catalogue = await trainingCatalogueOf(values);
  const dataset = datasetNameOf(catalogue.name);
  const { splitColumn, out } = values;
  const { model, backend } = await runPointTraining({
    process: values.model,
    options: await pointOptionsOf(values, { explicit, dataset }),
    openRequest: async () => ({ ...await catalogue.open(), splitColumn }),
    reviews: catalogue.reviews,
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
