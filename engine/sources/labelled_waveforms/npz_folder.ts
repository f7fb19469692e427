import {
  findComponentsPresent,
  InputError,
  type LabelledTrace,
  type LabelledWaveforms,
} from "../../domain/mod.ts";
import type { NumpyArray } from "../numpy/read_npy.ts";
import { readNpz } from "../numpy/read_npz.ts";
import { readWholeFile } from "../read_whole_file.ts";
import { heldTraces } from "./held_traces.ts";

/** Sampling rate of PhaseNet's data, hertz: the files do not tell it. */
const SAMPLING_RATE_HZ = 100;

/**
 * Reads .npz files as PhaseNet has them, one a trace: `data` [sample, (east, north, up)], `itp` and `its`,
 * the samples of P and S, and `channels`. The name begins with network and station, "NC_MEM_".
 *
 * Throws InputError for a file that is damaged or has other arrays.
 *
 * Source: Zhu and Beroza (2019), "PhaseNet", data set of its repository.
 */
export async function readNpzFiles(
  paths: readonly string[],
  name: string,
): Promise<LabelledWaveforms> {
  const traces: LabelledTrace[] = [];
  for (const path of paths) traces.push(traceOf(readNpz(await readWholeFile(path), path), path));
  return heldTraces(traces, { name, samplingRateHz: SAMPLING_RATE_HZ, notes: [] });
}

function traceOf(arrays: ReadonlyMap<string, NumpyArray>, path: string): LabelledTrace {
  const data = arrays.get("data");
  if (data === undefined || !(data.values instanceof Float64Array) || data.shape[1] !== 3) {
    throw new InputError("Cannot read a trace of PhaseNet", {
      source: path,
      field: "data",
      value: data === undefined ? "none" : `[${data.shape}]`,
      expected: "numbers as [sample, 3]",
    });
  }
  const samples = Float32Array.from(data.values);
  const bad = samples.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) {
    throw new InputError("Cannot read a sample", { source: path, value: `sample ${bad}` });
  }
  const sampleOf = (field: string) => {
    const value = Number(arrays.get(field)?.values[0] ?? NaN);
    return value >= 0 ? value : NaN;
  };
  const name = path.split("/").at(-1)!;
  const [network = "", station = ""] = name.split("_");
  const channels = arrays.get("channels")?.values[0];
  return {
    name,
    network,
    station,
    samples,
    pSample: sampleOf("itp"),
    sSample: sampleOf("its"),
    magnitude: NaN,
    distanceKm: NaN,
    componentsPresent: findComponentsPresent(samples),
    metadata: channels === undefined ? {} : { channels: String(channels) },
  };
}
