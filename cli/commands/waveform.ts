import {
  ConfigurationError,
  formatChannelCode,
  InputError,
  type Trace,
  type WaveformInspection,
} from "../../engine/domain/mod.ts";
import {
  WAVEFORM_WRITE_FORMATS,
  type WaveformFileReading,
  type WaveformWriteFormat,
  WRITE_ENCODINGS,
  type WriteEncoding,
} from "../../engine/sources/mod.ts";
import { refusePictureName } from "../picture_file.ts";
import type { Terminal } from "../terminal.ts";
import { defineVerb, type Flag, integerFlag, textFlag, type Verb } from "../verb.ts";

const GROUP = "With convert:";
const PLOT = "With plot:";

const SERIES = "With series:";

const FLAGS = {
  channel: textFlag("only channels of this pattern, such as NC.*.*.HHZ", {
    placeholder: "NET.STA.LOC.CHA",
  }),
  out: textFlag("the file to write, with convert, plot (.svg or .png) or series (.csv)", {
    placeholder: "FILE",
  }),
  model: textFlag("folder of a picker: its picks and probabilities are drawn", {
    ...{ group: PLOT, placeholder: "DIR" },
  }),
  picks: textFlag("file of picks to draw", { group: PLOT, placeholder: "FILE" }),
  event: textFlag("QuakeML of an event: a record section is drawn", {
    ...{ group: PLOT, placeholder: "FILE" },
  }),
  stations: textFlag("where stations are, for a record section", {
    ...{ group: PLOT, placeholder: "FILE" },
  }),
  velocity: textFlag("travel times of a record section; ak135 unless given", {
    ...{ group: PLOT, placeholder: "MODEL" },
  }),
  title: textFlag("title of the figure", { group: PLOT }),
  format: {
    ...{ kind: "choice", default: undefined, choices: WAVEFORM_WRITE_FORMATS, group: GROUP },
    about: "format of the file; by its ending unless given: .ms3, .sac, .csv, else miniseed2",
  } as Flag<string | undefined>,
  encoding: {
    ...{ kind: "choice", default: undefined, choices: WRITE_ENCODINGS, group: GROUP },
    about: "how miniSEED packs samples; steim2 for whole numbers unless given, else as they are",
  } as Flag<string | undefined>,
  recordLength: integerFlag("bytes of a record of miniSEED; 4096 unless given", {
    ...{ group: GROUP, minimum: 128, maximum: 65_536 },
  }),
  every: {
    ...{ kind: "duration", default: "1h", group: SERIES },
    about: "length of an interval; an hour holds enough to tell noise from an earthquake",
  } as Flag<string>,
  band: {
    ...{ kind: "numbers", default: [1, 10], minimum: 1e-4, maximum: 1000, group: SERIES },
    about: "corners of the filter in hertz; 1 to 10 is where local earthquakes speak",
  } as Flag<number[]>,
} as const;

/** Flags that each action takes. */
const USED: Readonly<Record<string, readonly string[]>> = {
  inspect: ["channel"],
  convert: ["channel", "out", "format", "encoding", "recordLength"],
  plot: ["channel", "out", "model", "picks", "event", "stations", "velocity", "title"],
  series: ["channel", "out", "every", "band"],
};

/** Tells what is in waveform files, writes them in another format, or draws them. */
export const waveform: Verb = defineVerb({
  about: "Reads waveforms (miniSEED 2 and 3, SAC; gzip is recognised) and tells what is in them, " +
    "writes them in another format, draws them with picks, or measures noise and detections as series. Damaged records are told and skipped, samples never changed.",
  operands: [
    { syntax: "<action>", about: "what to do", choices: Object.keys(USED) },
    { syntax: "<files...>", about: "files, URLs, or - for stdin" },
  ],
  flags: FLAGS,
  examples: [
    ["waveform inspect day.mseed", "channels, spans, rates, gaps and what was wrong"],
    ["waveform convert a.sac b.sac --out both.mseed", "two SAC files as miniSEED, Steim2"],
    ["waveform plot event.mseed --model phasenet --out event.png", "with picks and probabilities"],
    [
      "waveform plot event.mseed --event event.xml --stations stations.xml --out section.svg",
      "a record section",
    ],
    [
      "waveform series day1.mseed day2.mseed --every 1h --band 1,10 --out noise.csv",
      "noise level and detections by the hour, for train --covariates noise=noise.csv",
    ],
    ["waveform convert day.mseed --channel *.*.*.HHZ --out z.csv", "one channel as a table"],
  ],
  permissions: [
    "--allow-read=WAVEFORM",
    "--allow-net=HOST (of a URL)",
    "--allow-read=FOLDER-OF-OUT --allow-write=FOLDER-OF-OUT (with convert, plot, series)",
    "--allow-read=MODEL,engine (with --model)",
    "--allow-read=node_modules (with a plot to PNG)",
  ],
  async run({ values, operands: [action, ...files], explicit, terminal }) {
    const unused = Object.keys(explicit).find((name) => !USED[action].includes(name));
    if (unused !== undefined) {
      const users = Object.keys(USED).filter((other) => USED[other].includes(unused));
      throw new ConfigurationError(
        `Cannot use "${unused}" with ${action}: only ${users.join(", ")} can.`,
        unused,
      );
    }
    if (action === "inspect") return await inspectFiles(files, { values, terminal });
    const { out } = values;
    if (out === undefined) {
      throw new ConfigurationError(
        `Cannot ${action} without --out: name the file to write.`,
        "out",
      );
    }
    if (action === "plot") {
      refusePictureName(out, "out");
      return await plotFiles(files, { values: { ...values, out }, terminal });
    }
    if (action === "series") {
      const traces: Trace[] = [];
      for (const file of files) traces.push(...(await readFile(file, values.channel)).traces);
      const { seriesOfWaveforms } = await import("../waveform_series.ts");
      return await seriesOfWaveforms(traces, { ...values, out, terminal });
    }
    await convertFiles(files, { values, out, terminal });
  },
});

interface Values {
  channel?: string;
  format?: string;
  encoding?: string;
  recordLength?: number;
}

async function inspectFiles(
  files: readonly string[],
  { values, terminal }: { values: Values; terminal: Terminal },
): Promise<void> {
  const { inspectWaveforms } = await import("../../engine/preprocessing/mod.ts");
  const { waveformInspectionText } = await import("../../engine/drawing/mod.ts");
  const inspections: WaveformInspection[] = [];
  for (const file of files) {
    const reading = await readFile(file, values.channel);
    inspections.push(inspectWaveforms(reading, { source: file, format: reading.format }));
  }
  terminal.answer({
    document: () => ({ files: inspections }),
    text: () => waveformInspectionText(inspections),
  });
}

async function convertFiles(
  files: readonly string[],
  { values, out, terminal }: { values: Values; out: string; terminal: Terminal },
): Promise<void> {
  const { writeWaveforms } = await import("../../engine/sources/mod.ts");
  const { writeFileWhole } = await import("../../engine/storage/mod.ts");
  const readings: WaveformFileReading[] = [];
  for (const file of files) readings.push(await readFile(file, values.channel));
  const traces = readings.flatMap((reading) => reading.traces).toSorted(byChannelAndTime);
  if (traces.length === 0) {
    const why = values.channel === undefined
      ? "there are no samples"
      : `no channel with samples is like ${values.channel}`;
    throw new InputError(`Cannot convert ${files.join(", ")}: ${why}`, {
      expected: values.channel === undefined ? "waveforms" : "a pattern as NET.STA.LOC.CHA",
    });
  }
  const format = (values.format ?? formatOf(out)) as WaveformWriteFormat;
  const bytes = writeWaveforms(traces, {
    format,
    encoding: values.encoding as WriteEncoding | undefined,
    recordLengthBytes: values.recordLength,
  });
  await writeFileWhole(out, bytes);
  const notes = readings.flatMap((reading) => reading.notes);
  for (const { message } of notes.slice(0, 20)) terminal.say(message);
  if (notes.length > 20) terminal.say(`and ${notes.length - 20} more notes`);
  const samples = traces.reduce((sum, trace) => sum + trace.samples.length, 0);
  terminal.answer({
    document: () => ({ out, format, traces: traces.length, samples, bytes: bytes.length, notes }),
    text: () =>
      `Wrote ${samples} samples of ${traces.length} ${
        traces.length === 1 ? "trace" : "traces"
      } to ${out} (${format}, ` +
      `${bytes.length} bytes).`,
  });
}

async function plotFiles(
  files: readonly string[],
  { values, terminal }: {
    values: { channel?: string; velocity?: string; out: string };
    terminal: Terminal;
  },
): Promise<void> {
  const { plotWaveforms } = await import("../plot_waveforms.ts");
  const readings: WaveformFileReading[] = [];
  for (const file of files) readings.push(await readFile(file, values.channel));
  const traces = readings.flatMap((reading) => reading.traces).toSorted(byChannelAndTime);
  const drawn = await plotWaveforms(traces, { ...values, velocity: values.velocity ?? "ak135" });
  terminal.answer({
    document: () => drawn,
    text: () =>
      `Drew ${drawn.traces} ${drawn.traces === 1 ? "trace" : "traces"} and ${
        drawn.picks < drawn.picksGiven ? `${drawn.picks} of ${drawn.picksGiven}` : drawn.picks
      } picks as ${drawn.figure} to ${drawn.out}.`,
  });
}

async function readFile(file: string, channel?: string): Promise<WaveformFileReading> {
  const { readSourceBytes, readWaveforms } = await import("../../engine/sources/mod.ts");
  const reading = await readWaveforms(await readSourceBytes(file), { source: file });
  if (channel === undefined) return reading;
  const escaped = channel.replace(/[^\w*?]/g, "\\$&").replaceAll("*", ".*").replaceAll("?", ".");
  const pattern = new RegExp(`^${escaped}$`);
  const isWanted = (name: string) => pattern.test(name);
  return {
    ...reading,
    traces: reading.traces.filter(({ code }) => isWanted(formatChannelCode(code))),
    notes: reading.notes.filter((note) => note.channel === undefined || isWanted(note.channel)),
  };
}

function formatOf(path: string): WaveformWriteFormat {
  if (/\.(ms3|mseed3)$/i.test(path)) return "miniseed3";
  if (/\.sac$/i.test(path)) return "sac";
  return /\.csv$/i.test(path) ? "csv" : "miniseed2";
}

function byChannelAndTime(a: Trace, b: Trace): number {
  const [first, second] = [a, b].map(({ code }) => formatChannelCode(code));
  return first < second ? -1 : first > second ? 1 : a.startTimeMs - b.startTimeMs;
}
