import { ConfigurationError, type OptionValues } from "../engine/domain/mod.ts";
import type { AftershockRegionName, SequenceOptions } from "../engine/forecasting/mod.ts";
import { READING_FLAGS } from "./catalogue_request.ts";
import { readTimeFlag } from "./time_flag.ts";
import {
  choiceFlag,
  type Flag,
  integerFlag,
  numberFlag,
  requiredTextFlag,
  textFlag,
} from "./verb.ts";

const GROUP = "Sequence:";
const ETAS_GROUP = "ETAS:";

/** What aftershocks are forecast from, and how. */
export const AFTERSHOCK_FLAGS = {
  catalogue: requiredTextFlag("a file, a URL, or - for stdin; gzip is recognised", {
    ...{ group: "Catalogue:", placeholder: "FILE|URL|-" },
  }),
  ...READING_FLAGS,
  model: {
    ...choiceFlag(["reasenberg-jones", "etas"], {
      about: "one decay after the mainshock, or aftershocks that each have their own",
      initial: "reasenberg-jones",
    }),
    group: GROUP,
  } as Flag<string>,
  mainshock: textFlag("identifier of the mainshock; the largest event unless given", {
    ...{ group: GROUP, placeholder: "ID" },
  }),
  after: textFlag("events before then cannot be the mainshock; ISO 8601", {
    ...{ group: GROUP, placeholder: "TIME" },
  }),
  issueTime: textFlag("everything up to then is used, nothing after; the last event's time", {
    ...{ group: GROUP, placeholder: "TIME" },
  }),
  region: textFlag("region of the generic parameters; ANSR-SHALCON unless given", {
    ...{ group: GROUP, placeholder: "NAME" },
  }),
  completeness: numberFlag("completeness in quiet times; the region's unless given", {
    ...{ group: GROUP, minimum: -3, maximum: 10 },
  }),
  recovery: {
    ...{ kind: "choice", default: undefined as string | undefined, group: GROUP },
    choices: ["world", "california"],
    about: "how fast completeness recovers after the mainshock; the region's unless given",
  } as Flag<string | undefined>,
  map: textFlag("draw where aftershocks are expected, to an SVG file", {
    ...{ group: GROUP, placeholder: "FILE.svg" },
  }),
  form: {
    ...choiceFlag(["auto", "generic", "sequence-specific", "bayesian"], {
      about: "how the parameters are known; auto is generic for 3 hours, then bayesian",
      initial: "auto",
    }),
    group: "Reasenberg & Jones:",
  } as Flag<string>,
  b: {
    ...{ kind: "number", default: 1 as number | "fit", group: "Reasenberg & Jones:" },
    ...{ placeholder: "NUMBER|fit", minimum: 0.3, maximum: 3, choices: ["fit"] },
    about: "b-value, or fit for that of the aftershocks",
  } as Flag<number | "fit">,
  etasParameters: textFlag("JSON of fitted parameters with their mc; the region's generic ones", {
    ...{ group: ETAS_GROUP, placeholder: "FILE" },
  }),
  simulations: integerFlag("simulated catalogues; 5000 unless given", {
    ...{ group: ETAS_GROUP, minimum: 100, maximum: 1_000_000 },
  }),
  seed: integerFlag("seed of the catalogues; 1 unless given", { group: ETAS_GROUP }),
} as const;

/** Values of AFTERSHOCK_FLAGS. */
export type AftershockValues = OptionValues<typeof AFTERSHOCK_FLAGS>;

/**
 * The sequence that the flags ask for.
 *
 * Throws ConfigurationError for flags of the other model and times that are none.
 */
export async function sequenceOptionsOf(values: AftershockValues): Promise<SequenceOptions> {
  const { AFTERSHOCK_RECOVERIES } = await import("../engine/forecasting/mod.ts");
  const { etasParameters, simulations, seed, form, b } = values;
  const others = values.model === "etas"
    ? { form: form === "auto" ? undefined : form, b: b === 1 ? undefined : b }
    : { etasParameters, simulations, seed };
  const unused = Object.entries(others).find(([, value]) => value !== undefined);
  if (unused !== undefined) {
    throw new ConfigurationError(
      `Cannot use ${unused[0]} with the model ${values.model}: it is of the other one.`,
      unused[0],
    );
  }
  const timeOf = (key: "after" | "issueTime") =>
    values[key] === undefined ? undefined : readTimeFlag(values[key], key);
  return {
    mainshock: values.mainshock,
    afterMs: timeOf("after"),
    issueTimeMs: timeOf("issueTime"),
    region: values.region as AftershockRegionName | undefined,
    completeness: values.completeness,
    recovery: AFTERSHOCK_RECOVERIES.find((recovery) => recovery === values.recovery),
  };
}
