import {
  ConfigurationError,
  isMagnitudeCard,
  isPickerCard,
  isPointProcessCard,
  isPoolCard,
} from "../../engine/domain/mod.ts";
import { describeMagnitudeCard } from "../magnitude_answer.ts";
import { importModel, LIST_OF_IMPORTS } from "../import_model.ts";
import { findModel, listModels } from "../model_list.ts";
import { defineVerb, type Flag, textFlag, type Verb } from "../verb.ts";

/** Lists models, shows the card of one, or takes one over from a file of another program. */
export const models: Verb = defineVerb({
  about: "Lists the models of a folder, or shows the card of one: what it answers, what it was " +
    "trained on, how good it is and what it is not for. Import writes a model folder from the " +
    "weights that another program published.",
  operands: [
    { syntax: "<action>", about: "what to do", choices: ["list", "show", "import"] },
    {
      syntax: "[model]",
      about: "with show: the folder of a model, or its name in --models; with import: the kind, " +
        LIST_OF_IMPORTS.map(({ name }) => name).join(", "),
    },
    { syntax: "[file]", about: "with import: the file of weights" },
  ],
  flags: {
    models: {
      kind: "text",
      default: "models",
      about: "folder whose folders are the models",
      placeholder: "DIR",
    } as Flag<string>,
    out: textFlag("with import: the folder that is written; in --models by its kind unless given", {
      placeholder: "DIR",
    }),
  },
  examples: [
    ["models list --models .", "the models of this folder"],
    ["models show m6", "the card as text"],
    ["models show m6 --json", "the card as it is stored"],
    ["models import phasenet phasenet.safetensors --out phasenet", "PhaseNet, to pick with"],
  ],
  permissions: [
    "--allow-read=DIR",
    "--allow-read=MODEL (outside of --models)",
    "--allow-read=FILE,OUT --allow-write=OUT (of import)",
  ],
  async run({ values, operands, terminal }) {
    const [action, model, file] = operands;
    if (action === "import") return await importModel({ kind: model, file, values, terminal });
    if (action === "list") {
      if (model !== undefined) {
        throw new ConfigurationError(
          `Cannot list the models of "${model}" so: name the folder with --models DIR.`,
          "model",
        );
      }
      const { formatTable } = await import("../../engine/drawing/mod.ts");
      const listed = await listModels(values.models);
      return terminal.answer({
        document: () => ({ models: listed }),
        text: () =>
          listed.length === 0
            ? `No model in ${values.models}; look elsewhere with --models DIR.`
            : formatTable(
              listed.map(({ name, task, horizon, verdict }) => [name, task, horizon, verdict]),
              {
                columns: ["model", "task", "horizon", "skill"].map((title) => ({ title })),
              },
            ),
      });
    }
    if (model === undefined) {
      throw new ConfigurationError(
        "Cannot show a model: name its folder, or its name in --models.",
        "model",
      );
    }
    const { readModelCard } = await import("../../engine/training/mod.ts");
    const { cardText, pickerCardText, pointCardText, poolCardText } = await import(
      "../../engine/drawing/mod.ts"
    );
    const card = await readModelCard(await findModel(model, values.models));
    terminal.answer({
      document: () => card,
      text: () =>
        isPickerCard(card)
          ? pickerCardText(card)
          : isMagnitudeCard(card)
          ? describeMagnitudeCard(card)
          : isPointProcessCard(card)
          ? pointCardText(card)
          : isPoolCard(card)
          ? poolCardText(card)
          : cardText(card),
    });
  },
});
