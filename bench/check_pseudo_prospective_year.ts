import type { LongCheck } from "./long_check_definition.ts";
import { runProspectiveYear } from "./prospective_year.ts";

/** Daily forecasts of San Jacinto in 2017, a quiet year. */
export const check: LongCheck = {
  about: "daily forecasts of a year by ETAS: pass rates of consistency tests with their binomial " +
    "interval, and uniformity of their quantiles",
  run: (report) =>
    runProspectiveYear({
      ...{ dataset: "QTM_SanJac_10", file: "QTM_SanJac_10_catalog.csv.gz", cellDegrees: 0.01 },
      ...{ validationStartMs: Date.UTC(2014, 0, 1), testStartMs: Date.UTC(2016, 0, 1) },
      ...{ region: "SanJac_shape.csv", startMs: Date.UTC(2017, 0, 1), simulations: 2_000 },
      models: ["etas", "etas-background"],
    }, report),
};
