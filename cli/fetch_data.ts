import { ConfigurationError } from "../engine/domain/mod.ts";
import {
  type ChannelQuery,
  type DataFetchReport,
  type FetchDataOptions,
  fetchStationsToFile,
  fetchWaveformsToFile,
  STATION_LEVELS,
  type StationLevel,
} from "../engine/sources/mod.ts";
import { fetchOptionsOf } from "./fetch_flags.ts";
import { watchInterruption } from "./interruption.ts";
import type { Terminal } from "./terminal.ts";
import { readTimeFlag } from "./time_flag.ts";
import { flagName } from "./verb.ts";

/** What `fetch` fetches, but for a catalogue. */
export type FetchedData = "waveforms" | "stations";

/** Flags that ask for events and mean nothing here. */
const EVENT_FLAGS = [
  "like",
  "minMagnitude",
  "maxMagnitude",
  "minDepthKm",
  "maxDepthKm",
  "box",
  "circle",
  "update",
  "resume",
  "eventsPerRequest",
  "smallestSpan",
];

/** Flags that ask for channels and mean nothing where events are fetched. */
export const CHANNEL_FLAGS: readonly string[] = [
  "network",
  "station",
  "location",
  "channel",
  "level",
];

/** Where waveforms and stations come from unless it is said. */
const USUAL_CENTRE = "earthscope";

/** What a call of `fetch` holds that matters here. */
interface FetchCall {
  values: Readonly<Record<string, unknown>>;
  explicit: Readonly<Record<string, unknown>>;
  terminal: Terminal;
}

/** Fetches waveforms or stations of channels into a file and tells of it. */
export async function fetchData(what: FetchedData, call: FetchCall): Promise<void> {
  const { values, explicit, terminal } = call;
  refuseFlags(what, {
    explicit,
    names: what === "waveforms" ? [...EVENT_FLAGS, "level"] : EVENT_FLAGS,
  });
  const query = channelQueryOf(values, explicit);
  const interruption = watchInterruption("Stopping; nothing is kept of an unfinished answer.");
  try {
    const options: FetchDataOptions = {
      ...await fetchOptionsOf(values),
      signal: interruption.signal,
    };
    const out = options.path;
    if (what === "waveforms") {
      const report = await fetchWaveformsToFile(query, options);
      return terminal.answer({
        document: () => ({ out, ...report }),
        text: () => `Wrote ${report.bytes} bytes of miniSEED to ${out}.\n${describe(report)}`,
      });
    }
    const level = readLevel(values.level as string);
    const { reading, ...report } = await fetchStationsToFile({ ...query, level }, options);
    const { stations, notes } = reading;
    const channels = stations.reduce((sum, one) => sum + one.channels.length, 0);
    terminal.answer({
      document: () => ({ out, ...report, stations: stations.length, channels, notes }),
      text: () =>
        [
          `Wrote ${stations.length} stations with ${channels} channels to ${out}.`,
          describe(report),
          ...notes.map(({ kind, message, line }) => `${kind}, line ${line ?? "?"}: ${message}`),
        ].join("\n"),
    });
  } finally {
    interruption.stop();
  }
}

/** Throws ConfigurationError for a flag that was given and means nothing for `what`. */
export function refuseFlags(
  what: string,
  { explicit, names }: { explicit: Readonly<Record<string, unknown>>; names: readonly string[] },
): void {
  const wrong = names.find((name) => explicit[name] !== undefined);
  if (wrong === undefined) return;
  throw new ConfigurationError(
    `Cannot fetch ${what} with ${flagName(wrong)}: it is for something else; see --help.`,
    wrong,
  );
}

function channelQueryOf(
  values: FetchCall["values"],
  explicit: FetchCall["explicit"],
): ChannelQuery {
  const { network, station, location, channel } = values as Record<string, string | undefined>;
  if (network === undefined || station === undefined) {
    throw new ConfigurationError(
      "Cannot fetch without --network and --station: a service would send all it has.",
      network === undefined ? "network" : "station",
    );
  }
  const end = values.end as string | undefined;
  return {
    service: explicit.service === undefined ? USUAL_CENTRE : values.service as string,
    network,
    station,
    location,
    channel,
    startMs: readTimeFlag(values.start as string, "start"),
    endMs: end === undefined ? Date.now() : readTimeFlag(end, "end"),
  };
}

function readLevel(text: string): StationLevel {
  const level = STATION_LEVELS.find((known) => known === text);
  if (level !== undefined) return level;
  throw new ConfigurationError(
    `Cannot set level to "${text}": expected ${STATION_LEVELS.join(", ")}.`,
    "level",
  );
}

function describe({ requests, repetitions, service }: DataFetchReport): string {
  return `${requests} requests to ${service}, ${repetitions} of them repeated.`;
}
