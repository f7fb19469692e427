import type { FloatTensor } from "../safetensors.ts";

/** What the worker that reads HDF5 is asked for: traces of a file, or the model of Keras in its bytes. */
export type Hdf5Request = Hdf5TraceRequest | { readonly kerasBytes: Uint8Array };

/** Which traces of a file are read. */
export interface Hdf5TraceRequest {
  /** Path of the file. */
  readonly path: string;
  /** Names of traces as SeisBench's metadata.csv has them; left out for all of a file of STEAD. */
  readonly traceNames?: readonly string[];
  /** Most traces to read. */
  readonly limit: number;
}

/** Samples of a trace as the file holds them. */
export interface Hdf5Trace {
  /** Name of the trace. */
  readonly name: string;
  /** Its samples, the last axis varying fastest. */
  readonly samples: Float32Array<ArrayBuffer>;
  /** Lengths of the axes of `samples`. */
  readonly shape: readonly number[];
  /** Attributes of the dataset, as text. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** A network that Keras saved. */
export interface KerasModel {
  /** Its layers and how they hang together: what Keras calls the model's configuration. */
  readonly topology: object;
  /** Weights by "layer/weight", a wrapper's inner layer between the two, in the order of the layers. */
  readonly weights: ReadonlyMap<string, FloatTensor>;
}

/** What it answers: a model, or the format, then each trace or why there is none, then the end. */
export type Hdf5Answer =
  | { readonly kind: "format"; readonly format: Readonly<Record<string, string>> }
  | { readonly kind: "trace"; readonly trace: Hdf5Trace }
  | { readonly kind: "keras"; readonly model: KerasModel }
  | { readonly kind: "damaged"; readonly name: string; readonly reason: string }
  | { readonly kind: "end" }
  | { readonly kind: "failed"; readonly reason: string };
