import { ConfigurationError } from "../../engine/domain/mod.ts";
import type { EventCatalogue } from "../../engine/monitoring/mod.ts";
import { describeRun } from "../backend_flags.ts";
import { writeEventFile } from "../event_file.ts";
import { watchInterruption } from "../interruption.ts";
import { readNamedFiles } from "../named_file.ts";
import { writeLocationMap } from "../location_map_file.ts";
import { writePickFile } from "../pick_file.ts";
import { ONE_PICKER_FLAGS, openPickers, PICKING_FLAGS } from "../picker_flags.ts";
import { refusePictureName } from "../picture_file.ts";
import { prepareFiles } from "../prepare_files.ts";
import { saySourceNotes } from "../source_notes.ts";
import { defineVerb, integerFlag, requiredTextFlag, textFlag, type Verb } from "../verb.ts";
import { openVelocityModel } from "../velocity_model.ts";

/** From waveforms to a catalogue of located events with magnitudes. */
export const catalogue: Verb = defineVerb({
  about:
    "Makes a catalogue from waveforms: picks P and S, joins the picks to events, locates each and " +
    "estimates its magnitudes. The events are written as QuakeML with picks, arrivals and " +
    "uncertainties, and as a table that train and forecast read. What was left out is told.",
  operands: [{ syntax: "<files...>", about: "waveforms: miniSEED or SAC files, URLs, or -" }],
  flags: {
    stations: requiredTextFlag("StationXML (responses give magnitudes), FDSN text, or a table", {
      placeholder: "FILE",
    }),
    ...ONE_PICKER_FLAGS,
    ...PICKING_FLAGS,
    velocity: {
      ...requiredTextFlag("ak135, iasp91, or a file of layers (top, vp, vs; or hypoDD.inp)"),
      ...{ placeholder: "MODEL", required: false, default: "ak135" },
    },
    delayRounds: {
      ...integerFlag("rounds in which delays of stations are learned; 0 unless given"),
      ...{ default: 0, minimum: 0, maximum: 10 },
    },
    unit: textFlag("unit of the samples, where they are ground motion: m, m/s or m/s**2", {
      placeholder: "UNIT",
    }),
    out: textFlag("write the events: QuakeML, or CSV or JSON where the name ends so", {
      placeholder: "FILE",
    }),
    table: textFlag("write the events as CSV too", { placeholder: "FILE" }),
    map: textFlag("draw the event with the most picks", { placeholder: "FILE.svg|png" }),
    picks: textFlag("write all picks too", { placeholder: "FILE" }),
  },
  examples: [
    ["models import phasenet phasenet.safetensors --out phasenet", "a picker, once"],
    [
      "catalogue day.mseed --stations stations.xml --model phasenet --out events.xml --table events.csv",
      "QuakeML, and a table",
    ],
    ["inspect events.csv", "a catalogue like any other"],
  ],
  permissions: [
    "--allow-read=FILES,MODEL,engine",
    "--allow-net=HOST (of a URL)",
    "--allow-read=FOLDER-OF-OUT --allow-write=FOLDER-OF-OUT (with --out, --table, --picks, --map)",
    "--allow-read=node_modules (with --map to PNG)",
  ],
  async run({ values, operands: files, terminal }) {
    refusePictureName(values.map, "map");
    const startedMs = performance.now();
    const { model, picker, threads } = values;
    if (model !== undefined && picker !== undefined) {
      throw new ConfigurationError("Cannot pick with --model and --picker at once.", "picker");
    }
    await prepareFiles(values.out, values.table, values.map, values.picks);
    const { buildEventCatalogue, pickOptionsOf } = await import("../../engine/monitoring/mod.ts");
    const { readStations, readWaveformSources, readWholeFile } = await import(
      "../../engine/sources/mod.ts"
    );
    const interruption = watchInterruption("Stopping; nothing is written.");
    try {
      const { signal } = interruption;
      const onProgress = terminal.progress;
      const { pickers: [chosen], backend } = await openPickers({
        ...{ models: model === undefined ? [] : [model] },
        ...{ names: picker === undefined ? [] : [picker], threads },
        options: { ...pickOptionsOf(values), onProgress, signal },
      }, terminal);
      const places = readStations(await readWholeFile(values.stations), values.stations);
      saySourceNotes(terminal, { source: values.stations, notes: places.notes });
      const { stations } = places;
      const velocity = await openVelocityModel(values.velocity);
      const reading = await readWaveformSources(readNamedFiles(files));
      const found = await buildEventCatalogue(reading.traces, {
        ...{ picker: chosen, stations, model: velocity, signal, onProgress },
        ...{ delayRounds: values.delayRounds as number, magnitude: { unit: values.unit } },
      });
      const document = describeCatalogue(found, { velocity: velocity.name, notes: reading.notes });
      const { out, table, picks } = values;
      const { events } = found;
      if (out !== undefined) await writeEventFile(out, { events, document });
      if (table !== undefined) await writeEventFile(table, { events, format: "csv" });
      if (values.map !== undefined) await writeLocationMap(values.map, { events, stations });
      if (picks !== undefined) await writePickFile(picks, { picks: found.picks });
      const { eventCatalogueText } = await import("../../engine/drawing/mod.ts");
      terminal.answer({
        document: () => ({ ...document, run: describeRun(backend, startedMs) }),
        text: () => eventCatalogueText(document),
      });
    } finally {
      interruption.stop();
    }
  },
});

function describeCatalogue(
  { events, picks, unassociated, failures, notes }: EventCatalogue,
  more: { velocity: string; notes: EventCatalogue["notes"] },
) {
  return {
    ...{ velocity: more.velocity, events, failures },
    counts: {
      picks: picks.length,
      associated: events.reduce((sum, event) => sum + event.picks.length, 0),
      unassociated: unassociated.length,
    },
    notes: [...more.notes, ...notes],
  };
}
