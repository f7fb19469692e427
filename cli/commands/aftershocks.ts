import type { AftershockRegionName } from "../../engine/forecasting/mod.ts";
import { openRequest, READING_FLAGS } from "../catalogue_request.ts";
import { readTimeFlag } from "../time_flag.ts";
import {
  choiceFlag,
  defineVerb,
  numberFlag,
  requiredTextFlag,
  textFlag,
  type Verb,
} from "../verb.ts";

const GROUP = "Sequence:";

/** Forecasts the aftershocks of a mainshock; no trained model is needed. */
export const aftershocks: Verb = defineVerb({
  about:
    "Forecasts the aftershocks of a mainshock for a day, a week, a month and a year (Reasenberg & " +
    "Jones): expected number, 95 % range and probability by magnitude, and one plain sentence. " +
    "--json has the shape of the USGS' aftershock forecasts.",
  flags: {
    catalogue: requiredTextFlag("a file, a URL, or - for stdin; gzip is recognised", {
      ...{ group: "Catalogue:", placeholder: "FILE|URL|-" },
    }),
    ...READING_FLAGS,
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
    form: {
      ...choiceFlag(["auto", "generic", "sequence-specific", "bayesian"], {
        about: "how the parameters are known; auto is generic for 3 hours, then bayesian",
        initial: "auto",
      }),
      group: GROUP,
    },
    completeness: numberFlag("completeness in quiet times; the region's unless given", {
      ...{ group: GROUP, minimum: -3, maximum: 10 },
    }),
    recovery: {
      ...{ kind: "choice", default: undefined as string | undefined, group: GROUP },
      choices: ["world", "california"],
      about: "how fast completeness recovers after the mainshock; the region's unless given",
    },
    b: {
      ...{ kind: "number", default: 1 as number | "fit", group: GROUP, placeholder: "NUMBER|fit" },
      ...{ minimum: 0.3, maximum: 3, choices: ["fit"] },
      about: "b-value, or fit for that of the aftershocks",
    },
  },
  examples: [
    ["aftershocks --catalogue m25.csv.gz", "of the largest event"],
    ["aftershocks --catalogue m25.csv.gz --after 2019-07-04 --region CAL-SCSN", "of a sequence"],
    ["aftershocks --catalogue m25.csv.gz --mainshock ci38457511 --json", "for a program"],
  ],
  permissions: ["--allow-read=CATALOGUE", "--allow-net=HOST (of a URL)"],
  async run({ values, terminal }) {
    const { AFTERSHOCK_FORMS, AFTERSHOCK_RECOVERIES, forecastAftershocks, readAndClean } =
      await import(
        "../../engine/forecasting/mod.ts"
      );
    const { resolveForecastConfiguration } = await import("../../engine/domain/mod.ts");
    const { aftershockText } = await import("../../engine/drawing/mod.ts");
    const request = await openRequest(values.catalogue, values);
    const { catalogue } = await readAndClean(request, resolveForecastConfiguration({}));
    const timeOf = (key: "after" | "issueTime") =>
      values[key] === undefined ? undefined : readTimeFlag(values[key], key);
    const answer = forecastAftershocks(catalogue, {
      mainshock: values.mainshock,
      afterMs: timeOf("after"),
      issueTimeMs: timeOf("issueTime"),
      region: values.region as AftershockRegionName | undefined,
      form: AFTERSHOCK_FORMS.find((form) => form === values.form),
      completeness: values.completeness,
      recovery: AFTERSHOCK_RECOVERIES.find((recovery) => recovery === values.recovery),
      b: values.b,
    });
    terminal.answer({ document: () => answer, text: () => aftershockText(answer) });
  },
});
