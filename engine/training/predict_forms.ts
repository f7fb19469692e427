import { compileGraph, type KernelEngine } from "../backend/mod.ts";
import { MAGNITUDE_WINDOW_SIZE } from "../domain/mod.ts";
import { type LaidNetwork, MAGNITUDE_OUTPUTS_OF_WINDOW } from "../models/mod.ts";

/** Windows that are run at once. */
const LARGEST_BATCH = 64;

/** What a magnitude network says of the forms of windows, each [3000, 3]. [window, 2] */
export function predictForms(
  { graph, weights }: LaidNetwork,
  { forms, kernels: engine }: { forms: readonly Float32Array[]; kernels: KernelEngine },
): Float32Array {
  const batch = Math.max(1, Math.min(LARGEST_BATCH, forms.length));
  const width = MAGNITUDE_OUTPUTS_OF_WINDOW;
  const said = new Float32Array(forms.length * width);
  const predictor = compileGraph(graph, { values: weights, batch, engine });
  try {
    for (let from = 0; from < forms.length; from += batch) {
      const some = forms.slice(from, from + batch);
      const input = new Float32Array(some.length * MAGNITUDE_WINDOW_SIZE);
      some.forEach((form, i) => input.set(form, i * MAGNITUDE_WINDOW_SIZE));
      said.set(predictor.predict(input).subarray(0, some.length * width), from * width);
    }
    return said;
  } finally {
    predictor.dispose();
  }
}
