import { ModelError, nearestWord } from "../engine/domain/mod.ts";
import type { AnyModelCard } from "../engine/training/mod.ts";
import { listModelFolders, readModelFolder } from "../engine/storage/mod.ts";

/** A model's place in a list of models. */
export interface ShelvedModel {
  /** Name of its folder. */
  name: string;
  /** Its card, unless the folder is damaged. */
  card?: AnyModelCard;
  /** Why it cannot be used. */
  fault?: ModelError;
}

/** The models of one folder, read anew where a folder has changed. */
export class ModelShelf {
  readonly #folder: string;
  readonly #cards = new Map<string, { stamp: string; model: ShelvedModel }>();

  /** Reads nothing yet. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** All models, sorted by name. Throws EnvironmentError where the folder may not be read. */
  async list(): Promise<ShelvedModel[]> {
    const names = await listModelFolders(this.#folder);
    return await Promise.all(names.map((name) => this.#read(name)));
  }

  /** One model. Throws ModelError where it is missing or damaged. */
  async find(name: string): Promise<AnyModelCard> {
    await findModelFolder(this.#folder, name);
    const { card, fault } = await this.#read(name);
    if (card === undefined) throw fault;
    return card;
  }

  async #read(name: string): Promise<ShelvedModel> {
    const path = `${this.#folder}/${name}`;
    const stamp = await stampOf(path);
    const known = this.#cards.get(name);
    if (known !== undefined && stamp !== undefined && known.stamp === stamp) return known.model;
    const model = await readCard(path, name);
    if (stamp !== undefined) this.#cards.set(name, { stamp, model });
    return model;
  }
}

/**
 * Path of a model's folder. Only names that are listed lead to one, so none leads elsewhere.
 *
 * Throws ModelError for any other name, with the nearest one.
 */
export async function findModelFolder(folder: string, name: string): Promise<string> {
  const names = await listModelFolders(folder);
  if (names.includes(name)) return `${folder}/${name}`;
  const near = nearestWord(name.slice(0, 80), names);
  const shown = JSON.stringify(name.slice(0, 80));
  throw new ModelError(
    `There is no model ${shown}.` + (near === undefined ? "" : ` Did you mean "${near}"?`),
    shown,
    { missing: true },
  );
}

/** Changes with the files of a model's folder. Undefined where there is no such folder. */
export async function stampOf(path: string): Promise<string | undefined> {
  try {
    const names = (await Array.fromAsync(Deno.readDir(path))).map(({ name }) => name).sort();
    const files = names.map(async (name) => {
      const { size, mtime, ino } = await Deno.stat(`${path}/${name}`);
      return `${name} ${size} ${mtime?.getTime()} ${ino}`;
    });
    return (await Promise.all(files)).join("\n");
  } catch (error) {
    // The folder steps aside for a moment while it is replaced.
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

async function readCard(path: string, name: string): Promise<ShelvedModel> {
  try {
    const bytes = (await readModelFolder(path)).get("card.json");
    if (bytes === undefined) throw new ModelError(`Cannot read model "${path}": no card`, path);
    return { name, card: JSON.parse(new TextDecoder().decode(bytes)) };
  } catch (error) {
    if (error instanceof ModelError) return { name, fault: error };
    throw error;
  }
}
