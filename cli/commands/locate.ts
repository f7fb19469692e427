import {
  ConfigurationError,
  InsufficientDataError,
  type SeismicEvent,
  type VelocityModel,
} from "../../engine/domain/mod.ts";
import type { LocatorSetting } from "../../engine/models/mod.ts";
import { watchInterruption } from "../interruption.ts";
import { defineVerb, numberFlag, requiredTextFlag, textFlag, type Verb } from "../verb.ts";

const FORMATS = ["quakeml", "csv", "json"] as const;

/** Locates events from their picks. */
export const locate: Verb = defineVerb({
  about: "Locates events from their P and S picks: hypocentre and origin time with their errors, " +
    "the 68 % ellipsoid, gap, residuals, and what makes a location poor. Gross errors lose their " +
    "weight. A table of picks is taken for one event; QuakeML, .pha and .obs have many.",
  operands: [{
    syntax: "<picks>",
    about: "QuakeML, CSV or JSON of picks, hypoDD's .pha or NonLinLoc's .obs; a file, a URL, or -",
  }],
  flags: {
    stations: requiredTextFlag(
      "where stations are: StationXML, FDSN text, a table, or a list of hypoDD or NonLinLoc",
      { placeholder: "FILE" },
    ),
    velocity: {
      ...requiredTextFlag(
        "ak135, iasp91, or a file of layers (columns top, vp, vs; or hypoDD.inp)",
      ),
      ...{ placeholder: "MODEL", required: false, default: "ak135" },
    },
    delays: textFlag("how late waves come to stations, JSON as --learn-delays writes", {
      placeholder: "FILE",
    }),
    learnDelays: textFlag("learn how late waves come from these events; write it, and use it", {
      placeholder: "FILE",
    }),
    shallowest: numberFlag("shallowest hypocentre, km below sea level; -2 unless given"),
    deepest: numberFlag("deepest hypocentre, km; what the velocities allow unless given"),
    out: textFlag("write all events", { placeholder: "FILE" }),
    format: {
      ...textFlag("quakeml, csv or json; what the name of the file says unless given"),
      ...{ kind: "choice" as const, choices: FORMATS, placeholder: "FORMAT" },
    },
  },
  examples: [
    ["locate picks.csv --stations stations.xml", "one event, in a table"],
    [
      "locate events.xml --stations stations.xml --velocity layers.csv --out located.xml",
      "all events of a document, to another",
    ],
    [
      "locate Calaveras.pha --stations station.dat --velocity hypoDD.inp --learn-delays delays.json",
      "delays of stations learned from 5 events or more",
    ],
  ],
  permissions: ["--allow-read=PICKS,FILES", "--allow-write=FOLDER (with --out, --learn-delays)"],
  async run({ values, operands, terminal }) {
    const sources = await import("../../engine/sources/mod.ts");
    const { locateEvents } = await import("../../engine/monitoring/mod.ts");
    const { locationText } = await import("../../engine/drawing/mod.ts");
    const read = sources.readWholeFile;
    const { events } = sources.readEventPicks(await read(operands[0]), operands[0]);
    const { stations } = sources.readStationPlaces(await read(values.stations), values.stations);
    const model = await openVelocityModel(values.velocity);
    const setting: LocatorSetting = { stations, model, options: depthsOf(values) };
    const interruption = watchInterruption("Stopping; nothing is written.");
    try {
      const delays = await delaysAsAsked(events, { values, setting });
      const { signal } = interruption;
      const onProgress = terminal.progress;
      const located = await locateEvents(events, {
        ...setting,
        ...{ signal, onProgress },
        ...(delays !== undefined && { delays }),
      });
      if (located.events.length === 0 && located.failures.length > 0) {
        const [{ reason }] = located.failures;
        const amounts = { have: 0, need: 1, of: "located events" };
        throw new InsufficientDataError(`Cannot locate ${operands[0]} (${reason})`, amounts);
      }
      if (values.out !== undefined) await writeEvents(located.events, values);
      terminal.answer({
        document: () => ({ velocity: model.name, ...located }),
        text: () => locationText(located.events, located.failures),
      });
    } finally {
      interruption.stop();
    }
  },
});

async function openVelocityModel(name: string): Promise<VelocityModel> {
  const { VELOCITY_MODELS } = await import("../../engine/models/mod.ts");
  const known = VELOCITY_MODELS.find((model) => model.name === name);
  if (known !== undefined) return known;
  const { readVelocityModel, readWholeFile } = await import("../../engine/sources/mod.ts");
  return readVelocityModel(await readWholeFile(name), name);
}

/** Bounds of depth that were given, as options of the engine. */
function depthsOf({ shallowest, deepest }: { shallowest?: number; deepest?: number }) {
  const [top, bottom] = [shallowest ?? -2, deepest ?? Infinity];
  if (!(top < bottom)) {
    throw new ConfigurationError(`No depth is from ${top} to ${bottom} km.`, "shallowest");
  }
  return {
    ...(shallowest !== undefined && { smallestDepthKm: shallowest }),
    ...(deepest !== undefined && { largestDepthKm: deepest }),
  };
}

/** Delays of a file, or learned and written, or none. */
async function delaysAsAsked(
  events: readonly SeismicEvent[],
  { values, setting }: {
    values: { delays?: string; learnDelays?: string };
    setting: LocatorSetting;
  },
) {
  const { readStationDelays, readWholeFile } = await import("../../engine/sources/mod.ts");
  const given = values.delays === undefined ? undefined : readStationDelays(
    new TextDecoder().decode(await readWholeFile(values.delays)),
    values.delays,
  );
  if (values.learnDelays === undefined) return given;
  const { learnStationDelays } = await import("../../engine/models/mod.ts");
  const { writeFileWhole } = await import("../../engine/storage/mod.ts");
  const start = given === undefined ? setting : { ...setting, delays: given };
  const delays = learnStationDelays(events, start);
  await writeFileWhole(
    values.learnDelays,
    new TextEncoder().encode(JSON.stringify(delays, undefined, 2) + "\n"),
  );
  return delays;
}

async function writeEvents(
  events: readonly SeismicEvent[],
  { out = "", format }: { out?: string; format?: string },
): Promise<void> {
  const { writeEventsCsv, writeQuakeml } = await import("../../engine/sources/mod.ts");
  const { writeFileWhole } = await import("../../engine/storage/mod.ts");
  const kind = format ?? (/\.(csv|json)$/.exec(out)?.[1] ?? "quakeml");
  const text = kind === "json"
    ? JSON.stringify({ events }) + "\n"
    : [...(kind === "csv" ? writeEventsCsv : writeQuakeml)(events)].join("");
  await writeFileWhole(out, new TextEncoder().encode(text));
}
