import {
  isMagnitudeCard,
  isPickerCard,
  isPointProcessCard,
  isPoolCard,
  ModelError,
} from "../engine/domain/mod.ts";

/** One line of the list of models. */
export interface ListedModel {
  /** Name of the folder. */
  name: string;
  /** Path of the folder. */
  path: string;
  /** Kind of network; empty where the folder is damaged. */
  network: string;
  /** What it answers; empty where the folder is damaged. */
  task: string;
  /** For how long; empty for a picker and where the folder is damaged. */
  horizon: string;
  /** Whether it beats its baseline; null for a picker and where the folder is damaged. */
  beatsBaseline: boolean | null;
  /** Its skill in a sentence, what a picker gives, or what is wrong with it. */
  verdict: string;
}

/**
 * Lists the models of a folder; a damaged one is listed with what is wrong with it.
 *
 * Throws EnvironmentError where the folder may not be read.
 */
export async function listModels(root: string): Promise<ListedModel[]> {
  const { listModelFolders } = await import("../engine/storage/mod.ts");
  const names = await listModelFolders(root);
  return await Promise.all(names.map((name) => describeModel(name, `${root}/${name}`)));
}

/** A path that is there is taken as it is; anything else is a name in the folder of models. */
export async function findModel(nameOrPath: string, root: string): Promise<string> {
  const { listModelFolders } = await import("../engine/storage/mod.ts");
  const isPath = /[/\\]/.test(nameOrPath) || await isFolder(nameOrPath);
  if (isPath || !(await listModelFolders(root)).includes(nameOrPath)) return nameOrPath;
  return `${root}/${nameOrPath}`;
}

async function describeModel(name: string, path: string): Promise<ListedModel> {
  const { readModelCard } = await import("../engine/training/mod.ts");
  try {
    const card = await readModelCard(path);
    if (isPickerCard(card)) {
      const about = { network: card.picker, task: "picking", horizon: "" };
      return { name, path, ...about, beatsBaseline: null, verdict: card.about[0] };
    }
    if (isMagnitudeCard(card)) {
      const about = { network: "magnitude", task: "waveform magnitude", horizon: "" };
      return { name, path, ...about, beatsBaseline: null, verdict: card.about[2] };
    }
    const { skill } = card;
    if (isPointProcessCard(card)) {
      return {
        ...{ name, path, network: card.process, task: "point process", horizon: "any" },
        beatsBaseline: skill.beatsBaseline,
        verdict: skill.sentence,
      };
    }
    if (isPoolCard(card)) {
      const { task, horizon, members } = card;
      const about = { network: `pool of ${members.length}`, task, horizon };
      const { beatsBaseline, sentence: verdict } = skill;
      return { name, path, ...about, beatsBaseline, verdict };
    }
    const { configuration } = card;
    const { model, task, horizon } = configuration;
    return {
      ...{ name, path, network: model, task },
      horizon: task === "magnitude" ? "next event" : horizon,
      beatsBaseline: skill.beatsBaseline,
      verdict: skill.sentence,
    };
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    const nothing = { network: "", task: "", horizon: "", beatsBaseline: null };
    return { name, path, ...nothing, verdict: error.message };
  }
}

/** What may not be looked at is no folder that a model could be read from. */
async function isFolder(path: string): Promise<boolean> {
  try {
    return (await Deno.stat(path)).isDirectory;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    if (error instanceof Deno.errors.NotCapable) return false;
    throw error;
  }
}
