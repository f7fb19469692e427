import { type RunningKernels, runningKernels } from "../../backend/mod.ts";
import type { PointProcessSetting } from "../../domain/mod.ts";
import {
  drawKeptPlace,
  keepBackground,
  keptBackgroundAt,
  openRecurrentReader,
  placesWithin,
  type RecurrentProcess,
  type RecurrentReader,
  scoreRecurrent,
  simulateRecurrent,
  smoothHistory,
  uniformPlaces,
} from "../../models/mod.ts";
import { predictRecurrent, type RecurrentFit } from "../../training/mod.ts";
import { fitRecurrentTask } from "../benchmark/fit_recurrent_task.ts";
import { trainingPartsOf } from "../benchmark/training_parts.ts";
import type { FittedPointProcess, PointProcessModel } from "./point_process_model.ts";
import { type KeptRecurrent, readRecurrent, writeRecurrent } from "./recurrent_files.ts";
import { regionToDrawIn } from "./region_to_draw_in.ts";

/** A renewal law that an LSTM moves after each event, with places as in the smoothed past. */
export const RECURRENT_MODEL: PointProcessModel = {
  about:
    "renewal process whose law an LSTM moves after each event, with places of the smoothed past",
  fit: async (task, setting) => {
    const { data: { events, validation }, span, seed = 1, areaKm2, onProgress } = task;
    const { kernels } = smoothHistory(events, { span, validation, areaKm2, onProgress });
    const fit = await fitRecurrentTask(task, seed);
    const { train, validation: stop } = trainingPartsOf(task);
    const { neighbours, floorKm, uniformShare } = kernels.shape;
    const note = {
      fit: { trained_on: train.end - train.start, stopped_on: stop.end - stop.start },
      ...describeFit(fit),
      places: { neighbours, floor_km: floorKm, uniform_share: uniformShare },
    };
    const places = keepBackground(events, kernels);
    return fittedRecurrent({ process: fit.process, places, note }, setting);
  },
  open: (files, setting) => fittedRecurrent(readRecurrent(files), setting),
};

/** What the network gains on validation, nats an event, of when and how large the next one is. */
function describeFit({ process, fit, timeLoss }: RecurrentFit): Record<string, unknown> {
  const { history, bestEpoch, validationLoss } = fit;
  const head = (part: "start" | "best") => ({
    rate: -timeLoss[part],
    magnitude: timeLoss[part] - validationLoss[part],
  });
  const [start, best] = [head("start"), head("best")];
  const told = (name: "rate" | "magnitude") => ({
    best_epoch: bestEpoch,
    validation_start: start[name],
    validation_best: best[name],
  });
  return {
    window: process.window,
    weights: process.network.weights.length,
    epochs: history.length,
    heads: { rate: told("rate"), magnitude: told("magnitude") },
  };
}

function fittedRecurrent(kept: KeptRecurrent, setting: PointProcessSetting): FittedPointProcess {
  const { process, places, note } = kept;
  const { areaKm2 } = setting;
  const listen = openReaderOnce(process);
  return {
    note,
    score: (events, { span, kernels }) => {
      const range = { start: Math.max(0, span.from - 1), end: span.to };
      const outputs = predictRecurrent(events, { process, range, kernels });
      const logDensity = keptBackgroundAt(places, { places: events.places, span, areaKm2 })
        .map((relative) => Math.log(relative / areaKm2));
      return scoreRecurrent(events, { process, outputs, span, logDensity });
    },
    simulate: (window) => {
      const region = regionToDrawIn(setting);
      const drawPlace = placesWithin(region, drawKeptPlace(places, uniformPlaces(region)));
      return simulateRecurrent({ reader: listen(runningKernels()), drawPlace, ...window });
    },
    files: () => writeRecurrent(kept),
  };
}

/** Compiles the network once, and anew where other kernels are at work. */
function openReaderOnce(process: RecurrentProcess): (kernels: RunningKernels) => RecurrentReader {
  let opened: { heap: RunningKernels["heap"]; reader: RecurrentReader } | undefined;
  return (kernels) => {
    if (opened?.heap !== kernels.heap) {
      opened = { heap: kernels.heap, reader: openRecurrentReader(process, kernels) };
    }
    return opened.reader;
  };
}
