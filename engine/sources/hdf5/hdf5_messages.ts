/** What the worker that reads HDF5 is asked. */
export interface Hdf5Request {
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

/** What it answers: the format, then each trace or why there is none, then the end. */
export type Hdf5Answer =
  | { readonly kind: "format"; readonly format: Readonly<Record<string, string>> }
  | { readonly kind: "trace"; readonly trace: Hdf5Trace }
  | { readonly kind: "damaged"; readonly name: string; readonly reason: string }
  | { readonly kind: "end" }
  | { readonly kind: "failed"; readonly reason: string };
