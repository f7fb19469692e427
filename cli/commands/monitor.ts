import type { LiveMessage } from "../../engine/domain/mod.ts";
import type { Monitor, MonitorOptions } from "../../engine/monitoring/mod.ts";
import type { WaveformStream } from "../../engine/sources/mod.ts";
import type { RunningServer } from "../../server/mod.ts";
import { watchInterruption } from "../interruption.ts";
import { LiveText } from "../live_text.ts";
import { chainPickerOf, MONITOR_FLAGS } from "../monitor_flags.ts";
import { startMonitorForecasts } from "../monitor_forecasts.ts";
import { startMonitorImpacts } from "../monitor_impacts.ts";
import { endLine, lineOfMessage, statusLine } from "../monitor_lines.ts";
import { startMonitorRetention } from "../monitor_retention.ts";
import { startMonitorWebhooks } from "../monitor_webhooks.ts";
import { registerPicker } from "../register_picker.ts";
import { saySourceNotes } from "../source_notes.ts";
import { type Terminal, writeError } from "../terminal.ts";
import { openVelocityModel } from "../velocity_model.ts";
import { defineVerb, type Verb } from "../verb.ts";

/** How often the line on a terminal is rewritten. */
const SHOW_EVERY_MS = 1000;
/** The exit code where nothing came, as EXIT_CODES lists it. */
const TOO_LITTLE_DATA = 4;

/** Watches a stream: picks, events, magnitudes and early warnings as they come. */
export const monitor: Verb = defineVerb({
  about:
    "Watches waveforms as they come: warns of strong shaking from the first P waves on, picks P and " +
    "S, joins them to events, locates and measures each, keeps everything in a database, and shows " +
    "it on a page. The server runs in the same process unless --no-serve is given.\n\n" +
    "Warnings tell probabilities, from at least two stations with a response; false and missed ones " +
    "happen. Each pick, event, alert and notice is a line; with --json, a document a line.\n\n" +
    "A replay lives in the time of its data, and the page ends with it: serve --database shows what " +
    "it left. A packet comes when its last sample was taken, so that records of many seconds warn " +
    "later by as much: waveform convert --record-length 512 makes short ones.",
  flags: MONITOR_FLAGS,
  examples: [
    [
      "monitor --source seedlink://localhost --stations stations.xml --sites cities.csv",
      "a network, with the page on 127.0.0.1:8000",
    ],
    [
      "monitor --source 'replay:day.mseed?speed=100' --stations stations.xml --no-serve --json",
      "a day in a quarter of an hour, for a program",
    ],
    [
      "monitor --source fdsn://ncedc --select NC.*.*.HH? --stations stations.xml --model phasenet",
      "with a network that picks",
    ],
    [
      "monitor --source seedlink://localhost --stations s.xml --forecast models/etas",
      "with a forecast every day, scored, and withheld while it is not calibrated",
    ],
  ],
  permissions: [
    "--allow-read=STATIONS,SITES,POPULATION,BUILDINGS,MODEL,engine,links,node_modules",
    "--allow-read=FOLDER-OF-DATABASE --allow-write=FOLDER-OF-DATABASE",
    "--allow-read=FOLDER,cli (with --forecast)",
    "--allow-read=FILE --allow-net=HOST (of a --webhook and its secret)",
    "--allow-net=HOST (of a server that is listened to)",
    "--allow-read=FILE (of a replay)",
    "--allow-net=HOST:PORT (unless --no-serve)",
    "--allow-read=MODELS,server (unless --no-serve)",
    "--allow-env=QUAKECAST_API_KEYS_FILE (unless --no-serve; where it names the file of keys)",
  ],
  async run({ values, explicit, terminal }) {
    const { database: path } = values;
    const picker = chainPickerOf(values);
    const interruption = watchInterruption("Ending the monitor.");
    const limit = new AbortController();
    const timer = values.seconds === undefined
      ? undefined
      : setTimeout(() => limit.abort(), Math.min(values.seconds * 1000, 2 ** 31 - 1));
    const signal = AbortSignal.any([interruption.signal, limit.signal]);
    const live = new LiveText({ quiet: terminal.isQuiet });
    const speaker = { terminal, live };
    try {
      const packets = await openStream(values, { speaker, signal });
      const { Monitor, openLiveFeed } = await import("../../engine/monitoring/mod.ts");
      const { claimDatabase, openDatabase } = await import("../../engine/storage/mod.ts");
      using _claim = claimDatabase(path);
      using database = openDatabase(path, { mode: "create" });
      const feed = openLiveFeed(database, { onFailure: ({ message }) => terminal.say(message) });
      const setting = { ...await readSetting(values, terminal), database, picker, feed };
      const watched = await Monitor.open(setting);
      await registerPicker(database, { picker, registeredMs: Date.now() });
      await using ending = new AsyncDisposableStack();
      ending.defer(() => watched.close());
      watched.feed.listen((message) => show(message, speaker));
      const impacts = await startMonitorImpacts(watched, values);
      ending.defer(() => impacts.stop());
      const forecasts = await startMonitorForecasts(watched, values);
      ending.defer(() => forecasts.stop());
      ending.defer(await startMonitorWebhooks(watched, values));
      ending.defer(startMonitorRetention(watched, values));
      if (values.serve) {
        const server = await startServer(watched, explicit);
        ending.defer(() => server.stop());
        terminal.say(`Listening on ${server.url}`);
      }
      const showing = setInterval(() => live.show(statusLine(watched)), SHOW_EVERY_MS);
      ending.defer(() => {
        clearInterval(showing);
        live.clear();
      });
      await watched.run(packets, { now: Date.now, signal });
      if (!signal.aborted) await Promise.all([impacts.settle(), forecasts.settle()]);
      live.clear();
      if (!signal.aborted && watched.report().packets === 0) {
        terminal.say(
          "No packet came: has the source data of these channels, and does --select ask for them?",
        );
      }
      return tellEnd(watched, terminal);
    } finally {
      clearTimeout(timer);
      interruption.stop();
    }
  },
});

interface Speaker {
  readonly terminal: Terminal;
  readonly live: LiveText;
}

async function openStream(
  { source: text, select }: { readonly source: string; readonly select: readonly string[] },
  { speaker: { terminal, live }, signal }: { speaker: Speaker; signal: AbortSignal },
): Promise<WaveformStream> {
  const { openStreamSource, parseChannelPattern, WaveformStream } = await import(
    "../../engine/sources/mod.ts"
  );
  const patterns = select.map(parseChannelPattern);
  const source = openStreamSource(text, { patterns });
  return new WaveformStream(source, {
    ...{ now: Date.now, patterns, signal },
    settings: { whenFull: source.isLive ? "drop" : "wait" },
    onNote({ kind, message }) {
      live.clear();
      terminal.say(`${kind}: ${message}`);
    },
  });
}

async function readSetting(
  { stations: path, sites, velocity }: {
    readonly stations: string;
    readonly sites?: string;
    readonly velocity?: string;
  },
  terminal: Terminal,
): Promise<Pick<MonitorOptions, "stations" | "sites" | "velocity">> {
  const { readAlertSites, readStations, readWholeFile } = await import(
    "../../engine/sources/mod.ts"
  );
  const { stations, notes } = readStations(await readWholeFile(path), path);
  saySourceNotes(terminal, { source: path, notes });
  const hasResponse = stations.some(({ channels }) => channels.some(({ response }) => response));
  if (!hasResponse) {
    terminal.say(`Note on ${path}: there is no response: events have no size, nobody is warned.`);
  }
  return {
    stations,
    sites: sites === undefined ? [] : readAlertSites(await readWholeFile(sites), sites),
    velocity: await openVelocityModel(velocity!),
  };
}

async function startServer(
  live: Monitor,
  explicit: Readonly<Record<string, unknown>>,
): Promise<RunningServer> {
  const { serve } = await import("../../server/mod.ts");
  const { host, port, apiKeysFile, auditLog, models, capSender, capStatus } = explicit;
  const given = {
    ...{ host, port, apiKeysFile, auditLog, models, capSender, capStatus },
    database: live.database.path,
  };
  const chosen = Object.entries(given).filter(([, value]) => value !== undefined);
  return await serve(Object.fromEntries(chosen), {
    ...{ log: (line) => writeError(line + "\n"), live },
  });
}

/** A message as a line on stdout: a document, or for a person; what passes is shown on the page. */
function show(message: LiveMessage, { terminal, live }: Speaker): void {
  if (!("number" in message)) return;
  live.clear();
  if (terminal.json) terminal.writeOut(JSON.stringify(message));
  else if (!terminal.isQuiet || message.kind !== "pick") terminal.writeOut(lineOfMessage(message));
}

function tellEnd(watched: Monitor, terminal: Terminal): number {
  const report = watched.report();
  if (terminal.json) terminal.writeOut(JSON.stringify({ kind: "end", data: report }));
  else {
    terminal.writeOut(
      endLine({ ...report, events: watched.events(), path: watched.database.path }),
    );
  }
  return report.packets > 0 ? 0 : TOO_LITTLE_DATA;
}
