import type { NamedBytes } from "../../engine/sources/mod.ts";
import { describeRun } from "../backend_flags.ts";
import { readNamedFile, readNamedFiles } from "../named_file.ts";
import { refusePictureName, writePictureFile } from "../picture_file.ts";
import { prepareFiles } from "../prepare_files.ts";
import { saySourceNotes } from "../source_notes.ts";
import { readTimeFlag } from "../time_flag.ts";
import {
  choiceFlag,
  defineVerb,
  numberFlag,
  requiredTextFlag,
  textFlag,
  type Verb,
} from "../verb.ts";

const GROUP = "Explanation:";

/** Tells which part of which component made a network say a magnitude. */
export const explainMagnitude: Verb = defineVerb({
  about:
    "Tells which part of which component of a station's record made a magnitude network say its " +
    "magnitude: integrated gradients through amplitude, centroid and network, against the station's " +
    "own noise before P, by component and second, with the check that they add up.",
  operands: [{ syntax: "<files...>", about: "miniSEED or SAC files, URLs, or - for stdin" }],
  flags: {
    model: requiredTextFlag("folder of a magnitude network", { placeholder: "DIR" }),
    station: textFlag("NET.STA, where the files hold several", {
      ...{ group: GROUP, placeholder: "NAME" },
    }),
    map: textFlag("draws waveforms with what each part adds", {
      ...{ group: GROUP, placeholder: "FILE.svg" },
    }),
    stations: textFlag("places and responses of stations", { placeholder: "FILE" }),
    event: textFlag("the event's origin and picks, QuakeML", { placeholder: "FILE" }),
    eventId: textFlag("which event of --event, where it holds several", { placeholder: "ID" }),
    distanceKm: numberFlag("epicentral distance, in place of --event", { minimum: 0.1 }),
    pTime: textFlag("P arrival of the only station, in place of picks", { placeholder: "TIME" }),
    unit: choiceFlag(["counts", "m", "m/s", "m/s**2"], {
      ...{ about: "unit of the samples", initial: "counts" },
    }),
  },
  examples: [
    ["explain magnitude event.mseed --model magnitude --event event.xml", "of its only station"],
    [
      "explain magnitude a.mseed --model m --distance-km 41 --p-time 2020-05-01T12:00:07 --map w.svg",
      "without an event, drawn",
    ],
  ],
  permissions: [
    "--allow-read=FILES,MODEL,engine",
    "--allow-net=HOST (of a URL)",
    "--allow-read=FOLDER-OF-MAP --allow-write=FOLDER-OF-MAP (with --map)",
  ],
  async run({ values, operands, terminal }) {
    const startedMs = performance.now();
    const { model, map, station, pTime, unit } = values;
    refusePictureName(map, "map");
    await prepareFiles(map);
    const { explainStationMagnitude, readMagnitudeSources, startKernels, writeExplanationJson } =
      await import("../../engine/monitoring/mod.ts");
    const request = await readMagnitudeSources({
      waveforms: readNamedFiles(operands),
      stations: await readIfNamed(values.stations),
      event: await readIfNamed(values.event),
    }, {
      ...values,
      ...{ unit: unit === "counts" ? undefined : unit },
      pTimeMs: pTime === undefined ? undefined : readTimeFlag(pTime, "pTime"),
    });
    for (const noted of request.sourceNotes) saySourceNotes(terminal, noted);
    const { loadTrainedMagnitude } = await import("../../engine/training/mod.ts");
    const trained = await loadTrainedMagnitude(model);
    const kernels = await startKernels({ threads: 1 });
    const explained = explainStationMagnitude(request, { trained, kernels, station });
    const { explanation } = explained;
    const { drawMagnitudeExplanation, magnitudeExplanationText } = await import(
      "../../engine/drawing/mod.ts"
    );
    if (map !== undefined) await writePictureFile(map, drawMagnitudeExplanation(explained));
    if (terminal.json) {
      const run = describeRun(kernels.report, startedMs);
      return terminal.writeOut(writeExplanationJson(explanation, run));
    }
    terminal.answer({
      document: () => explanation,
      text: () =>
        magnitudeExplanationText(explanation) + (map === undefined ? "" : `\n\nWrote ${map}.`),
    });
  },
});

async function readIfNamed(name: string | undefined): Promise<NamedBytes | undefined> {
  return name === undefined ? undefined : await readNamedFile(name);
}
