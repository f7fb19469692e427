import type { RunningKernels } from "../../backend/mod.ts";
import type { PointEvents, ReportProgress } from "../../domain/mod.ts";
import { preparePointEvents } from "../../preprocessing/mod.ts";
import { POINT_PROCESSES, type PointProcessName } from "../benchmark/list_of_point_processes.ts";
import type { PointModel } from "../point_processes/point_model.ts";
import type { FittedPointProcess } from "../point_processes/point_process_model.ts";

/**
 * Fits the process of a model anew to what comes before a time, as its training did before its
 * validation part: the one that is kept has learned from the validation part too, and would be given
 * more weight there than it has earned.
 */
export async function refitProcess(
  { card }: PointModel,
  events: PointEvents,
  { beforeMs, kernels, onProgress }: {
    beforeMs: number;
    kernels: RunningKernels;
    onProgress?: ReportProgress;
  },
): Promise<FittedPointProcess> {
  const { setting, data: { historyStart, trainingStart, testStart, testEnd } } = card;
  const data = preparePointEvents(events, {
    auxiliaryStartMs: Date.parse(historyStart),
    trainingStartMs: Date.parse(trainingStart),
    validationStartMs: beforeMs,
    testStartMs: Date.parse(testStart),
    testEndMs: Date.parse(testEnd),
    mc: setting.mc,
    magnitudeStep: setting.magnitudeStep,
    referenceRounding: setting.referenceRounding,
    ...(setting.cutsRegion ? { region: setting.region! } : {}),
  });
  const { model } = POINT_PROCESSES[card.process as PointProcessName];
  const task = { data, span: data.validation!, areaKm2: setting.areaKm2, kernels, onProgress };
  return await model.fit({ ...task, seed: card.seed }, setting);
}
