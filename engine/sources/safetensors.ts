import { InputError } from "../domain/mod.ts";

/** A tensor of 32-bit floats. */
export interface FloatTensor {
  /** Lengths of its axes; none for a single number. */
  shape: readonly number[];
  /** Its numbers, the last axis varying fastest. */
  values: Float32Array;
}

const LENGTH_BYTES = 8;
const FLOAT_BYTES = 4;

/**
 * Reads the tensors of a safetensors file, by name; the bytes are copied.
 *
 * Throws InputError where the file is cut off, its header is no such header, a tensor is not of
 * 32-bit floats or not as long as its shape says, or bytes belong to no tensor or to two.
 *
 * Source: the safetensors format: length of the header as little-endian 64-bit number, header as a
 * JSON object of `dtype`, `shape` and `data_offsets`, then the numbers, little-endian, without gaps.
 *
 * @example
 * ```ts
 * import { readSafetensors } from "@quakecast/quakecast/sources";
 *
 * const header = '{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}';
 * const bytes = new Uint8Array(8 + header.length + 4);
 * bytes[0] = header.length;
 * bytes.set(new TextEncoder().encode(header), 8);
 * new DataView(bytes.buffer).setFloat32(8 + header.length, 0.5, true);
 * if (readSafetensors(bytes, "a.safetensors").get("a")?.values[0] !== 0.5) throw new Error();
 * ```
 */
export function readSafetensors(bytes: Uint8Array, source: string): Map<string, FloatTensor> {
  const refuse: Refuse = (what, location = {}) =>
    new InputError(`Cannot read safetensors: ${what}`, { source, ...location });
  const { header, data } = splitFile(bytes, refuse);
  const entries = Object.entries(header)
    .filter(([name]) => name !== "__metadata__")
    .map(([name, entry]) => ({ name, ...checkEntry(entry, { name, refuse }) }));
  const ordered = entries.toSorted((a, b) => a.begin - b.begin || a.end - b.end);
  let covered = 0;
  for (const { name, begin, end } of ordered) {
    if (begin !== covered) {
      const what = begin > covered ? "bytes before it belong to no tensor" : "it overlaps another";
      throw refuse(what, { field: name, value: `${begin}`, expected: `offset ${covered}` });
    }
    covered = end;
  }
  if (covered !== data.length) {
    throw refuse(`its tensors are ${covered} bytes, the file holds ${data.length}`);
  }
  return new Map(entries.map(({ name, shape, begin, end }) => {
    return [name, { shape, values: readFloats(data.subarray(begin, end)) }];
  }));
}

type Refuse = (what: string, location?: InputError["location"]) => InputError;

function splitFile(
  bytes: Uint8Array,
  refuse: Refuse,
): { header: Record<string, unknown>; data: Uint8Array } {
  if (bytes.length < LENGTH_BYTES) throw refuse(`it has ${bytes.length} bytes, need 8 and more`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getBigUint64(0, true);
  const room = bytes.length - LENGTH_BYTES;
  if (length > BigInt(room)) {
    throw refuse(`its header would be ${length} bytes, the file has ${room} more`, { byte: 0 });
  }
  const end = LENGTH_BYTES + Number(length);
  let header: unknown;
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(8, end));
    header = JSON.parse(text);
  } catch (cause) {
    throw refuse(`its header is not JSON (${(cause as Error).message})`, { byte: LENGTH_BYTES });
  }
  if (typeof header !== "object" || header === null || Array.isArray(header)) {
    throw refuse("its header is not an object of tensors", { byte: LENGTH_BYTES });
  }
  return { header: header as Record<string, unknown>, data: bytes.subarray(end) };
}

function checkEntry(
  entry: unknown,
  { name, refuse }: { name: string; refuse: Refuse },
): { shape: number[]; begin: number; end: number } {
  const { dtype, shape, data_offsets: offsets } = Object(entry) as Record<string, unknown>;
  const wrong = (value: unknown, expected: string) =>
    refuse("a tensor is described wrongly", {
      field: name,
      value: JSON.stringify(value) ?? "nothing",
      expected,
    });
  if (dtype !== "F32") throw wrong(dtype, 'dtype "F32"');
  if (!isListOfSizes(shape)) throw wrong(shape, "shape as a list of whole numbers");
  if (!isListOfSizes(offsets) || offsets.length !== 2) {
    throw wrong(offsets, "data_offsets as [begin, end]");
  }
  const [begin, end] = offsets;
  const need = FLOAT_BYTES * shape.reduce((product, length) => product * length, 1);
  if (end - begin !== need) throw wrong(offsets, `${need} bytes for its shape`);
  return { shape, begin, end };
}

function isListOfSizes(list: unknown): list is number[] {
  return Array.isArray(list) && list.every((size) => Number.isSafeInteger(size) && size >= 0);
}

/** The file's order of bytes is fixed, the machine's is not, nor need the place be a multiple of 4. */
function readFloats(bytes: Uint8Array): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const floats = new Float32Array(bytes.length / FLOAT_BYTES);
  for (let i = 0; i < floats.length; i++) floats[i] = view.getFloat32(i * FLOAT_BYTES, true);
  return floats;
}
