import { InputError } from "../../domain/mod.ts";
import type { KeptBackground, RecurrentProcess } from "../../models/mod.ts";
import { BACKGROUND_FILE, packBackground, unpackBackground } from "./background_file.ts";
import { fileOf, layersOf, readLayers, weightsOf } from "./network_file.ts";

const PARAMETERS_FILE = "parameters.json";
const WEIGHTS_FILE = "network.bin";

/** What is kept of a recurrent process, and what its card tells of it. */
export interface KeptRecurrent {
  /** The process, in time and magnitude. */
  process: RecurrentProcess;
  /** Where its events are: the smoothed past. */
  places: KeptBackground;
  /** What its card tells. */
  note: Record<string, unknown>;
}

/** A recurrent process as files by name. */
export function writeRecurrent({ process, places, note }: KeptRecurrent): Map<string, Uint8Array> {
  const { mc, magnitudeStep, window, startMs, network, start, scale } = process;
  const document = {
    ...{ mc, magnitudeStep, window, startMs },
    start: Array.from(start),
    scale: { mean: Array.from(scale.mean), deviation: Array.from(scale.deviation) },
    shape: places.shape,
    network: layersOf(network),
    note,
  };
  return new Map([
    [PARAMETERS_FILE, new TextEncoder().encode(JSON.stringify(document, null, 2) + "\n")],
    [WEIGHTS_FILE, weightsOf(network)],
    [BACKGROUND_FILE, packBackground(places)],
  ]);
}

/** Reads what `writeRecurrent` wrote. Throws InputError for a file that is missing or cut short. */
export function readRecurrent(files: ReadonlyMap<string, Uint8Array>): KeptRecurrent {
  const document = JSON.parse(new TextDecoder().decode(fileOf(files, PARAMETERS_FILE)));
  const { mc, magnitudeStep, window, startMs, start, scale, shape, note } = document;
  const network = readLayers(document.network, { files, file: WEIGHTS_FILE });
  if (network === null || [start, scale?.mean, scale?.deviation, shape].includes(undefined)) {
    throw new InputError("Cannot read a recurrent process", {
      source: PARAMETERS_FILE,
      expected: "start, scale, shape and a network",
    });
  }
  const process = {
    ...{ mc, magnitudeStep, window, startMs, network },
    start: Float64Array.from(start),
    scale: { mean: Float64Array.from(scale.mean), deviation: Float64Array.from(scale.deviation) },
  };
  return { process, places: unpackBackground(fileOf(files, BACKGROUND_FILE), shape), note };
}
