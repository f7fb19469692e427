import {
  type Flag,
  integerFlag,
  numberFlag,
  requiredTextFlag,
  switchFlag,
  textFlag,
} from "./verb.ts";

const DATA = "Data:";

/** Everything `benchmark` can be told. */
export const BENCHMARK_FLAGS = {
  catalogue: requiredTextFlag("a CSV of events: a file, a URL, or - for stdin", {
    group: DATA,
    placeholder: "FILE|URL|-",
  }),
  dataset: textFlag("name of the data set; that of the file unless given", { group: DATA }),
  model: {
    kind: "names",
    default: ["poisson", "etas"] as string[],
    about:
      "poisson, etas, etas-background, recurrent or neural-etas; may be given several times; gains are " +
      "over the first",
    repeatable: true,
    placeholder: "NAME",
  } as Flag<string[]>,
  etasParameters: textFlag("JSON of fitted ETAS parameters (log10_mu, ...), instead of a fit", {
    placeholder: "FILE",
  }),
  splitColumn: textFlag('column of auxiliary, train, val, test; "split" where there is one', {
    group: DATA,
    placeholder: "NAME",
  }),
  auxiliaryStart: textFlag("start of the history; midnight before the first event unless given", {
    group: DATA,
    placeholder: "TIME",
  }),
  trainStart: textFlag(
    "start of the events that models explain; a tenth of the time before the test unless given",
    { group: DATA, placeholder: "TIME" },
  ),
  validationStart: textFlag(
    "start of the validation part; a fifth of the events before the test unless given",
    { group: DATA, placeholder: "TIME" },
  ),
  testStart: textFlag("start of the test", { group: DATA, placeholder: "TIME" }),
  testEnd: textFlag("end of the test; midnight after the last event unless given", {
    group: DATA,
    placeholder: "TIME",
  }),
  mc: numberFlag("smallest magnitude; the smallest of the training part unless given", {
    group: DATA,
  }),
  magnitudeStep: numberFlag("step to which magnitudes are rounded; 0.1 unless given", {
    group: DATA,
  }),
  referenceRounding: switchFlag(
    "round magnitudes in floating point as the published scores do, many of x.x5 down",
    { group: DATA },
  ),
  areaKm2: numberFlag(
    "area of the region; that of the parameters, the polygon, or the hull of the events before " +
      "the test unless given",
    { group: DATA },
  ),
  polygon: textFlag("GeoJSON or CSV of the region; events outside are left out", {
    group: DATA,
    placeholder: "FILE",
  }),
  final: switchFlag(
    "open the test part, once all choices are made, and note the run in the log; else the " +
      "validation part is scored",
  ),
  log: textFlag("log of final runs; bench/results/final_runs.jsonl of the project unless given", {
    placeholder: "FILE",
  }),
  plot: textFlag("draws the gain over the first model as it adds up over time to an SVG file", {
    placeholder: "FILE",
  }),
  series: switchFlag("with --json: every event's terms and the gain summed up to it too"),
  seed: {
    kind: "integer",
    default: 1,
    about: "seed of the bootstrap, and the first of models that are trained",
  } as Flag<number>,
  seeds: {
    kind: "integer",
    default: 1,
    minimum: 1,
    about: "how many times such models are trained; their score is the mean",
  } as Flag<number>,
  threads: integerFlag(
    "threads of WebAssembly; the number of cores, 4 at most, if they gain, unless given",
    { minimum: 1, maximum: 8 },
  ),
} as const;
