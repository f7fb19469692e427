import { InputError } from "../../domain/mod.ts";
import { type KeptNeuralEtas, readEtasParameters, writeEtasParameters } from "../../models/mod.ts";
import { fileOf, layersOf, readLayers, weightsOf } from "./network_file.ts";

const PARAMETERS_FILE = "parameters.json";

/** The networks, each with its weights in a file of its name: little-endian 32-bit floats. */
const NETWORKS = ["rate", "place", "magnitude"] as const;

const weightsFile = (name: typeof NETWORKS[number]) => `${name}.bin`;

/** A neural ETAS and what its card tells of it, as files by name. */
export function writeNeuralEtas(
  kept: KeptNeuralEtas,
  note: Record<string, unknown>,
): Map<string, Uint8Array> {
  const { parameters, model: { scaling, beta, ...networks }, ...numbers } = kept;
  const document = {
    parameters: { ...writeEtasParameters(parameters), beta },
    ...numbers,
    scaling,
    networks: Object.fromEntries(NETWORKS.map((name) => [name, layersOf(networks[name])])),
    note,
  };
  const bytes = new TextEncoder().encode(JSON.stringify(document, null, 2) + "\n");
  const files = new Map<string, Uint8Array>([[PARAMETERS_FILE, bytes]]);
  for (const name of NETWORKS) {
    const network = networks[name];
    if (network !== null) files.set(weightsFile(name), weightsOf(network));
  }
  return files;
}

/** Reads what `writeNeuralEtas` wrote. Throws InputError for a file that is missing or cut short. */
export function readNeuralEtas(
  files: ReadonlyMap<string, Uint8Array>,
): { kept: KeptNeuralEtas; note: Record<string, unknown> } {
  const document = JSON.parse(new TextDecoder().decode(fileOf(files, PARAMETERS_FILE)));
  const { parameters, beta } = readEtasParameters(document, {
    source: PARAMETERS_FILE,
    dataset: "",
  });
  const { mc, magnitudeStep, areaKm2, shape, meanExcess, edgesMs, scaling, note } = document;
  const [rate, place, magnitude] = NETWORKS.map((name) =>
    readLayers(document.networks?.[name], { files, file: weightsFile(name) })
  );
  if (beta === undefined || scaling === undefined || rate === null || magnitude === null) {
    throw new InputError("Cannot read a neural ETAS", {
      source: PARAMETERS_FILE,
      expected: "beta, scaling, and networks of when and how large",
    });
  }
  const model = { scaling, beta, rate, place, magnitude };
  return {
    kept: { parameters, mc, magnitudeStep, areaKm2, shape, meanExcess, edgesMs, model },
    note,
  };
}
