import { BACKEND_FLAGS } from "../backend_flags.ts";
import { CATALOGUE_FLAGS } from "../catalogue_request.ts";
import { configurationOf, FORECAST_FLAGS, RECIPE_FLAGS } from "../forecast_flags.ts";
import { describeTraining, trainingDocument } from "../training_answer.ts";
import { runTraining } from "../run_training.ts";
import { isPointModelName, POINT_FLAGS, refuseFlagsOfOthers } from "../point_flags.ts";
import { trainPoint } from "../train_point.ts";
import { trainingCatalogueOf } from "../training_catalogue.ts";
import {
  defineVerb,
  type Flag,
  requiredTextFlag,
  switchFlag,
  textFlag,
  type Verb,
} from "../verb.ts";
import { POINT_MODEL_NAMES } from "../../engine/domain/mod.ts";

/** Trains a model on a catalogue and saves it with its card. */
export const train: Verb = defineVerb({
  about:
    "Reads and cleans a catalogue, splits it by time, fits the baselines and a network on its " +
    "first part, chooses on the second, scores once on the third, and writes the model with its " +
    "card to a folder, whole or not at all.\n\n" +
    "The state after each epoch is kept in OUT.checkpoint. After Ctrl-C or SIGTERM, --resume goes on " +
    "from it to the same weights as if nothing had happened. The file is removed once the model " +
    "is saved.\n\n" +
    "A preset fits on 64 % of the time, watches 16 % and restores the best epoch there: the 80 % " +
    "before the test part. With squared error, as in the presets, actual against predicted " +
    "magnitudes of the test part are drawn to OUT.actual-predicted.svg.\n\n" +
    `A point process (${POINT_MODEL_NAMES.join(", ")}) is fitted instead, its test part ` +
    "scored by a fit to all before it, nats per event beside a Poisson process, and short forecasts of the test " +
    "part are tested for consistency.",
  flags: {
    ...CATALOGUE_FLAGS,
    catalogue: { ...CATALOGUE_FLAGS.catalogue, required: false },
    reviewed: textFlag("database whose events, as people reviewed them, are the catalogue", {
      ...{ placeholder: "DATABASE", group: "Catalogue:" },
    }),
    ...RECIPE_FLAGS,
    out: requiredTextFlag("folder of the model", { placeholder: "DIR", group: "Run:" }),
    name: textFlag("name in the card; that of the folder unless given", { group: "Run:" }),
    resume: switchFlag("go on from OUT.checkpoint", { group: "Run:" }),
    restart: switchFlag("throw OUT.checkpoint away and start anew", { group: "Run:" }),
    ...BACKEND_FLAGS,
    ...FORECAST_FLAGS,
    model: {
      ...FORECAST_FLAGS.model,
      about: "network, or point process; an LSTM keeps the long memory that aftershock decay has",
      choices: [...FORECAST_FLAGS.model.choices!, ...POINT_MODEL_NAMES],
    } as Flag<string>,
    ...POINT_FLAGS,
  },
  examples: [
    [
      "train --catalogue m5.csv.gz --model lstm --task rate --min-magnitude 6 --horizon 7d --out m6",
      "the number of M6 events in a week",
    ],
    [
      "train --catalogue m5.csv.gz --preset two-layer-lstm --epochs 20 --out recipe",
      "a published recipe, shortened",
    ],
    [
      "train --catalogue m5.csv.gz --covariates strain.csv --covariate-rules strain:mean --out m6s",
      "with a series beside the catalogue",
    ],
    [
      "train --catalogue m25.csv.gz --model etas-background --test-start 2016-01-01 --out etas",
      "a point process, scored as EarthquakeNPP scores",
    ],
    [
      "train --catalogue m5.csv.gz --tides --covariates ground=strain.csv --covariates noise.csv --out fused",
      "several groups of inputs; a forecast does without those that are missing, and says so",
    ],
  ],
  permissions: [
    "--allow-read=CATALOGUE,FOLDER-OF-OUT,node_modules,engine",
    "--allow-write=FOLDER-OF-OUT",
    "--allow-read=FOLDER-OF-DATABASE --allow-write=FOLDER-OF-DATABASE (with --reviewed)",
    "--allow-read=FILE (of --covariates and --polygon-file)",
    "--allow-net=HOST (of a URL)",
  ],
  async run({ values, explicit, terminal }) {
    refuseFlagsOfOthers(explicit, values.model);
    if (isPointModelName(values.model)) return await trainPoint({ values, explicit, terminal });
    const configuration = await configurationOf(explicit);
    const catalogue = await trainingCatalogueOf(values);
    const { model, backend, plot } = await runTraining({
      configuration,
      openRequest: () => catalogue.open(),
      reviews: catalogue.reviews,
      ...{ out: values.out, name: values.name, threads: values.threads },
      ...{ resume: values.resume, restart: values.restart, terminal },
    });
    const { skillTable } = await import("../../engine/drawing/mod.ts");
    const answer = { card: model.card, backend, out: values.out, plot };
    terminal.answer({
      document: () => trainingDocument(answer),
      text: () => describeTraining(answer, skillTable(model.card)),
    });
  },
});
