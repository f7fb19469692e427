import { DAY_MS } from "../../domain/mod.ts";
import { preparePointEvents } from "../../preprocessing/mod.ts";
import type { EventTable } from "../../sources/mod.ts";
import { POINT_PROCESSES } from "../benchmark/list_of_point_processes.ts";
import { chooseIssueTime } from "../choose_issue_time.ts";
import { type PointModel, pointModelOf } from "./point_model.ts";
import { trainPointProcess, type TrainPointProcessOptions } from "./train_point_process.ts";

/** Share of the time up to the issue time that the skill is measured on. */
const TEST_SHARE = 0.2;

/**
 * Fits a process to everything up to an issue time, for a forecast without a trained model. Its skill is
 * that of a fit to the first four fifths of the time on the last fifth: what is forecast with is never
 * without one. Numbers are calibrated where `calibrationWindows` asks for it, in the same way.
 *
 * Throws what `trainPointProcess` throws.
 */
export async function fitForForecast(
  table: EventTable,
  { issueTime, calibrationWindows = 0, ...options }: TrainPointProcessOptions & {
    issueTime?: string;
  },
): Promise<PointModel> {
  const timeMs = table.events.timeMs.toSorted();
  const issueTimeMs = chooseIssueTime({ ...table.events, timeMs }, issueTime);
  const untilMs = issueTimeMs + 1; // ends are excluded
  const { events } = table;
  const firstMs = timeMs[0];
  const testStartMs = untilMs - TEST_SHARE * (untilMs - firstMs);
  const dates = { auxiliaryStartMs: options.auxiliaryStartMs, testStartMs, testEndMs: untilMs };
  const judged = await trainPointProcess({ events }, {
    ...options,
    ...dates,
    consistencyWindows: 0,
    calibrationWindows,
  });
  const { setting } = judged.card;
  const data = preparePointEvents(events, {
    ...dates,
    ...{ mc: setting.mc, magnitudeStep: setting.magnitudeStep },
    referenceRounding: setting.referenceRounding,
    region: setting.cutsRegion && setting.region !== null ? setting.region : undefined,
  });
  const { size } = data.events;
  const span = { from: size, to: size, startMs: untilMs, endMs: untilMs };
  const task = { ...options, data, span, areaKm2: setting.areaKm2 };
  const process = await POINT_PROCESSES[options.process].model.fit(task, setting);
  const fittedUntil = new Date(issueTimeMs).toISOString();
  const card = {
    ...judged.card,
    fit: process.note,
    data: { ...judged.card.data, fittedUntil },
    ratePerDay: size / ((untilMs - data.startMs) / DAY_MS),
  };
  return pointModelOf(card, process, judged.calibration);
}
