/** Place of a component in [sample, 3]; horizontals that are not turned to north stand for it and east. */
const PLACES: Readonly<Record<string, number>> = { E: 0, N: 1, Z: 2, "2": 0, "1": 1, "3": 2, U: 2 };

/**
 * Puts samples of any order into [sample, (east, north, up)]; components that are missing are zero,
 * others, such as a hydrophone's, are passed over. A sentence where that cannot be done.
 *
 * @param raw Samples, the last axis varying fastest.
 */
export function arrangeComponents(
  raw: Float32Array,
  { shape, dimensions, components }: {
    shape: readonly number[];
    dimensions: string;
    components: string;
  },
): Float32Array | string {
  if (dimensions !== "CW" && dimensions !== "WC") {
    return `its dimensions are "${dimensions}", CW or WC expected`;
  }
  const isByComponent = dimensions === "CW";
  const [channels, length] = isByComponent ? shape : shape.toReversed();
  if (shape.length !== 2 || channels !== components.length || raw.length !== channels * length) {
    return `its shape is [${shape}] for the components ${components}`;
  }
  const samples = new Float32Array(3 * length);
  for (let channel = 0; channel < channels; channel++) {
    const place = PLACES[components[channel].toUpperCase()];
    if (place === undefined) continue;
    const [from, step] = isByComponent ? [channel * length, 1] : [channel, channels];
    for (let i = 0; i < length; i++) {
      const value = raw[from + i * step];
      if (!Number.isFinite(value)) return `its sample ${i} is ${value}`;
      samples[3 * i + place] = value;
    }
  }
  return samples;
}
