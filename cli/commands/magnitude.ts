import { InsufficientDataError } from "../../engine/domain/mod.ts";
import type { NamedBytes } from "../../engine/sources/mod.ts";
import { describeMagnitudes } from "../magnitude_answer.ts";
import { readNamedFile, readNamedFiles } from "../named_file.ts";
import { readTimeFlag } from "../time_flag.ts";
import { saySourceNotes } from "../source_notes.ts";
import { choiceFlag, defineVerb, type Flag, numberFlag, textFlag, type Verb } from "../verb.ts";

const METHODS = ["local", "displacement", "period", "network"] as const;

/** Estimates the magnitude of an event from its waveforms. */
export const magnitude: Verb = defineVerb({
  about:
    "Estimates the magnitude of one event from the waveforms of its stations: local magnitude from the " +
    "amplitude a Wood-Anderson seismograph would have drawn, magnitudes from the displacement and the period " +
    "of the first seconds of P, and, with --model, by a trained network. Each comes by station and for the " +
    "event, with its standard deviation; saturation and what is out of range is said.\n\n" +
    "Where a station was and how its instrument answers is read from --stations (StationXML, or FDSN " +
    "station text without responses); where and when the event was from --event (QuakeML), or its " +
    "distance is given.",
  operands: [{
    syntax: "<files...>",
    about: "waveforms: miniSEED or SAC files, URLs, or - for stdin",
  }],
  flags: {
    stations: textFlag("places and responses of stations", { placeholder: "FILE" }),
    event: textFlag("the event's origin and picks, QuakeML", { placeholder: "FILE" }),
    eventId: textFlag("which event of --event, where it holds several", { placeholder: "ID" }),
    distanceKm: numberFlag("epicentral distance, in place of --event", { minimum: 0.1 }),
    depthKm: numberFlag("depth, where the event knows none", { minimum: -10, maximum: 800 }),
    pTime: textFlag("P arrival of the only station, in place of picks", { placeholder: "TIME" }),
    unit: {
      ...textFlag("unit of the samples, where they are ground motion and not counts"),
      kind: "choice",
      choices: ["m", "m/s", "m/s**2"],
    } as Flag<string | undefined>,
    methods: {
      kind: "names",
      default: [],
      about: "ways to a magnitude, with commas; all that can be unless given",
      choices: METHODS,
    } as Flag<readonly string[]>,
    scale: choiceFlag(["iaspei", "hutton-boore"], {
      about: "how amplitude falls off with distance",
      initial: "iaspei",
    }),
    combine: choiceFlag(["mean", "median"], { about: "stations put together", initial: "mean" }),
    corrections: textFlag('JSON of what is added to local magnitudes: {"NET.STA": 0.1}', {
      placeholder: "FILE",
    }),
    regionOffset: numberFlag("added to displacement magnitudes: 0.3 in Italy, 0.5 in Japan"),
    model: textFlag("folder of a magnitude network", { placeholder: "DIR" }),
  },
  examples: [
    [
      "magnitude event.mseed --stations stations.xml --event event.xml",
      "every way without a model",
    ],
    ["magnitude a.mseed --stations stations.xml --distance-km 41 --json", "from a distance alone"],
    ["magnitude event.mseed --stations s.xml --event e.xml --model magnitude", "by a network too"],
  ],
  permissions: ["--allow-read=FILE,DIR,node_modules,engine", "--allow-net=HOST (of a URL)"],
  async run({ values, operands, terminal }) {
    const { answerMagnitude, readMagnitudeSources, writeMagnitudeJson } = await import(
      "../../engine/monitoring/mod.ts"
    );
    const request = await readMagnitudeSources({
      waveforms: readNamedFiles(operands),
      stations: await readIfNamed(values.stations),
      event: await readIfNamed(values.event),
      corrections: await readIfNamed(values.corrections),
    }, {
      ...values,
      pTimeMs: values.pTime === undefined ? undefined : readTimeFlag(values.pTime, "pTime"),
    });
    for (const noted of request.sourceNotes) saySourceNotes(terminal, noted);
    if (request.eventId !== undefined) terminal.say(`Event ${request.eventId}.`);
    const network = values.model === undefined ? undefined : await openNetwork(values.model);
    const answer = answerMagnitude(request, network);
    if (answer.magnitudes.length === 0) {
      for (const { message } of answer.notes) terminal.say(message);
      const amounts = { have: 0, need: 1, of: "stations that can say" };
      throw new InsufficientDataError("Cannot estimate a magnitude", amounts);
    }
    if (terminal.json) return terminal.writeOut(writeMagnitudeJson(answer));
    const { formatTable } = await import("../../engine/drawing/mod.ts");
    terminal.answer({
      document: () => answer,
      text: () => describeMagnitudes(answer, formatTable),
    });
  },
});

async function readIfNamed(name: string | undefined): Promise<NamedBytes | undefined> {
  return name === undefined ? undefined : await readNamedFile(name);
}

async function openNetwork(path: string) {
  const { runningKernels, startBackend } = await import("../../engine/backend/mod.ts");
  const { loadTrainedMagnitude } = await import("../../engine/training/mod.ts");
  const trained = await loadTrainedMagnitude(path);
  await startBackend({ threads: 1 });
  return { trained, kernels: runningKernels() };
}
