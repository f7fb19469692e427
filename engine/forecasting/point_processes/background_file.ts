import { type EventPlaces, InputError } from "../../domain/mod.ts";
import type { BackgroundShape, KeptBackground } from "../../models/mod.ts";

/** Name of the file of a background. */
export const BACKGROUND_FILE = "background.bin";

const COLUMNS = 4;
const DOUBLE_BYTES = 8;

/**
 * The kernels of a background as little-endian doubles: y or latitude of all, x or longitude,
 * probability, width in km; a first one says whether they are in a plane (1) or on the globe (0).
 */
export function packBackground({ places, probability, widthsKm }: KeptBackground): Uint8Array {
  const isPlane = places.kind === "plane";
  const columns = places.kind === "plane"
    ? [places.northKm, places.eastKm]
    : [places.latitude, places.longitude];
  const numbers = [Float64Array.of(isPlane ? 1 : 0), ...columns, probability, widthsKm];
  const view = new DataView(
    new ArrayBuffer(DOUBLE_BYTES * (1 + COLUMNS * probability.length)),
  );
  let offset = 0;
  for (const column of numbers) {
    for (const value of column) {
      view.setFloat64(offset, value, true);
      offset += DOUBLE_BYTES;
    }
  }
  return new Uint8Array(view.buffer);
}

/** Reads what `packBackground` wrote. Throws InputError for another number of bytes. */
export function unpackBackground(bytes: Uint8Array, shape: BackgroundShape): KeptBackground {
  const size = (bytes.length / DOUBLE_BYTES - 1) / COLUMNS;
  if (!(Number.isInteger(size) && size >= 0)) {
    throw new InputError(`Cannot read ${BACKGROUND_FILE}: it has ${bytes.length} bytes`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const column = (index: number) =>
    Float64Array.from(
      { length: size },
      (_, i) => view.getFloat64(DOUBLE_BYTES * (1 + index * size + i), true),
    );
  const isPlane = view.getFloat64(0, true) === 1;
  const [y, x, probability, widthsKm] = [0, 1, 2, 3].map(column);
  const places: EventPlaces = isPlane
    ? { kind: "plane", northKm: y, eastKm: x }
    : { kind: "geographic", latitude: y, longitude: x };
  return { shape, places, probability, widthsKm };
}
