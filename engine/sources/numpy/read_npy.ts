import { InputError } from "../../domain/mod.ts";

/** An array of NumPy. */
export interface NumpyArray {
  /** Lengths of its axes; none for a single value. */
  readonly shape: readonly number[];
  /** Its numbers, the last axis varying fastest; or its texts. */
  readonly values: Float64Array | readonly string[];
}

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

/** Readers of one number, by what the header calls its kind and size. */
const NUMBERS: Readonly<Record<string, (view: DataView, at: number, little: boolean) => number>> = {
  f8: (view, at, little) => view.getFloat64(at, little),
  f4: (view, at, little) => view.getFloat32(at, little),
  i8: (view, at, little) => Number(view.getBigInt64(at, little)),
  i4: (view, at, little) => view.getInt32(at, little),
  i2: (view, at, little) => view.getInt16(at, little),
  i1: (view, at) => view.getInt8(at),
  u8: (view, at, little) => Number(view.getBigUint64(at, little)),
  u4: (view, at, little) => view.getUint32(at, little),
  u2: (view, at, little) => view.getUint16(at, little),
  u1: (view, at) => view.getUint8(at),
  b1: (view, at) => view.getUint8(at),
};

/**
 * Reads an array of NumPy's own format: numbers, or texts of fixed length.
 *
 * Throws InputError for anything else, such as pickled objects, which are code.
 *
 * Source: NumPy Enhancement Proposal 1, "A simple file format for NumPy arrays", versions 1 to 3.
 */
export function readNpy(bytes: Uint8Array, source: string): NumpyArray {
  const refuse = (what: string, location: InputError["location"] = {}) =>
    new InputError(`Cannot read an array of NumPy: ${what}`, { source, ...location });
  if (bytes.length < 10 || MAGIC.some((byte, i) => bytes[i] !== byte)) {
    throw refuse("it does not begin as one", { byte: 0, expected: "\\x93NUMPY" });
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isLong = bytes[6] >= 2;
  const start = isLong ? 12 : 10;
  if (isLong && bytes.length < start) throw refuse("it is cut off", { byte: bytes.length });
  const end = start + (isLong ? view.getUint32(8, true) : view.getUint16(8, true));
  if (end > bytes.length) throw refuse("its header is cut off", { byte: bytes.length });
  const header = new TextDecoder().decode(bytes.subarray(start, end));
  const [, order, kind, size] = /'descr':\s*'([<>|=]?)([a-zA-Z])(\d+)'/.exec(header) ?? [];
  const shapeText = /'shape':\s*\(([\d,\s]*)\)/.exec(header)?.[1];
  const isFortran = /'fortran_order':\s*True/.test(header);
  if (kind === undefined || shapeText === undefined || isFortran) {
    throw refuse("its header tells of another kind of array", {
      byte: start,
      value: header.trim(),
      expected: "numbers or texts in C order",
    });
  }
  const shape = shapeText.split(",").map((text) => text.trim()).filter((text) => text !== "")
    .map(Number);
  const count = shape.reduce((product, length) => product * length, 1);
  const item = Number(size) * (kind === "U" ? 4 : 1);
  if (end + count * item !== bytes.length) {
    throw refuse(`it holds ${bytes.length - end} bytes`, {
      byte: end,
      expected: `${count * item} bytes for its shape`,
    });
  }
  const data = new DataView(bytes.buffer, bytes.byteOffset + end);
  if (kind === "U" || kind === "S") {
    return { shape, values: readTexts(data, { count, kind, item, little: order !== ">" }) };
  }
  const read = NUMBERS[`${kind}${size}`];
  if (read === undefined) throw refuse(`numbers of the kind ${kind}${size} are not known`);
  const values = Float64Array.from(
    { length: count },
    (_, i) => read(data, i * item, order !== ">"),
  );
  return { shape, values };
}

function readTexts(
  data: DataView,
  { count, kind, item, little }: { count: number; kind: string; item: number; little: boolean },
): string[] {
  return Array.from({ length: count }, (_, index) => {
    let text = "";
    const step = kind === "U" ? 4 : 1;
    for (let at = index * item; at < (index + 1) * item; at += step) {
      const code = step === 4 ? data.getUint32(at, little) : data.getUint8(at);
      text += String.fromCodePoint(code > 0x10ffff ? 0xfffd : code);
    }
    return text.replace(/\0+$/, "");
  });
}
