import { DAY_MS, type PointEvents, type PointProcessTerms } from "../../../engine/domain/mod.ts";
import type { RunningKernels } from "../../../engine/backend/mod.ts";
import { scoreEtas, simulateEtas, type SimulateEtasOptions } from "../../../engine/models/mod.ts";
import { planeScene } from "../models/etas_plane.ts";

/** A catalogue whose law changes from season to season, and its seasons. */
export interface ModulatedEtas {
  /** All events. */
  events: PointEvents;
  /** What each season is drawn with, one after the other. */
  seasons: readonly SimulateEtasOptions[];
}

/**
 * Draws a catalogue in which every event triggers `factor` times as much in every second season as
 * else: each season is ETAS, with all before it as history. 1 for plain ETAS.
 */
export function modulatedEtas(
  { factor, seasonDays, seasons: count, seed }: {
    factor: number;
    seasonDays: number;
    seasons: number;
    seed: number;
  },
): ModulatedEtas {
  const scene = planeScene({ days: seasonDays, edgeKm: 100, seed });
  const seasons: SimulateEtasOptions[] = [];
  let events: PointEvents | undefined;
  for (let k = 0; k < count; k++) {
    const more = k % 2 === 0 ? 0 : Math.log10(factor);
    const season = {
      ...scene,
      parameters: { ...scene.parameters, log10K0: scene.parameters.log10K0 - 0.65 + more },
      ...{ startMs: k * seasonDays * DAY_MS, endMs: (k + 1) * seasonDays * DAY_MS },
      history: events,
    };
    seasons.push(season);
    events = join(events, simulateEtas(season).draw(k));
  }
  return { events: events!, seasons };
}

function join(one: PointEvents | undefined, other: PointEvents): PointEvents {
  if (one === undefined) return other;
  const [first, second] = [one.places, other.places];
  if (first.kind !== "plane" || second.kind !== "plane") throw new Error("Simulated in a plane.");
  const columns = (a: Float64Array, b: Float64Array) => Float64Array.from([...a, ...b]);
  return {
    ...one,
    size: one.size + other.size,
    timeMs: columns(one.timeMs, other.timeMs),
    magnitude: columns(one.magnitude, other.magnitude),
    places: {
      kind: "plane",
      northKm: columns(first.northKm, second.northKm),
      eastKm: columns(first.eastKm, second.eastKm),
    },
  };
}

/** What the true law says of the events from one time to another, both at edges of seasons. */
export function truthOf(
  { events, seasons }: ModulatedEtas,
  { startMs, endMs, kernels }: { startMs: number; endMs: number; kernels: RunningKernels },
): PointProcessTerms {
  const parts = seasons.filter((season) => season.startMs >= startMs && season.endMs <= endMs)
    .map((season) => {
      const { parameters, mc, areaKm2 } = season;
      const from = events.timeMs.findIndex((ms) => ms >= season.startMs);
      const past = events.timeMs.findIndex((ms) => ms >= season.endMs);
      const span = {
        ...{ from, to: past < 0 ? events.size : past },
        ...{ startMs: season.startMs, endMs: season.endMs },
      };
      return scoreEtas(events, { parameters, mc, areaKm2, span, kernels });
    });
  // What is expected after the last event of a season is due before the first of the next.
  for (let k = 1; k < parts.length; k++) parts[k].expected[0] += parts[k - 1].expectedAfter;
  const join = (key: "logRate" | "logDensity" | "expected") =>
    Float64Array.from(parts.flatMap((part) => [...part[key]]));
  return {
    logRate: join("logRate"),
    logDensity: join("logDensity"),
    expected: join("expected"),
    expectedAfter: parts.at(-1)!.expectedAfter,
  };
}
