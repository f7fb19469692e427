import { assert, assertEquals, assertRejects } from "@std/assert";
import type { EtasParameters } from "../../../engine/models/mod.ts";
import { layNeuralComponents } from "../../../engine/models/mod.ts";
import { fitNeuralEtas, type NeuralEtasFit } from "../../../engine/training/mod.ts";
import { openKernels } from "../backend/open_kernels.ts";
import { modulatedEtas } from "./modulated_etas.ts";
import { scoreModulated } from "./score_modulated.ts";

/** The parameters half way between the seasons. */
function between(one: EtasParameters, factor: number): EtasParameters {
  return { ...one, log10K0: one.log10K0 + Math.log10(factor) / 2 };
}

Deno.test("neural-etas gains nothing over plain ETAS where that is the truth", async () => {
  const kernels = await openKernels();
  const made = modulatedEtas({ factor: 1, seasonDays: 150, seasons: 10, seed: 5 });
  const start = made.seasons[0].parameters;
  const { overTruth, deviation, size } = await scoreModulated(made, { start, seed: 2, kernels });
  const { nats } = overTruth.time;
  assert(size > 100, `${size} events`);
  // It may be lucky by chance alone, and must not lose what it starts from.
  assert(nats === 0 || deviation < 3, `${nats}, ${deviation}`);
  assert(nats! > -0.02, `${nats}`);
});

Deno.test("neural-etas finds seasons in which events trigger five times as much", async () => {
  const kernels = await openKernels();
  const made = modulatedEtas({ factor: 5, seasonDays: 60, seasons: 20, seed: 1 });
  const start = between(made.seasons[0].parameters, 5);
  const { overStart, overTruth, fit } = await scoreModulated(made, { start, seed: 1, kernels });
  const { time } = overStart;
  assert(time.low! > 0 && time.nats! > 0.03, JSON.stringify(time));
  assert(overTruth.time.nats! < 0, JSON.stringify(overTruth.time));
  const { rate } = fit.choices;
  assert(rate.epoch > 0 && rate.best > rate.start + 0.01, JSON.stringify(rate));
});

Deno.test("neural-etas: same seed, same weights on one thread and two; another seed, others", async () => {
  const made = modulatedEtas({ factor: 5, seasonDays: 60, seasons: 6, seed: 3 });
  const start = between(made.seasons[0].parameters, 5);
  const fits: NeuralEtasFit[] = [];
  for (const [threads, seed] of [[1, 1], [2, 1], [1, 2]]) {
    const kernels = await openKernels(threads);
    fits.push((await scoreModulated(made, { start, seed, kernels })).fit);
    await kernels.stop();
  }
  const [one, two, other] = fits;
  assertEquals(two.model, one.model);
  assertEquals(two.choices, one.choices);
  assert(other.model.rate.weights.some((weight, i) => weight !== one.model.rate.weights[i]));
});

/** A small catalogue, laid for the networks: history, training, validation and what is later. */
async function laySmall() {
  const kernels = await openKernels();
  const { events, seasons } = modulatedEtas({ factor: 1, seasonDays: 60, seasons: 4, seed: 3 });
  const spans = seasons.map(({ startMs, endMs }) => {
    const from = events.timeMs.findIndex((ms) => ms >= startMs);
    const past = events.timeMs.findIndex((ms) => ms >= endMs);
    return { from, to: past < 0 ? events.size : past, startMs, endMs };
  });
  const { parameters, mc, areaKm2 } = seasons[0];
  const shape = { neighbours: 3, floorKm: 2, uniformShare: 0.5 };
  const laid = { parameters, mc, areaKm2, spans, training: 1, shape, kernels };
  const options = {
    ...{ components: layNeuralComponents(events, laid), mc, magnitudeStep: 0.1, seed: 1, kernels },
    train: { start: spans[1].from, end: spans[1].to },
    validation: { start: spans[2].from, end: spans[2].to },
  };
  return { events, options };
}

Deno.test("neural-etas is trained anew on both parts only where that is asked, after the choice", async () => {
  const { events, options } = await laySmall();
  const { train, validation } = options;
  const plain = await fitNeuralEtas(events, options);
  assertEquals(plain.model, plain.stopped);
  const refit = { start: train.start, end: validation.end };
  const anew = await fitNeuralEtas(events, { ...options, refit });
  assertEquals(anew.choices, plain.choices);
  assertEquals(anew.stopped, plain.stopped);
  const { rate, magnitude } = anew.choices;
  assert(rate.epoch + magnitude.epoch > 0, "a network that was better on validation");
  for (const [head, { epoch }] of [["rate", rate], ["magnitude", magnitude]] as const) {
    const isSame = anew.model[head].weights.every((w, i) => w === anew.stopped[head].weights[i]);
    assertEquals(isSame, epoch === 0, head);
  }
  // Trained anew on the same events for as many epochs it is the same, where no rate was lowered.
  const same = await fitNeuralEtas(events, { ...options, refit: train });
  for (const [head, { epoch }] of [["rate", rate], ["magnitude", magnitude]] as const) {
    if (epoch <= 3) assertEquals(same.model[head].weights, plain.model[head].weights, head);
  }
});

Deno.test("neural-etas can be stopped in its training, and shows how far it has come", async () => {
  const { events, options } = await laySmall();
  const controller = new AbortController();
  let stage = "";
  const stopped = fitNeuralEtas(events, {
    ...{ ...options, signal: controller.signal },
    onProgress(progress) {
      stage = progress.stage;
      if (stage.includes("place")) controller.abort(new DOMException("stop", "AbortError"));
    },
  });
  await assertRejects(() => stopped, DOMException, "stop");
  assertEquals(stage, "Training place");
});
