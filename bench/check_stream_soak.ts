import { type SoakFacts, soakStream } from "../tests/seedlink/stream_soak.ts";
import type { LongCheck } from "./long_check_definition.ts";

const [STATIONS, MINUTES, CUTS, SEED] = [20, 120, 100, 20_261_126];
/** More than this between a quarter of the way and its end would grow without bound. */
const MOST_GROWTH_MB = 16;

/** Streams hours of 60 channels through a hundred cuts of the line, each way; every sample is checked. */
export const check: LongCheck = {
  about: `SeedLink: ${STATIONS} stations x 3 channels for ${MINUTES / 60} simulated hours, ` +
    `${CUTS} cuts; no packet lost or doubled, memory flat`,
  async run(report) {
    const facts: Record<string, SoakFacts> = {};
    for (const version of [3, 4] as const) {
      for (const transport of ["tcp", "websocket"] as const) {
        const name = `version ${version} over ${transport}`;
        const options = { version, transport, stations: STATIONS, minutes: MINUTES, cuts: CUTS };
        const one = await soakStream({
          ...{ ...options, seed: SEED },
          report: (message) => report(`${name}: ${message}`),
        });
        const growthMb = one.heapMb.at(-1)! - one.heapMb[0];
        if (growthMb > MOST_GROWTH_MB) throw new Error(`${name}: the heap grew by ${growthMb} MB`);
        facts[name] = one;
      }
    }
    return { seed: SEED, facts };
  },
};
