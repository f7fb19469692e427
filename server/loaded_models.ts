import {
  ConfigurationError,
  isMagnitudeCard,
  isPickerCard,
  isPoolCard,
} from "../engine/domain/mod.ts";
import {
  disposePool,
  isPointModelFolder,
  loadPointModel,
  loadPool,
  loadTrainedModel,
  type PointModel,
  type PoolModel,
  readModelCard,
  type TrainedModel,
} from "../engine/forecasting/mod.ts";
import {
  type KeptPicker,
  loadPicker,
  loadTrainedMagnitude,
  type TrainedMagnitude,
} from "../engine/training/mod.ts";
import { findModelFolder, stampOf } from "./model_shelf.ts";

/** A model by what it does. */
interface ModelByWork {
  forecast: TrainedModel | PointModel | PoolModel;
  pick: KeptPicker;
  magnitude: TrainedMagnitude;
}

/** What a model does. */
export type ModelWork = keyof ModelByWork;

interface Loaded {
  stamp: string | undefined;
  work: ModelWork;
  model: ModelByWork[ModelWork];
}

/** Models kept loaded; the one that was asked for longest ago makes room. */
const MOST_LOADED = 16;

/** How a model of each kind is loaded, what it is called and what one cannot do with others. */
const KINDS: {
  readonly [Work in ModelWork]: {
    load(path: string): Promise<ModelByWork[Work]>;
    name: string;
    cannot: string;
  };
} = {
  forecast: {
    load: async (path) => {
      if (isPoolCard(await readModelCard(path))) return await loadPool(path);
      return await isPointModelFolder(path)
        ? await loadPointModel(path)
        : await loadTrainedModel(path);
    },
    name: "a model that forecasts",
    cannot: "Cannot forecast with",
  },
  pick: { load: loadPicker, name: "a picker", cannot: "Cannot pick with" },
  magnitude: {
    load: loadTrainedMagnitude,
    name: "a magnitude network",
    cannot: "Cannot estimate magnitudes with",
  },
};

/** The models that a worker has loaded, each read anew once its folder has changed. */
export class LoadedModels {
  readonly #folder: string;
  readonly #loaded = new Map<string, Loaded>();

  /** Loads nothing yet. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * A model, ready to work. Throws ModelError where it is missing or damaged and ConfigurationError
   * where it does something else.
   */
  async get<Work extends ModelWork>(name: string, work: Work): Promise<ModelByWork[Work]> {
    const path = await findModelFolder(this.#folder, name);
    const stamp = await stampOf(path);
    const known = this.#loaded.get(name);
    this.#loaded.delete(name); // put back below, as the youngest
    const isSame = known !== undefined && stamp !== undefined && known.stamp === stamp;
    // The members of a pool lie in other folders, which may change while its own does not.
    if (isSame && !("members" in known.model)) {
      this.#loaded.set(name, known);
      refuseOtherWork(known.work, { name, work });
      return known.model as ModelByWork[Work];
    }
    if (known !== undefined) dispose(known.model);
    refuseOtherWork(await workOf(path), { name, work });
    const model = await KINDS[work].load(path);
    this.#loaded.set(name, { stamp, work, model });
    for (const [oldest, { model }] of this.#loaded) {
      if (this.#loaded.size <= MOST_LOADED) break;
      this.#loaded.delete(oldest);
      dispose(model);
    }
    return model;
  }
}

/** What the model of a folder does, as its card tells. Throws ModelError as `readModelCard`. */
async function workOf(path: string): Promise<ModelWork> {
  const card = await readModelCard(path);
  return isPickerCard(card) ? "pick" : isMagnitudeCard(card) ? "magnitude" : "forecast";
}

function refuseOtherWork(
  found: ModelWork,
  { name, work }: { name: string; work: ModelWork },
): void {
  if (found === work) return;
  throw new ConfigurationError(
    `${KINDS[work].cannot} model "${name}": it is ${KINDS[found].name}. GET /v1/models tells the ` +
      "task of each.",
    "model",
  );
}

function dispose(model: ModelByWork[ModelWork]): void {
  if ("members" in model) return disposePool(model);
  if ("network" in model) model.network.dispose();
  if ("picker" in model) model.picker.dispose();
}
