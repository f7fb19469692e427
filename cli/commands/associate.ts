import type { Association } from "../../engine/monitoring/mod.ts";
import { writeEventFile } from "../event_file.ts";
import { watchInterruption } from "../interruption.ts";
import { prepareFiles } from "../prepare_files.ts";
import { defineVerb, integerFlag, requiredTextFlag, textFlag, type Verb } from "../verb.ts";
import { openVelocityModel } from "../velocity_model.ts";
import { saySourceNotes } from "../source_notes.ts";

/** Joins picks to events, each with a first hypocentre. */
export const associate: Verb = defineVerb({
  about: "Joins P and S picks of many stations to events, each with its picks and a first " +
    "hypocentre, and tells which picks belong to none. How late phases come at each station is " +
    "learned from the picks; without that, an event is the same wherever a file begins.",
  operands: [{
    syntax: "<picks>",
    about: "CSV, JSON, QuakeML or PhaseNet's table; a file, a URL, or -",
  }],
  flags: {
    stations: requiredTextFlag("StationXML, FDSN station text, or a table with their places", {
      placeholder: "FILE",
    }),
    velocity: {
      ...requiredTextFlag("ak135, iasp91, or a file of layers (top, vp, vs; or hypoDD.inp)"),
      ...{ placeholder: "MODEL", required: false, default: "ak135" },
    },
    delayRounds: {
      ...integerFlag("rounds in which delays of stations are learned; 0 for none"),
      ...{ default: 2, minimum: 0, maximum: 10 },
    },
    minPicks: { ...integerFlag("fewest picks of an event; 6 unless given"), minimum: 4 },
    minP: { ...integerFlag("fewest P picks of an event; 3 unless given"), minimum: 0 },
    minS: { ...integerFlag("fewest S picks of an event; 1 unless given"), minimum: 0 },
    minStations: { ...integerFlag("fewest stations of an event; 4 unless given"), minimum: 3 },
    out: textFlag("write all events: QuakeML, or CSV or JSON where the name ends so", {
      placeholder: "FILE",
    }),
  },
  examples: [
    ["associate picks.tsv --stations stations.csv", "events in a table"],
    ["associate picks.tsv --stations stations.xml --out events.xml", "all of them, as QuakeML"],
  ],
  permissions: [
    "--allow-read=PICKS,FILE",
    "--allow-read=FOLDER-OF-OUT --allow-write=FOLDER-OF-OUT (with --out)",
  ],
  async run({ values, operands, terminal }) {
    await prepareFiles(values.out);
    const { readPicks, readStations, readWholeFile } = await import("../../engine/sources/mod.ts");
    const { travelTimes } = await import("../../engine/models/mod.ts");
    const { associatePicks, learnAssociationDelays } = await import(
      "../../engine/monitoring/mod.ts"
    );
    const { associationText } = await import("../../engine/drawing/mod.ts");
    const reading = readPicks(await readWholeFile(operands[0]), operands[0]);
    const places = readStations(await readWholeFile(values.stations), values.stations);
    saySourceNotes(terminal, { source: operands[0], notes: reading.notes });
    saySourceNotes(terminal, { source: values.stations, notes: places.notes });
    const { picks } = reading;
    const { stations } = places;
    const model = await openVelocityModel(values.velocity);
    const times = { P: travelTimes(model, "P"), S: travelTimes(model, "S") };
    const interruption = watchInterruption("Stopping; nothing is written.");
    try {
      const { signal } = interruption;
      const settings = { stations, times, options: optionsOf(values), signal };
      const watched = { ...settings, onProgress: terminal.progress };
      const rounds = values.delayRounds as number;
      const delays = await learnAssociationDelays(picks, { ...watched, rounds });
      const found = await associatePicks(picks, { ...watched, delays });
      const counts = countPicks(found, picks.length);
      const document = { ...counts, velocity: model.name, delays, events: found.events };
      if (values.out !== undefined) {
        await writeEventFile(values.out, { events: found.events, document });
      }
      terminal.answer({
        document: () => document,
        text: () => associationText(found.events, counts),
      });
    } finally {
      interruption.stop();
    }
  },
});

/** The flags that were given, as options of the engine. */
function optionsOf(
  { minPicks, minP, minS, minStations }: {
    minPicks?: number;
    minP?: number;
    minS?: number;
    minStations?: number;
  },
) {
  return {
    ...(minPicks !== undefined && { minimumPicks: minPicks }),
    ...(minP !== undefined && { minimumP: minP }),
    ...(minS !== undefined && { minimumS: minS }),
    ...(minStations !== undefined && { minimumStations: minStations }),
  };
}

function countPicks({ events, unassociated, unusable }: Association, picks: number) {
  return {
    picks,
    associated: events.reduce((sum, event) => sum + event.picks.length, 0),
    unassociated: unassociated.length,
    unusable: unusable.length,
  };
}
