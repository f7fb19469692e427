import { killWhileWriting } from "../tests/engine/storage/database/killed_database.ts";
import type { LongCheck } from "./long_check_definition.ts";

const KILLS = 50;
const MOST_MS = 200;
const SEED = 20_261_126;

/** Kills a process that writes to a database 50 times at seeded moments; nothing committed may be lost. */
export const check: LongCheck = {
  about: `kill -9 a process that writes to a database ${KILLS} times; nothing committed is lost`,
  async run(report) {
    const found = await killWhileWriting({ kills: KILLS, seed: SEED, mostMs: MOST_MS, report });
    return { seed: SEED, damaged: 0, lost: 0, ...found };
  },
};
