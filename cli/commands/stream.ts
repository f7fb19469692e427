import { ConfigurationError, type WaveformNote } from "../../engine/domain/mod.ts";
import type { WaveformStream } from "../../engine/sources/mod.ts";
import { watchInterruption } from "../interruption.ts";
import { LiveText } from "../live_text.ts";
import { RecordWriter } from "../record_writer.ts";
import { layStreamTable } from "../stream_table.ts";
import { readTimeFlag } from "../time_flag.ts";
import { defineVerb, type Flag, integerFlag, numberFlag, textFlag, type Verb } from "../verb.ts";

/** How often the table is rewritten. */
const SHOW_EVERY_MS = 1000;
/** The exit code where nothing came, as EXIT_CODES lists it. */
const TOO_LITTLE_DATA = 4;
/** Notes that the answer keeps. */
const MOST_NOTES = 1000;

const WHAT = "What:";

const FLAGS = {
  select: {
    ...{ kind: "names", default: [], placeholder: "NET.STA.LOC.CHA", repeatable: true },
    ...{
      about: "channels, with * and ?, such as NC.*..HH?; may be given several times",
      group: WHAT,
    },
  } as Flag<readonly string[]>,
  from: textFlag("data of the past from here on, where the source keeps them", {
    ...{ placeholder: "TIME", group: WHAT },
  }),
  seconds: numberFlag("ends after so long; without it, Ctrl-C ends the stream", {
    ...{ minimum: 0.001, group: WHAT },
  }),
  slVersion: integerFlag("version of SeedLink, 3 or 4; the highest that both know unless given", {
    ...{ minimum: 3, maximum: 4, group: WHAT },
  }),
  reorder: textFlag("longest wait for a packet that was overtaken; 3s unless given", {
    ...{ placeholder: "DURATION", group: WHAT },
  }),
  out: textFlag("file that the records are appended to, as miniSEED", { placeholder: "FILE" }),
} as const;

/** Receives waveforms as they come, tells of every channel and keeps the records. */
export const stream: Verb = defineVerb({
  about: "Receives waveforms from a SeedLink server (version 3 or 4, TCP or WebSocket), an FDSN " +
    "dataselect service, a replay of files, or miniSEED on stdin, and shows each channel with its " +
    "latency, gaps and what was odd. A connection that breaks is opened anew and goes on where it " +
    "was. Latency is from the end of a packet to its arrival, by the clock of this machine.\n\n" +
    "With --out, whole records are appended by segments (of 10 s or 1 MiB), each of which is in " +
    "the file whole or not at all, whatever happens; a file that is there is continued.",
  operands: [{
    syntax: "<source>",
    about: "seedlink://HOST:PORT, seedlink+ws://HOST:PORT/PATH, fdsn://SERVICE, " +
      "replay:FILE?speed=100 (or max), or -",
  }],
  flags: FLAGS,
  examples: [
    ["stream seedlink://geofon.gfz.de:18000 --select GE.*.*.BHZ", "a live table of latencies"],
    ["stream seedlink://localhost --select XX.*.*.HH? --out day.mseed", "recorded as well"],
    ["stream fdsn://ncedc --select NC.MEM.*.HH? --seconds 600", "polled from a data centre"],
    ["stream 'replay:day.mseed?speed=100' --seconds 60", "100 minutes of a file in one"],
  ],
  permissions: [
    "--allow-net=HOST (of a server)",
    "--allow-read=FILE (of a replay)",
    "--allow-read=FOLDER-OF-OUT --allow-write=FOLDER-OF-OUT (with --out)",
  ],
  async run({ values, operands: [text], terminal }) {
    const { select, from, seconds, slVersion, reorder, out } = values;
    const { openStreamSource, parseChannelPattern, WaveformStream } = await import(
      "../../engine/sources/mod.ts"
    );
    const patterns = select.map(parseChannelPattern);
    const settings = reorder === undefined ? {} : { reorder };
    const source = openStreamSource(text, {
      ...{ patterns, settings, version: slVersion as 3 | 4 | undefined },
      fromMs: from === undefined ? undefined : readTimeFlag(from, "from"),
    });
    if (out === "-") throw new ConfigurationError("Cannot stream to stdout: name a file.", "out");
    const interruption = watchInterruption("Ending the stream.");
    const limit = new AbortController();
    const timer = seconds === undefined
      ? undefined
      : setTimeout(() => limit.abort(), Math.min(seconds * 1000, 2 ** 31 - 1));
    const live = new LiveText({ quiet: terminal.isQuiet });
    const notes: WaveformNote[] = [];
    const onNote = (note: WaveformNote) => {
      if (notes.length < MOST_NOTES) notes.push(note);
      live.clear();
      terminal.say(`${note.kind}: ${note.message}`);
    };
    const packets = new WaveformStream(source, {
      ...{ now: Date.now, patterns, settings, onNote },
      signal: AbortSignal.any([interruption.signal, limit.signal]),
    });
    const { formatTable: layTable } = await import("../../engine/drawing/mod.ts");
    const table = () => layStreamTable(packets.channels(), { nowMs: nowOf(packets), layTable });
    const showing = setInterval(() => live.show(table()), SHOW_EVERY_MS);
    try {
      const written = await receive(packets, out);
      live.clear();
      const channels = packets.channels();
      const count = channels.reduce((sum, one) => sum + one.packets, 0);
      const kept = out === undefined ? {} : { out, ...written };
      terminal.answer({
        document: () => ({ source: source.name, packets: count, ...kept, channels, notes }),
        text: () => {
          const end = out === undefined
            ? ""
            : `\nAppended ${written.bytes} bytes in ${written.segments} segments to ${out}.`;
          return `${table()}\n${count} packets of ${channels.length} channels.${end}`;
        },
      });
      return count > 0 ? 0 : TOO_LITTLE_DATA;
    } finally {
      clearTimeout(timer);
      clearInterval(showing);
      interruption.stop();
    }
  },
});

/** Takes all packets, and keeps their records where a file is named. */
async function receive(
  packets: WaveformStream,
  out: string | undefined,
): Promise<{ bytes: number; segments: number }> {
  if (out === undefined) {
    for await (const _ of packets);
    return { bytes: 0, segments: 0 };
  }
  const { SegmentFile } = await import("../../engine/storage/mod.ts");
  await using file = await SegmentFile.open(out);
  const before = file.bytes;
  const writer = new RecordWriter(file);
  for await (const packet of packets) await writer.write(packet);
  await writer.flush();
  return { bytes: file.bytes - before, segments: writer.segments };
}

/** The time by which silence is told: that of the data where a file is replayed. */
function nowOf(packets: WaveformStream): number {
  if (packets.isLive) return Date.now();
  return Math.max(0, ...packets.channels().map(({ receivedMs }) => receivedMs));
}
