import {
  isPointModelFolder,
  loadPointModel,
  loadTrainedModel,
  type PointModel,
  type TrainedModel,
} from "../engine/forecasting/mod.ts";
import { findModelFolder, stampOf } from "./model_shelf.ts";

/** A network or a point process. */
export type LoadedModel = TrainedModel | PointModel;

/** Models kept loaded; the one that was asked for longest ago makes room. */
const MOST_LOADED = 16;

/** The models that a worker has loaded, each read anew once its folder has changed. */
export class LoadedModels {
  readonly #folder: string;
  readonly #loaded = new Map<string, { stamp: string | undefined; model: LoadedModel }>();

  /** Loads nothing yet. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** A model, ready to forecast. Throws ModelError where it is missing or damaged. */
  async get(name: string): Promise<LoadedModel> {
    const path = await findModelFolder(this.#folder, name);
    const stamp = await stampOf(path);
    const known = this.#loaded.get(name);
    this.#loaded.delete(name); // put back below, as the youngest
    if (known !== undefined && stamp !== undefined && known.stamp === stamp) {
      this.#loaded.set(name, known);
      return known.model;
    }
    if (known !== undefined) dispose(known.model);
    const model = await isPointModelFolder(path)
      ? await loadPointModel(path)
      : await loadTrainedModel(path);
    this.#loaded.set(name, { stamp, model });
    for (const [oldest, { model }] of this.#loaded) {
      if (this.#loaded.size <= MOST_LOADED) break;
      this.#loaded.delete(oldest);
      dispose(model);
    }
    return model;
  }
}

function dispose(model: LoadedModel): void {
  if ("network" in model) model.network.dispose();
}
