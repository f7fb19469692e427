import type { KernelEngine } from "../backend/mod.ts";
import {
  formOfWindow,
  type MagnitudeNetwork,
  measureMagnitudeWindow,
  readWindowMagnitude,
  type WindowMagnitude,
} from "../models/mod.ts";
import { predictForms } from "./predict_forms.ts";

/**
 * The magnitudes that a network reads from windows of ground motion, each [3000, 3] from 1 s before P, in
 * the unit it was trained on. Throws InputError for a window without signal.
 */
export function predictMagnitudes(
  model: MagnitudeNetwork,
  { windows, kernels }: { windows: readonly Float32Array[]; kernels: KernelEngine },
): WindowMagnitude[] {
  if (windows.length === 0) return [];
  const measures = windows.map(measureMagnitudeWindow);
  const forms = windows.map((window, i) => formOfWindow(window, measures[i]));
  const said = predictForms(model.network, { forms, kernels });
  return measures.map((measured, i) =>
    readWindowMagnitude(model, { measures: measured, said: said.subarray(2 * i, 2 * i + 2) })
  );
}
