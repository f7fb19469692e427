import { etasBackground, scoreEtas, scorePoisson } from "../../models/mod.ts";
import { ETAS_BACKGROUND_MODEL, ETAS_MODEL } from "../point_processes/etas_model.ts";
import { NEURAL_ETAS_MODEL } from "../point_processes/neural_etas_model.ts";
import type { PointProcessModel } from "../point_processes/point_process_model.ts";
import { POISSON_MODEL } from "../point_processes/poisson_model.ts";
import { RECURRENT_MODEL } from "../point_processes/recurrent_model.ts";
import { answerNeuralEtas } from "./answer_neural_etas.ts";
import { answerRecurrent } from "./answer_recurrent.ts";
import { describeBackground } from "./describe_background.ts";
import { etasBefore } from "./fit_before.ts";
import type { PointProcessAnswer, PointProcessTask } from "./point_process_task.ts";

/** Names of the point processes that can be scored. */
export type PointProcessName = "poisson" | "etas" | "etas-background" | "recurrent" | "neural-etas";

/** A point process of the list. */
export interface PointProcess {
  /** Scores it by the protocol of a benchmark. */
  score(task: PointProcessTask): PointProcessAnswer | Promise<PointProcessAnswer>;
  /** How it is trained, kept and forecast with. */
  model: PointProcessModel;
}

/** Every point process by its name: a new one is an entry here. */
export const POINT_PROCESSES: Readonly<Record<PointProcessName, PointProcess>> = {
  poisson: {
    score: ({ data, span, areaKm2 }) => ({
      terms: scorePoisson(data.events, { areaKm2, startMs: data.startMs, span }),
    }),
    model: POISSON_MODEL,
  },
  etas: {
    score: (task) => {
      const { options, note } = etasBefore(task);
      return { terms: scoreEtas(task.data.events, options), note };
    },
    model: ETAS_MODEL,
  },
  "etas-background": {
    score: (task) => {
      const { events, validation } = task.data;
      const { options, note } = etasBefore(task);
      const at = etasBackground(events, { ...options, validation });
      const relativeBackground = at.relative;
      return {
        terms: scoreEtas(events, { ...options, relativeBackground }),
        note: { ...note, background: describeBackground(at) },
      };
    },
    model: ETAS_BACKGROUND_MODEL,
  },
  recurrent: { score: answerRecurrent, model: RECURRENT_MODEL },
  "neural-etas": { score: answerNeuralEtas, model: NEURAL_ETAS_MODEL },
};
