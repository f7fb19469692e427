/** Names of the point processes that are trained, kept and forecast with, as `--model` takes them. */
export const POINT_MODEL_NAMES: readonly string[] = [
  "poisson",
  "etas",
  "etas-background",
  "recurrent",
  "neural-etas",
];
