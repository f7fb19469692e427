import {
  type ForecastConfiguration,
  isMagnitudeCard,
  isPickerCard,
  isPointProcessCard,
  isPoolCard,
  type MagnitudeCard,
  type ModelCalibration,
  type ModelCard,
  ModelError,
  type PickerCard,
  type PointProcessCard,
  type PoolCard,
  resolveForecastConfiguration,
} from "../domain/mod.ts";
import { Network } from "../backend/mod.ts";
import { type FittedBaseline, type TaskDefinition, taskOf } from "../models/mod.ts";
import type { Normaliser, Preparation } from "../preprocessing/mod.ts";
import { readModelFolder, writeModelFolder } from "../storage/mod.ts";

/** A trained model, whole: network, preprocessing, baselines and card. */
export interface TrainedModel {
  /** Resolved options. */
  configuration: ForecastConfiguration;
  /** Everything fitted before the network. */
  preparation: Preparation;
  /** The baselines, fitted on the same training part. */
  baselines: FittedBaseline[];
  /** Name of the baseline that the network starts from. */
  startFrom: string;
  /** The network with its best weights. */
  network: Network;
  /** SHA-256 of the weights, hexadecimal. */
  weightsSha256: string;
  /** Calibrations, fitted on the validation part; none in folders from before they were kept. */
  calibration?: ModelCalibration;
  /** What was done and how good it is. */
  card: ModelCard;
}

/** From raw numbers of the network to distributions. */
export function taskOfModel(model: TrainedModel): TaskDefinition {
  return taskOf(model.configuration);
}

/**
 * Writes a trained model as one folder, whole or not at all: `model.json` and `weights.bin` (which
 * plain tfjs loads), `configuration.json`, `features.json`, `normaliser.json`, `preparation.json`,
 * `baselines.json`, `calibration.json`, `card.json` and the checksums of all.
 *
 * Throws EnvironmentError when the disk refuses.
 */
export async function saveTrainedModel(model: TrainedModel, path: string): Promise<void> {
  const { modelJson, weights } = model.network.artifacts;
  const { normaliser, featureNames, ...preparation } = model.preparation;
  const encode = (value: unknown) =>
    new TextEncoder().encode(JSON.stringify(value, null, 2) + "\n");
  await writeModelFolder(
    path,
    new Map([
      ["model.json", new TextEncoder().encode(modelJson)],
      ["weights.bin", weights],
      ["configuration.json", encode(model.configuration)],
      ["features.json", encode(featureNames)],
      ["normaliser.json", encode(normaliser)],
      ["preparation.json", encode(preparation)],
      ["baselines.json", encode({ startFrom: model.startFrom, fitted: model.baselines })],
      ...(model.calibration === undefined
        ? []
        : [["calibration.json", encode(model.calibration)] as const]),
      ["card.json", encode(model.card)],
    ]),
  );
}

/**
 * Reads a model folder; the backend must have been started.
 *
 * Throws ModelError for a missing, foreign or damaged folder, with the reason.
 */
export async function loadTrainedModel(path: string): Promise<TrainedModel> {
  const files = await readModelFolder(path);
  const read = <Value>(name: string): Value => parseModelFile(files, { name, path });
  refuseOtherKinds(read("card.json"), path);
  const baselines = read<{ startFrom: string; fitted: FittedBaseline[] }>("baselines.json");
  const weights = files.get("weights.bin")!;
  return {
    configuration: resolveForecastConfiguration(read("configuration.json")),
    preparation: {
      ...read<Omit<Preparation, "normaliser" | "featureNames">>("preparation.json"),
      normaliser: read<Normaliser>("normaliser.json"),
      featureNames: read<string[]>("features.json"),
    } as Preparation,
    baselines: baselines.fitted,
    startFrom: baselines.startFrom,
    network: new Network({
      modelJson: new TextDecoder().decode(files.get("model.json")),
      weights,
    }, { name: path }),
    weightsSha256: await digest(weights),
    calibration: files.has("calibration.json")
      ? read<ModelCalibration>("calibration.json")
      : undefined,
    card: read<ModelCard>("card.json"),
  };
}

/** Any card of a model folder. */
export type AnyModelCard = ModelCard | PointProcessCard | PickerCard | MagnitudeCard | PoolCard;

/**
 * Reads the card of a model folder alone, that of a network of any kind or of a point process; no
 * backend is needed. Throws ModelError as above.
 */
export async function readModelCard(path: string): Promise<AnyModelCard> {
  return parseModelFile(await readModelFolder(path), { name: "card.json", path });
}

/** SHA-256 as hexadecimal text. */
export async function digest(bytes: Uint8Array): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", bytes as Uint8Array<ArrayBuffer>);
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function refuseOtherKinds(card: object, path: string): void {
  const kind = isPointProcessCard(card)
    ? "point process"
    : isPoolCard(card)
    ? "pool of models"
    : isPickerCard(card)
    ? "picker"
    : isMagnitudeCard(card)
    ? "magnitude network"
    : "";
  if (kind === "") return;
  throw new ModelError(
    `Cannot load model "${path}": it is a ${kind}, not a network that forecasts.`,
    path,
  );
}

/** A file of a model folder, read as JSON. Throws ModelError where it is missing or is none. */
export function parseModelFile<Value>(
  files: ReadonlyMap<string, Uint8Array>,
  { name, path }: { name: string; path: string },
): Value {
  const bytes = files.get(name);
  if (bytes === undefined) {
    throw new ModelError(`Cannot load model "${path}": it has no ${name}.`, path);
  }
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    throw new ModelError(`Cannot load model "${path}": ${name} is not JSON.`, path, { cause });
  }
}
