import { CATALOGUE_FLAGS, openRequest } from "../catalogue_request.ts";
import { FORECAST_FLAGS, RECIPE_FLAGS } from "../forecast_flags.ts";
import { runTuning } from "../run_tuning.ts";
import { describeTuning, tuningDocument } from "../tuning_answer.ts";
import { EPOCHS_FLAG, FOLDS_FLAG, planOf, TUNE_FLAGS } from "../tune_flags.ts";
import { defineVerb, requiredTextFlag, switchFlag, textFlag, type Verb } from "../verb.ts";

/** Trials that are shown; the file of the leader board has all. */
const SHOWN = 10;

/** Searches for a model on a catalogue and saves the winner with its card. */
export const tune: Verb = defineVerb({
  about:
    "Tries many networks on a catalogue: layers, units, window, features, dropout and the options of " +
    "training. Each is scored on stretches before the test part, by a training on what came before the " +
    "stretch alone; the best third trains longer, and again. The first trials are drawn evenly, later " +
    "ones by what earlier ones have shown (a tree-structured Parzen estimator).\n\n" +
    "The best of many looks better than it is. The whole search is therefore repeated on earlier " +
    "stretches alone, and its choice scored on the next: the mean of these scores, with its interval, " +
    "tells what choosing was worth there. A great sequence can change it, so the range to expect of one " +
    "more stretch is told too. The winner is trained as `train` does and scored once on the test part. Where the best trial does not " +
    "beat the best baseline by more than its own standard error, the baseline wins, here and in the " +
    "repeated searches: the network is saved untrained and answers as its baseline.\n\n" +
    "Every training is kept in OUT.journal. After Ctrl-C, SIGTERM or a kill, --resume goes on to the " +
    "same winner as if nothing had happened. A budget of time makes the number of trials, not their " +
    "scores, depend on the machine.",
  flags: {
    ...CATALOGUE_FLAGS,
    polygonFile: RECIPE_FLAGS.polygonFile,
    out: requiredTextFlag("folder of the model", { placeholder: "DIR", group: "Run:" }),
    name: textFlag("name in the card; that of the folder unless given", { group: "Run:" }),
    resume: switchFlag("go on from OUT.journal", { group: "Run:" }),
    restart: switchFlag("throw OUT.journal away and start anew", { group: "Run:" }),
    ...TUNE_FLAGS,
    ...FORECAST_FLAGS,
    folds: FOLDS_FLAG,
    epochs: EPOCHS_FLAG,
  },
  examples: [
    [
      "tune --catalogue m5.csv.gz --model lstm --task rate --trials 40 --budget 30m --out best",
      "the best of 40 LSTMs, and what to expect of it",
    ],
    [
      "tune --catalogue m5.csv.gz --model cnn --batch 64 --search window=14:60 --out best",
      "with a fixed batch and a narrower window",
    ],
  ],
  permissions: [
    "--allow-read=CATALOGUE,FOLDER-OF-OUT,node_modules,engine",
    "--allow-write=FOLDER-OF-OUT",
    "--allow-read=FILE (of --covariates and --polygon-file)",
    "--allow-net=HOST (of a URL)",
  ],
  async run({ values, explicit, terminal }) {
    const { configuration, plan } = await planOf(values, explicit);
    const { out, name, budget, threads, resume, restart } = values;
    const tuned = await runTuning({
      ...{ configuration, plan, out, name, budget, threads, resume, restart, terminal },
      openRequest: () => openRequest(values.catalogue, values),
    });
    const { leaderBoardText } = await import("../../engine/drawing/mod.ts");
    terminal.answer({
      document: () => tuningDocument(tuned),
      text: () => describeTuning(tuned, leaderBoardText(tuned.board, { most: SHOWN })),
    });
  },
});
