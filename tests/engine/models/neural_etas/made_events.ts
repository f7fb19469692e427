import { DAY_MS, type PointEvents } from "../../../../engine/domain/mod.ts";
import { RandomStream } from "../../../../engine/mathematics/mod.ts";
import type { EtasParameters } from "../../../../engine/models/mod.ts";

/** A law like San Jacinto's. */
export const MADE_PARAMETERS: EtasParameters = {
  ...{ log10Mu: -4.1, log10K0: -3.5, a: 1.26, log10C: -3, omega: -0.18, log10Tau: 3 },
  ...{ log10D: -2.5, gamma: 0.83, rho: 0.47 },
};

/** Events over some years about a place, half of them within seconds to days of the one before. */
export function madeEvents(
  size: number,
  { kind = "plane", seed = 1 }: { kind?: "plane" | "geographic"; seed?: number } = {},
): PointEvents {
  const stream = new RandomStream(`made ${seed}`);
  const timeMs = new Float64Array(size);
  for (let i = 0, ms = 1e9; i < size; i++) {
    const days = i % 2 === 0 ? 4 * stream.exponential(1) : 10 ** (5 * stream.uniform() - 5);
    timeMs[i] = ms += Math.round(days * DAY_MS);
  }
  const column = (draw: () => number) => Float64Array.from({ length: size }, draw);
  const [north, east] = [0, 1].map(() => column(() => stream.normal()));
  return {
    name: "made",
    size,
    timeMs,
    isDated: false,
    magnitude: column(() => 2 + Math.round(10 * stream.exponential(2)) / 10),
    places: kind === "plane"
      ? { kind, northKm: north.map((x) => 8 * x), eastKm: east.map((x) => 12 * x) }
      : {
        kind,
        latitude: north.map((x) => 34 + 0.1 * x),
        longitude: east.map((x) => 179.98 + 0.1 * x).map((x) => x > 180 ? x - 360 : x),
      },
  };
}
