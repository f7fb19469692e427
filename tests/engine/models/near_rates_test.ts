import { assert } from "@std/assert";
import { startKernels } from "../../../engine/backend/mod.ts";
import { DAY_MS } from "../../../engine/domain/mod.ts";
import {
  BACKGROUNDS,
  layKeptComponents,
  layNeuralWindow,
  openNeuralPast,
  placeColumns,
  spreadOf,
  strengthOf,
} from "../../../engine/models/mod.ts";
import { NearRates, type NearSource } from "../../../engine/models/neural_etas/near_rates.ts";
import { planeScene } from "./etas_plane.ts";
import { HISTORY_DAYS, planeHistory, planeNeuralEtas } from "./neural_etas_plane.ts";

Deno.test("near rates: background probabilities are those of the sum over all events", async () => {
  const kernels = await startKernels({ threads: 1 });
  const events = planeHistory();
  const kept = planeNeuralEtas(planeScene({ days: HISTORY_DAYS }), { uniformShare: 0.2 });
  const [startMs, endMs] = [85 * DAY_MS, HISTORY_DAYS * DAY_MS];
  const from = events.timeMs.findIndex((time) => time > startMs);
  const span = { from, to: events.size, startMs, endMs };
  const { components } = layKeptComponents(events, { kept, span, kernels });
  const past = openNeuralPast(kept, events, { startMs, kernels });
  assert(past.history.size > 500 && events.size - from > 50, `${past.history.size}`);
  const { cells, lookup } = layNeuralWindow(past, { kept, endMs });
  const near = new NearRates(past, { cells, lookup, mc: kept.mc, areaKm2: kept.areaKm2 });
  const { xyz } = placeColumns(events.places, past.origin);
  const placeOf = (event: number) => [xyz[0][event], xyz[1][event], xyz[2][event]] as const;
  const seen: number[] = [];
  for (let event = from; event < events.size; event++) {
    const simulated: NearSource[] = [];
    for (let j = from; j < event; j++) {
      const excess = events.magnitude[j] - kept.mc;
      const age = (events.timeMs[event] - events.timeMs[j]) / DAY_MS;
      const rate = strengthOf(past.law, excess) * lookup.rate(age);
      simulated.push({ place: placeOf(j), rate, spread: spreadOf(past.law, excess) });
    }
    const day = (events.timeMs[event] - startMs) / DAY_MS;
    const found = near.backgroundProbability(placeOf(event), { day, simulated });
    const here = components.background * components.densities[BACKGROUNDS * event];
    const exact = here / (here + components.triggered[event]);
    // The two backgrounds end after different passes.
    assert(Math.abs(Math.log(found / exact)) < 5e-3, `event ${event}: ${found} for ${exact}`);
    seen.push(exact);
  }
  assert(Math.min(...seen) < 0.1 && Math.max(...seen) > 0.5);
});
