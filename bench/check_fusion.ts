import { resolveForecastConfiguration } from "../engine/domain/mod.ts";
import { startBackend } from "../engine/forecasting/mod.ts";
import { cleanCatalogue } from "../engine/preprocessing/mod.ts";
import { trainModel } from "../engine/training/mod.ts";
import type { LongCheck } from "./long_check_definition.ts";
import { plantCatalogue } from "./planted_catalogue.ts";

const RUNS = 100;
const LEAST_FOUND = 95;
const MOST_FALSE = 8;

/** Small, and quick to learn; as wide as what is planted is long. */
const CONFIGURATION = resolveForecastConfiguration({
  ...{ model: "lstm", units: [8], window: 5, horizon: "1d", completeness: 3, dropout: 0 },
  ...{ features: ["log_count", "log_rate_3d", "log_rate_30d"], covariateRules: ["strain:mean"] },
  ...{ epochs: 15, batch: 32, learningRate: 0.01, seed: 1 },
});

/** What a fused network gained over the same one without the series, on the test part. */
export interface FusionGain {
  /** Nats a window. */
  gainNats: number;
  /** Lower end of its 95 % interval: the signal counts as found where it is above 0. */
  low: number;
  /** Upper end. */
  high: number;
}

/** Trains a network on a simulated truth with its driving series, or with it turned in time. */
export async function fuseOnce(
  seed: number,
  { isShuffled, strength = 0.9, years = 8 }: {
    isShuffled: boolean;
    strength?: number;
    years?: number;
  },
): Promise<FusionGain> {
  const truth = plantCatalogue({ seed, years, strength });
  const { catalogue, report } = cleanCatalogue(truth.catalogue, {});
  const covariates = [isShuffled ? truth.shuffled : truth.strain];
  const data = { catalogue, cleaning: report, fingerprint: `planted ${seed}`, covariates };
  const model = await trainModel(data, { name: "fused", configuration: CONFIGURATION });
  model.network.dispose();
  return model.card.ablation!.test!;
}

/** A planted signal is found by its interval, a shuffled one is not. */
export const check: LongCheck = {
  about: `a planted signal between two kinds of input is found in at least ${LEAST_FOUND} of ` +
    `${RUNS} simulations, a shuffled one in at most ${MOST_FALSE}`,
  run: (report) => checkFusion({ runs: RUNS, firstSeed: 2001 }, report),
};

/** Runs so many simulations with the signal and as many with it shuffled. */
export async function checkFusion(
  { runs, firstSeed }: { runs: number; firstSeed: number },
  report: (message: string) => void,
): Promise<Record<string, unknown>> {
  await startBackend({ threads: 1 });
  const gains: Record<"planted" | "shuffled", FusionGain[]> = { planted: [], shuffled: [] };
  for (let seed = firstSeed; seed < firstSeed + runs; seed++) {
    for (const kind of ["planted", "shuffled"] as const) {
      const gain = await fuseOnce(seed, { isShuffled: kind === "shuffled" });
      gains[kind].push(gain);
      const [nats, low, high] = [gain.gainNats, gain.low, gain.high].map((x) => x.toFixed(4));
      report(`${kind}, seed ${seed}: ${nats} nats a window, 95 % interval ${low} to ${high}`);
    }
  }
  const found = (all: readonly FusionGain[]) => all.filter(({ low }) => low > 0).length;
  const mean = (all: readonly FusionGain[]) =>
    all.reduce((sum, { gainNats }) => sum + gainNats, 0) / all.length;
  const facts = {
    runs,
    found: found(gains.planted),
    wantedFound: `at least ${LEAST_FOUND} of ${RUNS}`,
    falselyFound: found(gains.shuffled),
    wantedFalse: `at most ${MOST_FALSE} of ${RUNS}`,
    meanGain: mean(gains.planted),
    meanGainShuffled: mean(gains.shuffled),
  };
  const isReached = facts.found >= LEAST_FOUND / RUNS * runs &&
    facts.falselyFound <= MOST_FALSE / RUNS * runs;
  if (!isReached) throw new Error(`the signal is missed or made up: ${JSON.stringify(facts)}`);
  return facts;
}
