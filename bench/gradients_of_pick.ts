import { compileInputGradient, type KernelEngine } from "../engine/backend/mod.ts";
import { integratedGradients, placeOfPhase } from "../engine/explanation/mod.ts";
import { type Picker, withoutSoftmax } from "../engine/models/mod.ts";

/**
 * Integrated gradients of the log-odds of a phase at a sample of a normalised window against a silent one, to
 * be set beside what `explainPick` says. [sample, component]
 */
export function gradientsOfPick(
  picker: Picker,
  window: Float32Array,
  { phase, sample, engine }: { phase: string; sample: number; engine: KernelEngine },
): Float64Array {
  const place = placeOfPhase(picker, phase);
  const { graph, weights } = picker.network!;
  const network = compileInputGradient(withoutSoftmax(graph), {
    values: weights,
    batch: 4,
    engine,
  });
  const classes = picker.classes.length;
  const logitsOf = (outputs: Float32Array, row: number) => {
    const start = row * network.outputSize + sample * classes;
    return outputs.subarray(start, start + classes);
  };
  const rows = (inputs: Float32Array) =>
    Array.from({ length: inputs.length / network.exampleSize }, (_, row) => row);
  const othersOf = (logits: Float32Array) =>
    logits.map((one, i) => i === place ? 0 : Math.exp(one));
  const sum = (values: Float32Array) => values.reduce((total, value) => total + value, 0);
  try {
    return integratedGradients({
      ...{ input: window, baseline: new Float32Array(window.length), batch: network.batch },
      value(inputs) {
        const outputs = network.predict(inputs);
        return rows(inputs).map((row) => {
          const logits = logitsOf(outputs, row);
          return logits[place] - Math.log(sum(othersOf(logits)));
        });
      },
      gradient: (inputs) =>
        network.gradient(inputs, (outputs) => {
          const slopes = new Float32Array(outputs.length);
          for (const row of rows(inputs)) {
            const others = othersOf(logitsOf(outputs, row));
            const all = sum(others);
            logitsOf(slopes, row).set(others.map((one, i) => i === place ? 1 : -one / all));
          }
          return slopes;
        }),
    }).attributions;
  } finally {
    network.dispose();
  }
}
