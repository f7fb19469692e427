import { graphToArtifacts, Network } from "../../../engine/backend/mod.ts";
import type { LabelledTrace, Trace } from "../../../engine/domain/mod.ts";
import { RandomStream } from "../../../engine/mathematics/mod.ts";
import {
  GraphLayout,
  type LaidNetwork,
  networkPicker,
  PHASENET_SETTINGS,
  type Picker,
} from "../../../engine/models/mod.ts";
import { readLabelledWaveforms } from "../../../engine/sources/mod.ts";
import { sharedFile } from "../../shared_data.ts";

/** The recorded components of a real trace, from 1970 on. */
export async function realTraces(
  set: "ncedc" | "stead",
  index: number,
): Promise<{ trace: LabelledTrace; traces: Trace[] }> {
  const waveforms = await readLabelledWaveforms(sharedFile(`data/waveforms/${set}`));
  const trace = waveforms.traceAt(index);
  waveforms.close();
  const components = [0, 1, 2].filter((component) => trace.componentsPresent[component]);
  return { trace, traces: components.map((component) => traceOf(trace.samples, component)) };
}

/** One component of samples that lie side by side as a trace of XX.TEST..HH. [sample, 3] */
export function traceOf(samples: Float32Array, component: number): Trace {
  return {
    code: { network: "XX", station: "TEST", location: "", channel: `HH${"ENZ"[component]}` },
    startTimeMs: 0,
    samplingRateHz: 100,
    samples: samples.filter((_, i) => i % 3 === component),
  };
}

/** Noise of three components. [sample, 3] */
export function noise(samples: number, seed: number): Float32Array {
  const random = new RandomStream(seed);
  return Float32Array.from({ length: 3 * samples }, () => random.normal());
}

/** Half the length of the tiny picker's filter. */
export const TINY_REACH = 4;

/** A picker of one convolution over nine samples, so that its answers can be worked out by hand. */
export function tinyPicker(seed = 1): { picker: Picker; weights: Float32Array } {
  const layout = new GraphLayout(new RandomStream(seed));
  layout.lay({ name: "waveform", className: "InputLayer", config: {} });
  const kernel = 2 * TINY_REACH + 1;
  const config = { filters: 3, kernel_size: [kernel], strides: [1], padding: "same" };
  layout.lay({ name: "convolution", className: "Conv1D", config, bias: [0, -2, -2] }, {
    kernel: [kernel, 3, 3],
    bias: [3],
  });
  layout.lay({ name: "softmax", className: "Softmax", config: { axis: -1 } });
  const laid = layout.finish({ name: "tiny", inputShape: [3000, 3] });
  return { picker: pickerOf(laid), weights: laid.weights };
}

/** A picker of a network that is laid, softmax included. */
export function pickerOf(laid: LaidNetwork): Picker {
  const { graph, weights } = laid;
  const network = new Network(graphToArtifacts(graph, weights), { name: graph.name });
  return networkPicker(network, { name: graph.name, settings: PHASENET_SETTINGS });
}
