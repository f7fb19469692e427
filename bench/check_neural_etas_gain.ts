import { startKernels } from "../engine/backend/mod.ts";
import { modulatedEtas } from "../tests/engine/training/modulated_etas.ts";
import { scoreModulated } from "../tests/engine/training/score_modulated.ts";
import type { LongCheck } from "./long_check_definition.ts";

/** Nats an event that may be lost against the true law, by the fit of ETAS and the networks together. */
const MOST_LOST = 0.02;

/** How much more events trigger in every second season, where they do. */
const FACTOR = 5;

/** Catalogues of each kind: the fit of plain ETAS takes in a part of the seasons, the rest needs many events. */
const KINDS = [
  { factor: 1, runs: 4, seasonDays: 150, seasons: 20 },
  { factor: FACTOR, runs: 2, seasonDays: 100, seasons: 40 },
] as const;

/** On simulated catalogues neural-etas gains nothing over a true ETAS, and finds what is planted. */
export const check: LongCheck = {
  about: `neural-etas gains nothing real over a true ETAS and loses at most ${MOST_LOST} nats an ` +
    `event on average; it gains where events trigger ${FACTOR} times as much in every second season`,
  async run(report) {
    const kernels = await startKernels();
    const facts: Record<string, unknown>[] = [];
    for (const { factor, runs, ...seasons } of KINDS) {
      for (let seed = 1; seed <= runs; seed++) {
        const made = modulatedEtas({ factor, ...seasons, seed: 10 * factor + seed });
        const score = await scoreModulated(made, { seed, kernels });
        const { overStart, overTruth, deviation, size, fit } = score;
        facts.push({
          ...{ factor, events: made.events.size, test: size, deviation },
          over_start: overStart.time,
          over_truth: overTruth.time.nats,
          best_epoch: fit.choices.rate.epoch,
        });
        report(`${factor} times, run ${seed} of ${runs}: ${JSON.stringify(facts.at(-1))}`);
      }
    }
    await kernels.stop();
    judge(facts as unknown as Found[]);
    return { runs: facts };
  },
};

interface Found {
  factor: number;
  deviation: number;
  over_start: { low: number | null };
  over_truth: number;
}

function judge(found: readonly Found[]): void {
  const plain = found.filter(({ factor }) => factor === 1);
  const lucky = plain.filter(({ deviation }) => !(deviation < 3));
  if (lucky.length > 0) throw new Error(`gains over the truth: ${JSON.stringify(lucky)}`);
  const lost = plain.reduce((sum, { over_truth: gain }) => sum - gain, 0) / plain.length;
  if (!(lost < MOST_LOST)) throw new Error(`loses ${lost} nats an event against the truth`);
  const missed = found.filter(({ factor, over_start: { low } }) => factor > 1 && !(low! > 0));
  if (missed.length > 0) throw new Error(`does not find seasons: ${JSON.stringify(missed)}`);
}
