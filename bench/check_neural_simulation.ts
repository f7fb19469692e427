import { compareWithEtas, scoreOwnCatalogues } from "../tests/engine/models/neural_simulation.ts";
import type { LongCheck } from "./long_check_definition.ts";

const CATALOGUES = 4_000;
const WINDOWS = 300;
const SIGMAS = 3.5;

/** Of some 70 slopes one is beyond it in 200 runs. */
const LARGEST = 4;

/** The simulator of neural-etas draws from ETAS where the networks say 0, and from its own likelihood. */
export const check: LongCheck = {
  about:
    `${CATALOGUES} catalogues of neural-etas, whose networks say 0, beside ETAS; ${WINDOWS} of ` +
    "random networks scored by their own likelihood",
  run(report) {
    const compared = compareWithEtas({ catalogues: CATALOGUES, days: 2 });
    for (const { what, neural, plain, sigmas } of compared) {
      report(`${what}: ${neural.mean} and ${plain.mean}, ${sigmas.toFixed(2)} standard errors`);
    }
    const own = scoreOwnCatalogues(WINDOWS);
    const [ratio, excess] = [own.ratio, own.excess].map(({ mean, error }) => (mean - 1) / error);
    report(`${own.events} events: waiting times p ${own.times.toFixed(4)}`);
    report(`places ${ratio.toFixed(2)}, magnitudes ${excess.toFixed(2)} standard errors from 1`);
    const { when, where } = own.slopes;
    report(
      `slopes of when ${when.toFixed(2)}, of where ${where.toFixed(2)} standard errors at most`,
    );
    const all = [...compared.map(({ sigmas }) => sigmas), ratio, excess].map((sigmas) =>
      Math.abs(sigmas)
    );
    if (own.times < 0.01 || Math.max(...all) > SIGMAS || Math.max(when, where) > LARGEST) {
      throw new Error("The simulator does not draw what it should.");
    }
    return Promise.resolve({ catalogues: CATALOGUES, windows: WINDOWS, compared, own });
  },
};
