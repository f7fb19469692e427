import { ConfigurationError } from "../../engine/domain/mod.ts";
import { CATALOGUE_FLAGS } from "../catalogue_request.ts";
import { kindOfModel } from "../kind_of_model.ts";
import { MODEL_FLAGS, MODEL_PERMISSIONS } from "../model_flags.ts";
import { POINT_FLAGS } from "../point_flags.ts";
import { defineVerb, integerFlag, textFlag, type Verb } from "../verb.ts";

const GROUP = "Explanation:";

/** Tells what a forecast comes from: past events, or the inputs of a network. */
export const explain: Verb = defineVerb({
  about:
    "Tells how much each past event and the background contribute to the forecast of a point process: " +
    "the direct aftershocks expected of each in the window, with --at their density at a place, or " +
    "with --event the probability of each earlier event to be the parent of one.\n\n" +
    "Of a network it tells what its baseline and each input in each step of the window add to the " +
    "forecast against an average window (integrated gradients), what is lost without them, and what " +
    "each input is worth on the validation part (permutation importance, with intervals). A network " +
    "without skill is explained too; the first line then says that it is the model that is " +
    "explained, not the Earth.",
  flags: {
    ...MODEL_FLAGS,
    ...CATALOGUE_FLAGS,
    horizon: textFlag("length of the window, such as 7d; 1d unless given", {
      ...{ group: GROUP, placeholder: "DURATION" },
    }),
    issueTime: textFlag("everything up to then is used, nothing after; the last event's time", {
      ...{ group: GROUP, placeholder: "TIME" },
    }),
    at: textFlag("a place, degrees east and north; of a network that draws maps the cell there", {
      ...{ group: GROUP, placeholder: "LON,LAT" },
    }),
    event: integerFlag("an event by its number among those that count, from 1, as in the table", {
      ...{ group: GROUP, minimum: 1 },
    }),
    most: integerFlag(
      "events that are told one by one, 20 unless given; of a network steps, 8 unless given",
      { group: GROUP, minimum: 1, maximum: 10_000 },
    ),
    repeats: integerFlag(
      "shuffles of each input of a network for permutation importance; 10 unless given, 0 for none",
      { group: GROUP, minimum: 0, maximum: 1000 },
    ),
    map: textFlag("draws these events; of a network its inputs' attributions over time", {
      ...{ group: GROUP, placeholder: "FILE.svg|FILE.png" },
    }),
    ...POINT_FLAGS,
  },
  examples: [
    ["explain --model etas-sj --catalogue m1.csv.gz --horizon 7d", "a week after the last event"],
    ["explain --model etas-sj --catalogue m1.csv.gz --at=-116.5,33.5", "the rate at a place"],
    ["explain --model etas-sj --catalogue m1.csv.gz --event 1200 --json", "parents of an event"],
    ["explain --model m6 --catalogue m5.csv.gz --map why.svg", "what moved a network's forecast"],
  ],
  permissions: [
    ...MODEL_PERMISSIONS,
    "--allow-read=FOLDER --allow-write=FOLDER (of --map)",
    "--allow-read=node_modules (with --map to PNG)",
  ],
  async run({ values, explicit, terminal }) {
    if (values.at !== undefined && values.event !== undefined) {
      throw new ConfigurationError(
        "Cannot explain a place and an event at once: give --at or --event.",
        "at",
      );
    }
    const kind = await kindOfModel(values.model);
    if (kind === "pool") {
      throw new ConfigurationError(
        `Cannot explain the pool "${values.model}": explain one of its members.`,
        "model",
      );
    }
    if (kind === "network") {
      const { explainNetwork } = await import("../explain_network.ts");
      return await explainNetwork(values, { explicit, terminal });
    }
    const { explainPoint } = await import("../explain_point.ts");
    await explainPoint(values, { explicit, terminal });
  },
});
