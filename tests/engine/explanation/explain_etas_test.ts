import { assert, assertEquals } from "@std/assert";
import type { PointEvents } from "../../../engine/domain/mod.ts";
import { explainEtasEvent, explainEtasWindow } from "../../../engine/explanation/mod.ts";
import { simulateEtas } from "../../../engine/models/mod.ts";
import { planeScene } from "../models/etas_plane.ts";

const DAY_MS = 86_400_000;

function someEvents(): PointEvents {
  return simulateEtas(planeScene({ days: 60, seed: 4 })).draw(0);
}

function modelOf({ parameters, mc, areaKm2 }: ReturnType<typeof planeScene>) {
  return { parameters, mc, areaKm2 };
}

Deno.test("explanation: amounts sum to what a simulation expects directly", () => {
  const [history, scene] = [someEvents(), planeScene({ days: 60 })];
  const window = { startMs: 60 * DAY_MS, endMs: 67 * DAY_MS };
  const { background, events } = explainEtasWindow(history, modelOf(scene), window);
  const { expectedDirect } = simulateEtas({ ...scene, history, ...window });
  const sum = background + events.reduce((total, one) => total + one, 0);
  assert(Math.abs(sum / expectedDirect - 1) < 1e-12, `${sum} for ${expectedDirect}`);
  assert(Math.abs(background - 1e-4 * scene.areaKm2 * 7) < 1e-9);
});

Deno.test("explanation: the density at places integrates to the amount", () => {
  const scene = planeScene({ days: 60 });
  const one = (value: number) => Float64Array.of(value);
  const history: PointEvents = {
    ...{ name: "one", size: 1, isDated: false, timeMs: one(0), magnitude: one(5) },
    places: { kind: "plane", eastKm: one(0), northKm: one(0) },
  };
  const window = { startMs: DAY_MS, endMs: 2 * DAY_MS };
  const whole = explainEtasWindow(history, modelOf(scene), window).events[0];
  // In rings of ln r: 2 π r² d(ln r); the far field beyond falls as r^−2ρ.
  let sum = 0;
  const [steps, low, high] = [4_000, Math.log(1e-3), Math.log(1e6)];
  for (let i = 0; i < steps; i++) {
    const radius = Math.exp(low + (high - low) * (i + 0.5) / steps);
    const at = [radius, 0] as const;
    const density = explainEtasWindow(history, modelOf(scene), { ...window, at }).events[0];
    sum += density * 2 * Math.PI * radius ** 2 * (high - low) / steps;
  }
  assert(Math.abs(sum / whole - 1) < 1e-5, `${sum} for ${whole}`);
});

Deno.test("explanation: probabilities of parents are those of the simulated family", () => {
  const [history, scene] = [someEvents(), planeScene({ days: 60 })];
  const last = history.size - 1;
  const { background, events } = explainEtasEvent(history, modelOf(scene), last);
  const sum = background + events.reduce((total, one) => total + one, 0);
  assert(Math.abs(sum - 1) < 1e-12);
  assertEquals(events[last], 0);
  // The first event has nobody before it.
  assertEquals(explainEtasEvent(history, modelOf(scene), 0).background, 1);
  // Summed over a catalogue they give the number of background events, known by simulation.
  let expected = 0;
  for (let i = 0; i < history.size; i++) {
    expected += explainEtasEvent(history, modelOf(scene), i).background;
  }
  const drawn = 1e-4 * scene.areaKm2 * 60;
  assert(Math.abs(expected - drawn) < 4 * Math.sqrt(drawn), `${expected} for ${drawn}`);
});
