import type { Dataset, File, Group } from "h5wasm";
import type { Hdf5Answer, Hdf5Trace, Hdf5TraceRequest } from "./hdf5_messages.ts";

/** Most numbers in one trace: a day of three components at 250 Hz is less. */
const MAXIMUM_TRACE_NUMBERS = 64 * 2 ** 20;

/**
 * Reads the traces of a file, one after the other. Runs in a thread of its own. A trace that cannot be
 * read is told as damaged; a file that cannot be opened, or that stops the library, is an error.
 */
export async function* readHdf5Traces(
  { path, traceNames, limit }: Hdf5TraceRequest,
): AsyncGenerator<Hdf5Answer, void, undefined> {
  const { File, ready } = await import("h5wasm/node");
  const { activate_throwing_error_handler } = await ready;
  activate_throwing_error_handler();
  const file = new File(path, "r");
  try {
    const data = file.get("data");
    if (!isGroup(data)) throw new Error("there is no group of the name data");
    yield { kind: "format", format: readFormat(file) };
    const names = traceNames ?? data.keys();
    for (const name of names.slice(0, limit)) {
      yield readOrTell(
        name,
        () => traceNames === undefined ? readDataset(data, name) : readPart(data, name),
      );
    }
  } finally {
    file.close();
  }
}

function readOrTell(name: string, read: () => Omit<Hdf5Trace, "name">): Hdf5Answer {
  try {
    return { kind: "trace", trace: { name, ...read() } };
  } catch (error) {
    if (!(error instanceof Error) || error instanceof WebAssembly.RuntimeError) throw error;
    return { kind: "damaged", name, reason: shorten(error.message) };
  }
}

/** The texts and numbers beside the data that tell how it is laid out; empty where there are none. */
function readFormat(file: File): Record<string, string> {
  const group = file.get("data_format");
  const format: Record<string, string> = {};
  if (!isGroup(group)) return format;
  for (const key of group.keys()) {
    const entry = group.get(key);
    if (isDataset(entry) && sizeOf(entry) <= 1000) format[key] = textOf(entry.value);
  }
  return format;
}

/** A whole dataset, as STEAD has one a trace. */
function readDataset(data: Group, name: string): Omit<Hdf5Trace, "name"> {
  const dataset = data.get(name);
  if (!isDataset(dataset)) throw new Error("it is no dataset");
  const shape = checkSize(dataset.shape);
  const attributes: Record<string, string> = {};
  for (const [key, attribute] of Object.entries(dataset.attrs)) {
    attributes[key] = textOf(attribute.value);
  }
  return { samples: floatsOf(dataset.value), shape, attributes };
}

/**
 * A part of a dataset, by the name SeisBench gives it: "bucket0$3,:3,:6000" is the fourth of a bucket,
 * of which three components and 6000 samples count.
 */
function readPart(data: Group, name: string): Omit<Hdf5Trace, "name"> {
  const [path, part] = name.split("$");
  const dataset = data.get(path);
  if (!isDataset(dataset)) throw new Error(`there is no dataset ${path}`);
  const axes = dataset.shape ?? [];
  if (part === undefined) {
    return { samples: floatsOf(dataset.value), shape: checkSize(axes), attributes: {} };
  }
  const ranges = part.split(",").map((text, axis) => rangeOf(text, axes[axis]));
  for (let axis = ranges.length; axis < axes.length; axis++) ranges.push([0, axes[axis]]);
  const shape = checkSize(ranges.map(([start, end]) => end - start));
  const isIndex = (axis: number) => /^\d+$/.test(part.split(",")[axis] ?? "");
  const samples = floatsOf(dataset.slice(ranges));
  return { samples, shape: shape.filter((_, axis) => !isIndex(axis)), attributes: {} };
}

/** [start, end) of "3", ":6000", "5:10" or ":" on an axis. */
function rangeOf(text: string, length: number | undefined): [number, number] {
  const match = /^(\d*)(:?)(\d*)$/.exec(text.trim());
  if (match === null || length === undefined || match[0] === "") {
    throw new Error(`its part "${text}" is none of its dataset`);
  }
  const [, first, colon, last] = match;
  const start = first === "" ? 0 : Number(first);
  const end = colon === "" ? start + 1 : last === "" ? length : Number(last);
  if (start < end && end <= length) return [start, end];
  throw new Error(`its part "${text}" is beyond the ${length} of its dataset`);
}

function checkSize(shape: readonly number[] | null): number[] {
  const numbers = (shape ?? []).reduce((product, length) => product * length, 1);
  if (shape !== null && numbers > 0 && numbers <= MAXIMUM_TRACE_NUMBERS) return [...shape];
  throw new Error(`it has the shape [${shape}], of 1 to ${MAXIMUM_TRACE_NUMBERS} numbers expected`);
}

function sizeOf(dataset: Dataset): number {
  return (dataset.shape ?? []).reduce((product, length) => product * length, 1);
}

function floatsOf(value: unknown): Float32Array<ArrayBuffer> {
  if (value instanceof Float32Array) return new Float32Array(value);
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
    return Float32Array.from(value as unknown as Iterable<number | bigint>, Number);
  }
  throw new Error("its samples are not numbers");
}

function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  if (ArrayBuffer.isView(value)) return [...value as unknown as Iterable<unknown>].join(" ");
  return Array.isArray(value) ? value.map(textOf).join(" ") : String(value ?? "");
}

function isGroup(entry: unknown): entry is Group {
  return entry !== null && typeof entry === "object" && "keys" in entry && "get" in entry;
}

function isDataset(entry: unknown): entry is Dataset {
  return entry !== null && typeof entry === "object" && "slice" in entry && "shape" in entry;
}

/** The last lines of what HDF5 says, which tell the cause. */
function shorten(message: string): string {
  const lines = message.split("\n").map((line) => line.trim()).filter((line) => line !== "");
  return lines.slice(-2).join(", ").slice(0, 200);
}
