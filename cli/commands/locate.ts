import type { LocatorSetting } from "../../engine/models/mod.ts";
import type { LocationRequest } from "../../engine/monitoring/mod.ts";
import { EVENT_FORMAT_FLAG, writeEventFile } from "../event_file.ts";
import { watchInterruption } from "../interruption.ts";
import { writeLocationMap } from "../location_map_file.ts";
import { readNamedFile } from "../named_file.ts";
import { refusePictureName } from "../picture_file.ts";
import { prepareFiles } from "../prepare_files.ts";
import { saySourceNotes } from "../source_notes.ts";
import { defineVerb, numberFlag, requiredTextFlag, textFlag, type Verb } from "../verb.ts";
import { openVelocityModel } from "../velocity_model.ts";

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
    shallowest: numberFlag("shallowest hypocentre, km below sea level; -5 unless given"),
    deepest: numberFlag("deepest hypocentre, km; what the velocities allow unless given"),
    out: textFlag("write all events", { placeholder: "FILE" }),
    format: EVENT_FORMAT_FLAG,
    map: textFlag("draw the event with the most picks, its 68 % ellipse and the stations", {
      placeholder: "FILE.svg|png",
    }),
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
  permissions: [
    "--allow-read=PICKS,FILES",
    "--allow-read=FOLDER-OF-OUT --allow-write=FOLDER-OF-OUT (with --out, --map, --learn-delays)",
    "--allow-read=node_modules (with --map to PNG)",
  ],
  async run({ values, operands, terminal }) {
    refusePictureName(values.map, "map");
    await prepareFiles(values.out, values.map, values.learnDelays);
    const { answerLocation, readLocationSources, writeLocationJson } = await import(
      "../../engine/monitoring/mod.ts"
    );
    const request = readLocationSources({
      picks: await readNamedFile(operands[0]),
      stations: await readNamedFile(values.stations),
      model: await openVelocityModel(values.velocity),
      delays: values.delays === undefined ? undefined : await readNamedFile(values.delays),
    }, values);
    for (const noted of request.notes) saySourceNotes(terminal, noted);
    const interruption = watchInterruption("Stopping; nothing is written.");
    try {
      const setting = values.learnDelays === undefined
        ? request.setting
        : await learnDelays(request, {
          path: values.learnDelays,
          report: (done, total) => terminal.progress({ stage: "Learning delays", done, total }),
        });
      const watch = { signal: interruption.signal, onProgress: terminal.progress };
      const located = await answerLocation({ ...request, setting }, watch);
      if (values.out !== undefined) {
        const { events } = located;
        await writeEventFile(values.out, { events, format: values.format, document: located });
      }
      if (values.map !== undefined) {
        const { stations } = request.setting;
        await writeLocationMap(values.map, { events: located.events, stations });
      }
      if (terminal.json) return terminal.writeOut(writeLocationJson(located));
      const { locationText } = await import("../../engine/drawing/mod.ts");
      terminal.answer({
        document: () => located,
        text: () => locationText(located.events, located.failures),
      });
    } finally {
      interruption.stop();
    }
  },
});

/** Delays learned from the events, written to a file, and the setting with them. */
async function learnDelays(
  { events, setting }: LocationRequest,
  { path, report }: { path: string; report: (done: number, total: number) => void },
): Promise<LocatorSetting> {
  const { learnStationDelays } = await import("../../engine/models/mod.ts");
  const { writeFileWhole } = await import("../../engine/storage/mod.ts");
  const delays = learnStationDelays(events, setting, { report });
  const text = JSON.stringify(delays, undefined, 2) + "\n";
  await writeFileWhole(path, new TextEncoder().encode(text));
  return { ...setting, delays };
}
