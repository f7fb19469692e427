import type { VelocityNode } from "../../domain/mod.ts";

/** Nodes of a table shipped with the engine: lines of depth (km), P and S velocity (km/s). */
export function readVelocityTable(table: string): VelocityNode[] {
  return table.trim().split("\n").map((line) => {
    const [depthKm, pKmPerSecond, sKmPerSecond] = line.trim().split(/\s+/).map(Number);
    return { depthKm, pKmPerSecond, sKmPerSecond };
  });
}
