import type { LongCheck } from "./long_check_definition.ts";
import { runProspectiveYear } from "./prospective_year.ts";

/** Daily forecasts of California in 2019, the year of the Ridgecrest earthquakes. */
export const check: LongCheck = {
  about: "daily forecasts of a year by ETAS: pass rates of consistency tests with their binomial " +
    "interval, and uniformity of their quantiles",
  run: (report) =>
    runProspectiveYear({
      ...{ dataset: "ComCat_25", file: "ComCat_25.csv.gz", cellDegrees: 0.1 },
      ...{ validationStartMs: Date.UTC(1998, 0, 1), testStartMs: Date.UTC(2007, 0, 1) },
      ...{ region: "california_shape.csv", startMs: Date.UTC(2019, 0, 1), simulations: 500 },
      models: ["etas"],
    }, report),
};
