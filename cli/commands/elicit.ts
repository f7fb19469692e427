import { ConfigurationError } from "../../engine/domain/mod.ts";
import {
  ELICIT_ACTIONS,
  ELICIT_FLAGS,
  type ElicitAction,
  WORK_ON_ELICITATIONS,
} from "../elicit_actions.ts";
import { defineVerb, type Verb } from "../verb.ts";

/** Asks experts for the probability of a window to come, and lets them earn their weight in a pool. */
export const elicit: Verb = defineVerb({
  about:
    "Asks experts what they expect of a window to come: that of a scheduled forecast, of a pool's " +
    "forecast, or any by region, magnitude and times. Answers are taken until the window begins and " +
    "kept for good. When it is over each is scored against what came (log score, Brier); an expert's " +
    "weight beside the model is small at first and earned by these scores alone, never above half. " +
    "The pool's sum of scores can fall below the model's by no more than ln(1 / the model's prior " +
    "weight), whatever experts say.",
  operands: [
    { syntax: "<action>", about: "what to do", choices: ELICIT_ACTIONS },
    { syntax: "<database>", about: "the file" },
    { syntax: "[question]", about: "with answer and show: the identifier that ask told" },
  ],
  flags: ELICIT_FLAGS,
  examples: [
    [
      "elicit ask q.db --start 2031-05-01 --end 2031-05-08 --min-magnitude 4 --box=-125,32,-113,42",
      "a week",
    ],
    ["elicit ask q.db --forecast etas.daily.2031-05-01T00Z", "of a scheduled forecast"],
    [
      "elicit answer q.db ID --author ann --probability 0.3 --reason 'swarm goes on'",
      "one or more",
    ],
    [
      "elicit answer q.db ID --author bob --number 4 --low 1 --high 12 --reason b",
      "with 90 % range",
    ],
    ["elicit show q.db ID", "what all say, pooled"],
    ["elicit score q.db", "how they did; elicit weights q.db tells what they have earned"],
  ],
  permissions: [
    "--allow-read=FOLDER-OF-DATABASE",
    "--allow-write=FOLDER-OF-DATABASE (with ask and answer)",
    "--allow-read=FILE (of --forecast-file)",
  ],
  async run({ values, operands: [word, path, question], explicit, terminal }) {
    const action = word as ElicitAction;
    const takesQuestion = action === "answer" || action === "show";
    if (takesQuestion !== (question !== undefined)) {
      throw new ConfigurationError(
        takesQuestion
          ? `Cannot ${action} without the identifier of a question; ask tells it.`
          : `Cannot use "${question}" with ${action}: only answer and show take a question.`,
        "question",
      );
    }
    const { openDatabase } = await import("../../engine/storage/mod.ts");
    const mode = action === "ask" || action === "answer" ? "write" : "read";
    using database = openDatabase(path, { mode });
    const answer = await WORK_ON_ELICITATIONS[action](database, { values, explicit, question });
    terminal.answer({ document: () => answer.document, text: () => answer.text });
  },
});
