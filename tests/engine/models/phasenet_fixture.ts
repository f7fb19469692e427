import { gunzipSync } from "node:zlib";
import { readSafetensors } from "../../../engine/sources/mod.ts";
import type { FloatTensor } from "../../../engine/sources/mod.ts";
import { sharedFile } from "../../shared_data.ts";

const SAMPLES = 3000;
const CHANNELS = 3;

/** The published weights of PhaseNet 190703. */
export function readPhasenetWeights(): Map<string, FloatTensor> {
  const path = sharedFile("data/weights/phasenet_190703/phasenet_190703.safetensors");
  return readSafetensors(Deno.readFileSync(path), "phasenet_190703.safetensors");
}

/** Packed little-endian 32-bit floats of the shared data. */
export function readPackedFloats(path: string): Float32Array {
  const bytes = gunzipSync(Deno.readFileSync(sharedFile(path)));
  return new Float32Array(Uint8Array.from(bytes).buffer);
}

/** 3000 samples of a trace [time, channel], each channel with mean 0 and deviation 1. */
export function normalisedWindow(trace: Float32Array, start: number): Float32Array {
  const window = trace.slice(start * CHANNELS, (start + SAMPLES) * CHANNELS);
  for (let channel = 0; channel < CHANNELS; channel++) {
    const places = Array.from({ length: SAMPLES }, (_, i) => i * CHANNELS + channel);
    const mean = places.reduce((sum, i) => sum + window[i], 0) / SAMPLES;
    const variance = places.reduce((sum, i) => sum + (window[i] - mean) ** 2, 0) / SAMPLES;
    const deviation = variance === 0 ? 1 : Math.sqrt(variance); // a silent channel stays 0
    for (const i of places) window[i] = (window[i] - mean) / deviation;
  }
  return window;
}
