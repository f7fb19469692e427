import type { EpochRecord, ForecastConfiguration } from "../domain/mod.ts";
import { RandomStream } from "../mathematics/mod.ts";
import { Network, networkToArtifacts } from "../backend/mod.ts";
import { buildNetwork, selectTableRows } from "../models/mod.ts";
import { finishEpoch, type FitOptions, isFinished, startState } from "./fit_state.ts";
import { learningRateOf } from "./learning_rate.ts";
import { predictRaw, rangeIndices, rowsOf, targetsOf } from "./predict_raw.ts";
import { trainEpoch } from "./train_epoch.ts";
import { TrainingRun } from "./training_run.ts";

/** A trained network. */
export interface FitResult {
  /** The network with its best weights. */
  network: Network;
  /** Losses of every epoch. */
  history: EpochRecord[];
  /** The epoch whose weights were kept. */
  bestEpoch: number;
  /** Number of trained weights. */
  weights: number;
}

/**
 * Trains a network by back-propagation, with early stopping on validation and the best weights
 * restored. All that is random follows from the seed and the epoch, so that an interrupted training
 * goes on to the same weights as one that was not.
 *
 * Throws the signal's reason when stopped.
 */
export async function fitNetwork(
  configuration: ForecastConfiguration,
  options: FitOptions,
): Promise<FitResult> {
  const random = new RandomStream(configuration.seed);
  const dropout = { seed: 0 };
  const network = await layNetwork(configuration, { ...options, random: random.fork("weights") });
  const run = new TrainingRun(network.graph, {
    configuration,
    drawDropoutSeed: () => ++dropout.seed,
  });
  try {
    const start = network.weights.slice();
    const state = options.resumeFrom ?? startState(start, validate(network, options));
    const watch = watchEpochs(configuration, options.report);
    let savedEpoch = state.epoch;
    while (!isFinished(state, configuration)) {
      const epoch = state.epoch + 1;
      const stream = random.fork(`epoch ${epoch}`);
      dropout.seed = stream.fork("dropout").integer(2 ** 31);
      const learningRate = learningRateOf(epoch, { configuration, history: state.history });
      const pass = { ...options, configuration, state, stream, learningRate };
      const loss = await trainEpoch(run, { ...pass, onBatch: watch?.(epoch) })
        .catch(async (error) => {
          // A state changes only with whole epochs.
          if (options.signal?.aborted && savedEpoch < state.epoch) await options.saveState?.(state);
          throw error;
        });
      network.setWeights(state.weights);
      finishEpoch(state, { epoch, loss, valLoss: validate(network, options), learningRate });
      if (epoch % configuration.checkpointEvery === 0) {
        await options.saveState?.(state);
        savedEpoch = epoch;
      }
    }
    network.setWeights(state.best.weights);
    return {
      network,
      history: state.history,
      bestEpoch: state.best.epoch,
      weights: state.weights.length,
    };
  } catch (error) {
    network.dispose();
    throw error;
  } finally {
    run.dispose();
  }
}

/** Lays a network out of layers, with its first weights, and keeps it as data. */
async function layNetwork(
  configuration: ForecastConfiguration,
  { examples, task, random }: FitOptions & { random: RandomStream },
): Promise<Network> {
  const laid = buildNetwork(configuration, {
    shape: { ...examples, outputsPerTarget: task.outputsPerTarget },
    random,
  });
  try {
    return new Network(await networkToArtifacts(laid), { name: configuration.model });
  } finally {
    laid.dispose();
  }
}

function watchEpochs(
  { model, epochs }: ForecastConfiguration,
  report: FitOptions["report"],
): ((epoch: number) => (done: number, total: number) => void) | undefined {
  return report &&
    ((epoch) => (done, total) =>
      report({
        stage: `Training ${model}`,
        done: (epoch - 1) * total + done,
        total: epochs * total,
      }));
}

/** Mean loss on the validation part, without penalties and noise. */
function validate(network: Network, options: FitOptions): number {
  const { examples, validation, task, start, positiveWeight } = options;
  const raw = predictRaw(network, { examples, range: validation });
  const { targetSize } = examples;
  return task.lossOf(raw, {
    targets: targetsOf(examples, validation),
    start: selectTableRows(start, rowsOf(rangeIndices(validation), targetSize)),
    positiveWeight,
    targetSize,
  }).loss;
}
