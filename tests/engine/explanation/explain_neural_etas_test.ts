import { assert, assertEquals } from "@std/assert";
import { startKernels } from "../../../engine/backend/mod.ts";
import { DAY_MS, selectEvents } from "../../../engine/domain/mod.ts";
import {
  explainEtasWindow,
  explainNeuralEvent,
  explainNeuralWindow,
} from "../../../engine/explanation/mod.ts";
import { layKeptComponents, NeuralVoice, scoreNeuralEtas } from "../../../engine/models/mod.ts";
import { predictNeuralEtas } from "../../../engine/training/mod.ts";
import { planeScene } from "../models/etas_plane.ts";
import { HISTORY_DAYS, planeHistory, planeNeuralEtas } from "../models/neural_etas_plane.ts";

const HISTORY = planeHistory();
const SCENE = planeScene({ days: HISTORY_DAYS });
const WINDOW = { startMs: HISTORY_DAYS * DAY_MS, endMs: (HISTORY_DAYS + 3) * DAY_MS };
const kernels = await startKernels({ threads: 1 });

function explained(options: Parameters<typeof planeNeuralEtas>[1]) {
  const kept = planeNeuralEtas(SCENE, options);
  return { kept, voice: new NeuralVoice(kept.model, kernels), kernels };
}

function sumOf({ background, events }: { background: number; events: Float64Array }): number {
  return background + events.reduce((sum, one) => sum + one, 0);
}

Deno.test("neural explanation: networks that say 0 explain as ETAS does", () => {
  const model = explained({});
  for (const at of [undefined, [50, 60] as const]) {
    const found = explainNeuralWindow(HISTORY, model, { ...WINDOW, at });
    const plain = explainEtasWindow(HISTORY, SCENE, { ...WINDOW, at });
    assert(Math.abs(found.background / plain.background - 1) < 1e-9);
    const total = sumOf(plain);
    found.events.forEach((amount, i) =>
      assert(Math.abs(amount - plain.events[i]) < 1e-8 * total, `${i}: ${amount}`)
    );
  }
});

Deno.test("neural explanation: a window's amounts sum to what the model expects", () => {
  const model = explained({ noise: 0.5, hasPlace: true, uniformShare: 0.2 });
  const { size } = HISTORY;
  const span = { from: size, to: size, ...WINDOW };
  const { components, spans } = layKeptComponents(HISTORY, { kept: model.kept, span, kernels });
  const range = { start: size, end: size };
  const said = predictNeuralEtas(model.kept.model, { components, range, kernels });
  const score = { components, span: spans.length - 1, range, ...said };
  const { expectedAfter } = scoreNeuralEtas(score);
  const sum = sumOf(explainNeuralWindow(HISTORY, model, WINDOW));
  assert(Math.abs(sum / expectedAfter - 1) < 1e-6, `${sum} for ${expectedAfter}`);
  const plain = sumOf(explainEtasWindow(HISTORY, SCENE, WINDOW));
  assert(Math.abs(sum / plain - 1) > 0.01, "the networks move nothing");
});

Deno.test("neural explanation: densities at places are those that the model scores", () => {
  const model = explained({ noise: 0.5, hasPlace: true, uniformShare: 0.2 });
  const { kept } = model;
  if (HISTORY.places.kind !== "plane") throw new Error("Simulated in a plane.");
  for (const event of [60, 111, HISTORY.size - 1]) {
    const startMs = HISTORY.timeMs[event];
    const window = { startMs, endMs: startMs + 1 };
    const at = [HISTORY.places.eastKm[event], HISTORY.places.northKm[event]] as const;
    const before = selectEvents(HISTORY, Uint32Array.from({ length: event }, (_, i) => i));
    const found = explainNeuralWindow(before, model, { ...window, at });
    const here = sumOf(found);
    const density = here / sumOf(explainNeuralWindow(before, model, window));
    const range = { start: event, end: event + 1 };
    const span = { from: event, to: event + 1, startMs: startMs - 1e-3, endMs: startMs + 1 };
    const { components, spans } = layKeptComponents(HISTORY, { kept, span, kernels });
    const said = predictNeuralEtas(kept.model, { components, range, kernels });
    const terms = scoreNeuralEtas({ components, span: spans.length - 1, range, ...said });
    assert(Math.abs(density / Math.exp(terms.logDensity[0]) - 1) < 1e-3, `event ${event}`);
    const parents = explainNeuralEvent(HISTORY, model, event);
    assert(Math.abs(parents.background - found.background / here) < 1e-3);
    found.events.forEach((amount, i) => assert(Math.abs(parents.events[i] - amount / here) < 1e-3));
  }
});

Deno.test("neural explanation: probabilities of parents sum to 1", () => {
  const model = explained({ noise: 0.5, hasPlace: true, uniformShare: 0.2 });
  assertEquals(explainNeuralEvent(HISTORY, model, 0).background, 1);
  for (const event of [5, 40, HISTORY.size - 1]) {
    const found = explainNeuralEvent(HISTORY, model, event);
    assert(Math.abs(sumOf(found) - 1) < 1e-12);
    assert(found.events.subarray(event).every((one) => one === 0));
  }
});
