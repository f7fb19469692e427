import { ConfigurationError } from "../../engine/domain/mod.ts";
import {
  refuseOtherFlags,
  REVIEW_ACTIONS,
  REVIEW_FLAGS,
  type ReviewAction,
} from "../review_flags.ts";
import { defineVerb, type Verb } from "../verb.ts";
import { WORK_ON_REVIEWS } from "../work_on_reviews.ts";

/** Lets persons accept, reject and revise what programs found. */
export const review: Verb = defineVerb({
  about:
    "Picks, events, magnitudes and forecasts of a database as persons judge them. Queue lists " +
    "what most needs a look and why; show sets what a program found beside what stands; accept, " +
    "reject and revise write a review with author and reason, add a pick that programs missed, undo takes " +
    "the newest one back; log " +
    "lists all; skill tells month by month how far programs are from what persons left, and how forecasts " +
    "score with and without corrections. What a program found is never changed. Where somebody else was first nothing is " +
    "written, and who it was is said.",
  operands: [
    { syntax: "<action>", about: "what to do", choices: REVIEW_ACTIONS },
    { syntax: "<database>", about: "the file" },
    { syntax: "[item...]", about: "kind and identifier, such as: pick NC.MEM/P/3" },
  ],
  flags: REVIEW_FLAGS,
  examples: [
    ["review queue quakecast.db", "what most needs a look"],
    ["review show quakecast.db event chain/7", "as found, and as it stands"],
    [
      'review reject quakecast.db pick p17 --author Ada --reason "a door"',
      "no arrival",
    ],
    [
      'review revise quakecast.db magnitude chain/7/ml --magnitude 4.3 --author Ada --reason "clipped"',
      "a magnitude of a person's",
    ],
    [
      'review revise quakecast.db event chain/7 --relocate --author Ada --reason "two S were late"',
      "located anew from its picks as persons left them",
    ],
    [
      "review add quakecast.db pick --station NC.MEM..HHZ --phase S --time 2026-01-01T00:00:12.3Z " +
      '--author Ada --reason "clear S"',
      "a pick that programs missed",
    ],
    ["review log quakecast.db --author Ada", "all that Ada wrote"],
    ["review skill quakecast.db --out skill.svg", "what corrections are worth, with a drawing"],
  ],
  permissions: [
    "--allow-read=FOLDER-OF-DATABASE --allow-write=FOLDER-OF-DATABASE",
    "--allow-read=FOLDER-OF-OUT --allow-write=FOLDER-OF-OUT (with --out)",
    "--allow-read=FILES (with --stations, --velocity)",
  ],
  async run({ values, operands: [word, path, ...item], explicit, terminal }) {
    const action = word as ReviewAction;
    refuseOtherFlags(action, explicit);
    const most = ["queue", "log", "skill"].includes(action) ? 0 : action === "add" ? 1 : 2;
    if (item.length > most) {
      const message = `Cannot ${action} "${item[most]}": it is one argument too many.`;
      throw new ConfigurationError(message, "item");
    }
    const answer = await WORK_ON_REVIEWS[action]({ path, item, values, explicit });
    terminal.answer({ document: () => answer.document, text: () => answer.text });
  },
});
