import { RandomStream } from "@quakecast/quakecast/mathematics";
import type { PickedArrival } from "@quakecast/quakecast/models";
import { sharedFile } from "../../../shared_data.ts";

/** A window of 30 s at 100 Hz with the samples at which people read P and S. */
export interface LabelledWindow {
  /** East, north and up. [3000, 3] */
  readonly samples: Float32Array;
  /** Arrivals by phase. */
  readonly arrivals: Readonly<Record<"P" | "S", readonly number[]>>;
}

const WINDOW_SAMPLES = 3000;
const MARGIN_SAMPLES = 200;
/** Traces whose index is a multiple of this are kept for testing. */
const TEST_EVERY = 5;

/** Packed traces, their length, and the columns of P and S in labels.csv. */
const SETS = [
  ["ncedc", "traces_f32le_103x9001x3.bin.gz", 9001, "itp", "its"],
  ["stead", "traces_f32le_25x6000x3.bin.gz", 6000, "p_arrival_sample", "s_arrival_sample"],
] as const;

/** Windows at seeded random places around the arrivals of the traces that are kept for testing. */
export async function readTestWindows(perTrace: number): Promise<LabelledWindow[]> {
  const windows: LabelledWindow[] = [];
  const random = new RandomStream(20);
  for (const [folder, file, length, pColumn, sColumn] of SETS) {
    const path = sharedFile(`data/waveforms/${folder}`);
    const packed = (await Deno.open(`${path}/${file}`)).readable
      .pipeThrough(new DecompressionStream("gzip"));
    const values = new Float32Array(await new Response(packed).arrayBuffer());
    const lines = (await Deno.readTextFile(`${path}/labels.csv`)).trim().split("\n")
      .map((line) => line.split(","));
    const [p, s] = [pColumn, sColumn].map((name) => lines[0].indexOf(name));
    for (let trace = 0; trace < lines.length - 1; trace += TEST_EVERY) {
      const row = lines[trace + 1];
      for (let i = 0; i < perTrace; i++) {
        const [pSample, sSample] = [Number(row[p]), Number(row[s])];
        const start = drawStart(pSample, sSample, length, random);
        const from = 3 * (trace * length + start);
        windows.push({
          samples: values.slice(from, from + 3 * WINDOW_SAMPLES),
          arrivals: {
            P: [pSample - start],
            S: sSample < start + WINDOW_SAMPLES ? [sSample - start] : [],
          },
        });
      }
    }
  }
  return windows;
}

/** A start that leaves a margin around P and S, or around P where both do not fit. */
function drawStart(p: number, s: number, length: number, random: RandomStream): number {
  const most = Math.min(length - WINDOW_SAMPLES, p - MARGIN_SAMPLES);
  const least = Math.max(0, s + MARGIN_SAMPLES - WINDOW_SAMPLES);
  const from = least <= most ? least : Math.max(0, p + MARGIN_SAMPLES - WINDOW_SAMPLES);
  return from + Math.floor(random.uniform() * (Math.max(from, most) - from + 1));
}

/** F1 of one phase: a pick within the tolerance of the only arrival matches, one at most. */
export function scoreWindows(
  windows: readonly LabelledWindow[],
  pick: (samples: Float32Array) => readonly PickedArrival[],
): (phase: "P" | "S", toleranceSamples: number) => number {
  const found = windows.map(({ samples }) => pick(samples));
  return (phase, toleranceSamples) => {
    let [labels, picks, matched] = [0, 0, 0];
    windows.forEach(({ arrivals }, i) => {
      const samples = found[i].filter((one) => one.phase === phase).map(({ sample }) => sample);
      labels += arrivals[phase].length;
      picks += samples.length;
      matched += arrivals[phase].filter((arrival) =>
        samples.some((sample) =>
          Math.abs(sample - arrival) <= toleranceSamples
        )
      ).length;
    });
    return 2 * matched / (labels + picks);
  };
}
