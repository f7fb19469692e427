import { ConfigurationError } from "../engine/domain/mod.ts";
import type { NamedChainPicker } from "../engine/monitoring/mod.ts";
import { MONITOR_FORECAST_FLAGS } from "./monitor_forecasts.ts";
import { MONITOR_IMPACT_FLAGS } from "./monitor_impacts.ts";
import { MONITOR_RETENTION_FLAGS } from "./monitor_retention.ts";
import { MONITOR_WEBHOOK_FLAGS } from "./monitor_webhooks.ts";
import { PICKING_FLAGS } from "./picker_flags.ts";
import {
  choiceFlag,
  type Flag,
  integerFlag,
  numberFlag,
  requiredTextFlag,
  switchFlag,
  textFlag,
} from "./verb.ts";

const STREAM = "Stream:";
const PICK = "Pick:";
const SERVE = "Serve:";

/** The picker where none is named: it needs no file. */
const USUAL_PICKER = "sta-lta";

/** Everything `monitor` can be told. */
export const MONITOR_FLAGS = {
  source: requiredTextFlag(
    "seedlink://HOST:PORT, seedlink+ws://HOST:PORT/PATH, fdsn://SERVICE, " +
      "replay:FILE?speed=100 (or max), or - for miniSEED on stdin",
    { placeholder: "SOURCE", group: STREAM },
  ),
  select: {
    ...{ kind: "names", default: [], placeholder: "NET.STA.LOC.CHA", repeatable: true },
    about: "channels, with * and ?, such as NC.*..HH?; may be given several times",
    group: STREAM,
  } as Flag<readonly string[]>,
  seconds: numberFlag("ends after so long; without it, Ctrl-C ends it", {
    ...{ minimum: 0.001, group: STREAM },
  }),
  stations: requiredTextFlag("StationXML: places, and the responses that warnings and sizes need", {
    placeholder: "FILE",
  }),
  sites: textFlag("places that are warned: a table of name, latitude and longitude", {
    placeholder: "FILE",
  }),
  database: {
    ...textFlag("where everything is kept; made where there is none", { placeholder: "FILE" }),
    default: "quakecast.db",
  },
  velocity: {
    ...textFlag("ak135, iasp91, or a file of layers (top, vp, vs; or hypoDD.inp)"),
    ...{ placeholder: "MODEL", default: "ak135" },
  },
  model: textFlag("folder of a picker, such as models import writes", {
    ...{ placeholder: "DIR", group: PICK },
  }),
  picker: textFlag(`a classical picker instead: sta-lta or ar; ${USUAL_PICKER} unless given`, {
    ...{ placeholder: "NAME", group: PICK },
  }),
  thresholdP: PICKING_FLAGS.thresholdP,
  thresholdS: PICKING_FLAGS.thresholdS,
  step: numberFlag("seconds between two looks of the picker: 7.5 of a network, 10 of others", {
    group: PICK,
  }),
  ...MONITOR_IMPACT_FLAGS,
  ...MONITOR_FORECAST_FLAGS,
  ...MONITOR_WEBHOOK_FLAGS,
  ...MONITOR_RETENTION_FLAGS,
  serve: { ...switchFlag("starts the server and its page too", { group: SERVE }), default: true },
  host: textFlag("address to listen on; 127.0.0.1 unless given", { group: SERVE }),
  port: integerFlag("port to listen on; 8000 unless given, 0 takes a free one", {
    ...{ minimum: 0, maximum: 65_535, group: SERVE },
  }),
  apiKeysFile: textFlag("file of digests of API keys; needed beyond this machine", {
    ...{ placeholder: "FILE", group: SERVE },
  }),
  auditLog: textFlag("file that changes and refusals are appended to; none unless given", {
    ...{ placeholder: "FILE", group: SERVE },
  }),
  capSender: textFlag("who sends the alerts that are asked for as CAP, such as name@example.org", {
    group: SERVE,
  }),
  capStatus: {
    ...choiceFlag(["Test", "Exercise", "Actual"], {
      about: "status of those; nobody acts on a Test",
      initial: "Test",
    }),
    group: SERVE,
  },
  models: textFlag("folder of models that the server offers; models unless given", {
    ...{ placeholder: "DIR", group: SERVE },
  }),
} as const;

/** The picker that flags ask for. Throws ConfigurationError where they ask for two. */
export function chainPickerOf(
  { model, picker, step, thresholdP, thresholdS }: {
    readonly model?: string;
    readonly picker?: string;
    readonly step?: number;
    readonly thresholdP?: number;
    readonly thresholdS?: number;
  },
): NamedChainPicker {
  if (model === undefined) {
    return { kind: "classical", name: picker ?? USUAL_PICKER, stepSeconds: step };
  }
  if (picker !== undefined) {
    throw new ConfigurationError("Cannot pick with --model and --picker at once.", "picker");
  }
  const given = Object.entries({ P: thresholdP, S: thresholdS })
    .filter((entry): entry is [string, number] => entry[1] !== undefined);
  const options = { thresholds: Object.fromEntries(given), stepSeconds: step };
  return { kind: "network", folder: model, options };
}
