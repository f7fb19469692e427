import { weightBytes } from "../../backend/mod.ts";
import { InputError } from "../../domain/mod.ts";
import type { LaidNetwork } from "../../models/mod.ts";

/** The layers of a network as a document, its weights left out; nothing for none. */
export function layersOf(network: LaidNetwork | null): Record<string, unknown> | null {
  if (network === null) return null;
  const { layers, ...graph } = network.graph;
  return {
    ...graph,
    layers: layers.map(({ weights, ...layer }) => ({
      ...layer,
      weights: Object.fromEntries(weights),
    })),
  };
}

/** The weights of a network, end to end: little-endian 32-bit floats. */
export function weightsOf({ weights }: LaidNetwork): Uint8Array {
  return weightBytes(weights);
}

/** A network's layers as `layersOf` wrote them. */
export type SavedGraph = Omit<LaidNetwork["graph"], "layers"> & {
  layers: (Omit<LaidNetwork["graph"]["layers"][number], "weights"> & {
    weights: Record<string, { shape: number[]; offset: number; size: number }>;
  })[];
};

/**
 * Reads a network from its document and the file of its weights; nothing where there was none.
 *
 * Throws InputError for a file that is missing or cut short.
 */
export function readLayers(
  saved: SavedGraph | null | undefined,
  { files, file }: { files: ReadonlyMap<string, Uint8Array>; file: string },
): LaidNetwork | null {
  if (saved === null || saved === undefined) return null;
  const bytes = fileOf(files, file);
  if (bytes.length !== 4 * saved.weightCount) {
    throw new InputError(`Cannot read ${file}`, {
      expected: `${saved.weightCount} weights of 4 bytes, not ${bytes.length} bytes`,
    });
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const weights = Float32Array.from(
    { length: saved.weightCount },
    (_, i) => view.getFloat32(4 * i, true),
  );
  const layers = saved.layers.map((layer) => ({
    ...layer,
    weights: new Map(Object.entries(layer.weights)),
  }));
  return { graph: { ...saved, layers }, weights };
}

/** A file of a model by its name. Throws InputError where it is missing. */
export function fileOf(files: ReadonlyMap<string, Uint8Array>, name: string): Uint8Array {
  const bytes = files.get(name);
  if (bytes === undefined) throw new InputError(`Cannot open a model without ${name}`);
  return bytes;
}
