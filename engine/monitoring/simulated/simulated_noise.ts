import type { RandomStream } from "../../mathematics/mod.ts";
import { type NoiseSource, SCENE_RATE_HZ } from "./simulated_scene.ts";

/** Period of the sea's part, seconds, its damping a cycle, and its share of the power. */
const SEA = { seconds: 5, damping: 0.15, share: 0.6 };
/** How much of a sample of the rest is in the next one. */
const MEMORY = 0.7;

/**
 * Synthetic noise of a seismometer: microseisms of the sea about 5 s, and broad noise above. Simpler than
 * real noise: it has no spikes, no traffic and no days.
 */
export function simulatedNoise(
  { level, random }: { level: number; random: RandomStream },
): NoiseSource {
  const omega = 2 * Math.PI / (SEA.seconds * SCENE_RATE_HZ);
  const decay = Math.exp(-SEA.damping * omega);
  const [first, second] = [2 * decay * Math.cos(omega), -(decay ** 2)];
  // Variance of an autoregressive process of order 2 driven by noise of variance 1.
  const variance = (1 - second) / ((1 + second) * ((1 - second) ** 2 - first ** 2));
  const seaGain = level * Math.sqrt(SEA.share / variance);
  const restGain = level * Math.sqrt((1 - SEA.share) * (1 - MEMORY ** 2));
  let [sea, before, rest] = [0, 0, 0];
  const step = () => {
    [sea, before] = [first * sea + second * before + seaGain * random.normal(), sea];
    rest = MEMORY * rest + restGain * random.normal();
    return sea + rest;
  };
  // What it begins with has died away after some periods.
  for (let i = 0; i < 10 * SEA.seconds * SCENE_RATE_HZ; i++) step();
  return { next: (count) => Float64Array.from({ length: count }, step) };
}
