import { graphToArtifacts, type KernelEngine, readNetwork } from "../backend/mod.ts";
import {
  ConfigurationError,
  ModelError,
  type PickerCard,
  type PickerSettings,
  type ReportProgress,
  VERSION,
} from "../domain/mod.ts";
import { RandomStream } from "../mathematics/mod.ts";
import {
  type LaidNetwork,
  LIST_OF_PICKERS,
  networkFiles,
  withFrozenNorms,
  withoutSoftmax,
  withSoftmax,
} from "../models/mod.ts";
import { blendWeights } from "./blend_weights.ts";
import type { BatchFit } from "./fit_batches.ts";
import { fitPicker, PICKER_FIT_DEFAULTS, type PickerFitConfiguration } from "./fit_picker.ts";
import { FINE_TUNING } from "./fine_tuning.ts";
import { openPickerCheckpoint } from "./picker_checkpoint.ts";
import type { TraceSplit } from "./split_traces.ts";

/** A picker that training goes on from. */
export interface PickerStart {
  /** Files of its model folder. */
  files: ReadonlyMap<string, Uint8Array>;
  /** Its card. */
  card: PickerCard;
}

/** What a picker is trained on, and how it can be watched and stopped. */
export interface TrainPickerOptions {
  /** Name of the model, for its card. */
  name: string;
  /** Kind of picker that is trained from scratch; that of `from` where there is one. */
  picker: string;
  /** A picker whose weights are fine-tuned, its batch normalisations frozen; from scratch without. */
  from?: PickerStart;
  /** Traces to fit and to choose on. */
  traces: TraceSplit;
  /** Seed of weights, windows and dropout. */
  seed: number;
  /** How it is trained, where that differs from the defaults of the way taken. */
  configuration?: Partial<PickerFitConfiguration>;
  /** Where it runs. */
  kernels: KernelEngine;
  /** Where the state after each epoch is kept; nowhere unless given. */
  checkpointPath?: string;
  /** Go on from there. */
  resume?: boolean;
  /** Stops the training between two batches. */
  signal?: AbortSignal;
  /** Told how far it has come. */
  onProgress?: ReportProgress;
  /** Software that trains, by name. */
  versions?: Record<string, string>;
}

/** A trained picker, to be saved, and how it was found. */
export interface PickerTrained {
  /** Files of its model folder, the card apart. */
  files: Map<string, Uint8Array>;
  /** What it is and what it was trained on. */
  card: PickerCard;
  /** The training of its network. */
  fit: Omit<BatchFit, "network">;
  /** Share of the new weights in those of a fine-tuned picker; 1 from scratch. */
  share: number;
}

/**
 * Trains a picker on labelled traces, from scratch or from the weights of another; those of another are
 * moved little and averaged with what they were.
 *
 * Throws ConfigurationError for a kind that cannot be trained, ModelError for weights that do not fit
 * and for a checkpoint of another training, and as `fitPicker`.
 */
export async function trainPicker(options: TrainPickerOptions): Promise<PickerTrained> {
  const { from, traces, seed, kernels, signal, onProgress } = options;
  const { network, settings, picker } = from === undefined ? layNew(options) : readStart(from);
  const defaults = from === undefined ? PICKER_FIT_DEFAULTS : FINE_TUNING.configuration;
  const configuration = { ...defaults, ...options.configuration };
  const augmentation = from === undefined ? undefined : FINE_TUNING.augmentation;
  const checkpoint = await openPickerCheckpoint(network, { ...options, configuration });
  const { network: fitted, ...fit } = await fitPicker(network, {
    ...{ train: traces.train, validation: traces.validation, seed, kernels, signal, onProgress },
    ...{ configuration, augmentation, ...checkpoint },
  });
  const share = from === undefined ? 1 : FINE_TUNING.share;
  const weights = blendWeights(network.weights, fitted.weights, share);
  const graph = from === undefined ? withSoftmax(network.graph) : readFiles(from).graph;
  const card = makeCard({ ...options, picker, settings, fit, configuration });
  const files = networkFiles(graphToArtifacts(graph, weights));
  return { files, card: { ...card, weights: weights.length }, fit, share };
}

interface Start {
  network: LaidNetwork;
  settings: PickerSettings;
  picker: string;
}

/** The network of a kind, with seeded weights. */
function layNew({ picker, seed }: TrainPickerOptions): Start {
  const trainable = LIST_OF_PICKERS.filter(({ training }) => training !== undefined);
  const training = trainable.find(({ name }) => name === picker)?.training;
  if (training !== undefined) {
    const network = training.lay(new RandomStream(seed).fork("weights"));
    return { network, settings: training.settings, picker };
  }
  const known = trainable.map(({ name }) => name).join(", ");
  throw new ConfigurationError(`Cannot train a picker "${picker}"; known are ${known}.`, "picker");
}

/** The network of a kept picker, as it is fine-tuned. */
function readStart({ files, card }: PickerStart): Start {
  const { graph, weights } = readFiles({ files, card });
  const network = { graph: withFrozenNorms(withoutSoftmax(graph)), weights };
  return { network, settings: card.settings, picker: card.picker };
}

function readFiles({ files, card: { name } }: PickerStart) {
  const [json, weights] = ["model.json", "weights.bin"].map((file) => files.get(file));
  if (json === undefined || weights === undefined) {
    throw new ModelError(`Cannot fine-tune "${name}": it is no network of ours.`, name);
  }
  return readNetwork({ modelJson: new TextDecoder().decode(json), weights }, { name });
}

function makeCard(
  options: TrainPickerOptions & {
    picker: string;
    settings: PickerSettings;
    fit: Omit<BatchFit, "network">;
    configuration: PickerFitConfiguration;
  },
): Omit<PickerCard, "weights"> {
  const { name, picker, settings, from, traces, seed, fit, configuration, versions } = options;
  const windows = fit.bestEpoch * configuration.batchesPerEpoch * configuration.batch;
  const first = from === undefined ? "" : `First ${from.card.trainedOn}; then `;
  return {
    format: 1,
    kind: "picker",
    name,
    about: [
      "Gives the probability of a P and of an S arrival at every sample of three components.",
      "It was trained on few recordings of local earthquakes: others need a look.",
      "Probabilities are those of the network; they are not calibrated.",
    ],
    ...{ picker, settings },
    source: from === undefined
      ? "trained here from scratch"
      : `fine-tuned here: ${from.card.source}`,
    licence: from?.card.licence ?? "Apache-2.0",
    trainedOn: `${first}${windows} windows drawn from ${traces.description}`,
    warnings: from?.card.warnings.slice() ?? [],
    versions: { quakecast: VERSION, ...versions },
    seed,
  };
}
