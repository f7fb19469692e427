import { type RunningKernels, runningKernels } from "../../backend/mod.ts";
import type { PointEvents, PointProcessSetting, ScoredSpan } from "../../domain/mod.ts";
import { explainNeuralEvent, explainNeuralWindow } from "../../explanation/mod.ts";
import {
  type KeptNeuralEtas,
  layKeptComponents,
  type NeuralComponents,
  NeuralVoice,
  scoreNeuralEtas,
  simulateNeuralEtas,
  uniformPlaces,
} from "../../models/mod.ts";
import { predictNeuralEtas } from "../../training/mod.ts";
import { describeHeads, describeNeuralFit } from "../benchmark/answer_neural_etas.ts";
import { fitNeuralTask, layNeuralTask } from "../benchmark/lay_neural_task.ts";
import { readNeuralEtas, writeNeuralEtas } from "./neural_etas_files.ts";
import type { FittedPointProcess, PointProcessModel } from "./point_process_model.ts";
import { regionToDrawIn } from "./region_to_draw_in.ts";

/** Events of a span as they were laid, so that a fit's own need not be laid again. */
interface LaidSpan {
  events: PointEvents;
  span: ScoredSpan;
  components: NeuralComponents;
  spans: ScoredSpan[];
}

/** ETAS with a smoothed background, moved by networks that have read the last events. */
export const NEURAL_ETAS_MODEL: PointProcessModel = {
  about: "ETAS with a smoothed background, moved by networks that have read the last events",
  fit: async (task, setting) => {
    const { span, data: { events }, seed = 1 } = task;
    const laid = layNeuralTask(task);
    const fit = await fitNeuralTask(task, { ...laid, seed });
    const kept: KeptNeuralEtas = { ...laid.kept, model: fit.model };
    const { components, spans } = laid;
    const note = {
      ...laid.note,
      ...describeNeuralFit(laid, fit),
      heads: describeHeads(fit.choices),
    };
    return fittedNeuralEtas({ kept, note, known: { events, span, components, spans } }, setting);
  },
  open: (files, setting) => fittedNeuralEtas(readNeuralEtas(files), setting),
};

function fittedNeuralEtas(
  { kept, note, known }: {
    kept: KeptNeuralEtas;
    note: Record<string, unknown>;
    known?: LaidSpan;
  },
  setting: PointProcessSetting,
): FittedPointProcess {
  const listen = openVoice(kept);
  return {
    note,
    score: (events, { span, kernels, onProgress }) => {
      const isKnown = known?.events === events && known.span === span;
      const { components, spans } = isKnown
        ? known
        : layKeptComponents(events, { kept, span, kernels, onProgress });
      const range = { start: span.from, end: span.to };
      const said = predictNeuralEtas(kept.model, { components, range, kernels });
      return scoreNeuralEtas({ components, span: spans.length - 1, range, ...said });
    },
    simulate: (window) => {
      const drawUniform = uniformPlaces(regionToDrawIn(setting));
      const kernels = runningKernels();
      const options = { kept, voice: listen(kernels), kernels, drawUniform };
      return simulateNeuralEtas({ ...options, ...window });
    },
    explain: (history, question) => {
      const kernels = runningKernels();
      const options = { kept, voice: listen(kernels), kernels };
      return "event" in question
        ? explainNeuralEvent(history, options, question.event)
        : explainNeuralWindow(history, options, question);
    },
    files: () => writeNeuralEtas(kept, note),
  };
}

/** Compiles the networks once, and anew where other kernels are at work. */
function openVoice({ model }: KeptNeuralEtas): (kernels: RunningKernels) => NeuralVoice {
  let opened: { heap: RunningKernels["heap"]; voice: NeuralVoice } | undefined;
  return (kernels) => {
    if (opened?.heap !== kernels.heap) {
      opened = { heap: kernels.heap, voice: new NeuralVoice(model, kernels) };
    }
    return opened.voice;
  };
}
