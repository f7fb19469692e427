import {
  ConfigurationError,
  EnvironmentError,
  formatChannelCode,
  formatTime,
  parseDuration,
  resolveOptions,
} from "../../domain/mod.ts";
import { resolveDataCentre } from "../fdsn_data/data_centres.ts";
import { type ChannelQuery, dataRequestUrl } from "../fdsn_data/data_query.ts";
import { FETCH_SETTINGS } from "../fdsn_fetch_options.ts";
import { createFdsnRequester } from "../fdsn_requester.ts";
import { cutMiniseed } from "../miniseed/cut_miniseed.ts";
import { joinBytes } from "../unpack_bytes.ts";
import { BackOff, pause } from "./back_off.ts";
import {
  type ChannelPattern,
  STREAM_SETTINGS,
  type StreamSettingsInput,
} from "./stream_settings.ts";
import type { RecordSource, StreamRecord, StreamSession } from "./waveform_packet.ts";

/** How a service is polled. */
export interface DataselectOptions {
  /** Channels; there must be one at least. */
  readonly patterns: readonly ChannelPattern[];
  /** The first sample wanted, UTC epoch milliseconds; a minute ago unless given. */
  readonly fromMs?: number;
  /** Milliseconds between two requests; 15 s unless given. */
  readonly everyMs?: number;
  /** Milliseconds for which data may come late; 10 minutes unless given. */
  readonly lookBackMs?: number;
  /** Departures from STREAM_SETTINGS. */
  readonly settings?: StreamSettingsInput;
}

/**
 * The records of an FDSN dataselect service ("earthscope", "geofon", an address), asked again and again
 * for what follows the oldest end of the channels. What comes again is left to the stream to leave out.
 * A request that fails is told, and repeated after a growing wait.
 *
 * Throws ConfigurationError for an unknown service or no pattern; reading throws EnvironmentError
 * "permission".
 *
 * Source: International FDSN, FDSN-WS-dataselect web service specification, version 1.1.
 */
export function dataselectSource(service: string, options: DataselectOptions): RecordSource {
  const { name } = resolveDataCentre(service);
  if (options.patterns.length === 0) {
    throw new ConfigurationError(
      `Cannot stream from ${name} without channels: a service would send all it has; select some, ` +
        "such as NC.MEM.*.HH?.",
      "select",
    );
  }
  return {
    name: `dataselect of ${name}`,
    isLive: true,
    records: (session) => poll(service, { options, session, name }),
  };
}

async function* poll(
  service: string,
  { options, session, name }: {
    options: DataselectOptions;
    session: StreamSession;
    name: string;
  },
): AsyncGenerator<StreamRecord, void, undefined> {
  const { patterns, everyMs = 15_000, lookBackMs = 600_000 } = options;
  const settings = resolveOptions(STREAM_SETTINGS, options.settings ?? {});
  const timeoutMs = parseDuration(settings.timeout, "timeout");
  const backOff = new BackOff(settings, name);
  const ends = new Map<string, number>();
  const firstMs = options.fromMs ?? session.now() - 60_000;
  let sequence = 0n;
  while (!session.signal.aborted) {
    const endMs = session.now();
    const recent = [...ends.values()].filter((end) => end > endMs - lookBackMs);
    const startMs = ends.size === 0 ? firstMs : Math.min(endMs - 1000, ...recent);
    let waitMs = everyMs;
    for (const { network, station, location, channel } of patterns) {
      const codes = { network, station, location: location === "" ? "--" : location, channel };
      try {
        const bytes = await request({ service, ...codes, startMs, endMs }, { session, timeoutMs });
        backOff.reset();
        for (const piece of cutMiniseed(bytes)) {
          if (piece.kind === "damaged record") {
            session.note({ kind: piece.kind, message: `${name}: ${piece.reason}; skipped` });
          }
          if (piece.kind !== "record" || !(piece.record.samplingRateHz > 0)) continue;
          const { code, byte, lengthBytes, startTimeMs, sampleCount, samplingRateHz } =
            piece.record;
          const key = formatChannelCode(code);
          const until = startTimeMs + sampleCount * 1000 / samplingRateHz;
          ends.set(key, Math.max(until, ends.get(key) ?? -Infinity));
          const record = bytes.slice(byte, byte + lengthBytes);
          yield { bytes: record, sequence: sequence++, receivedMs: session.now() };
        }
      } catch (error) {
        if (session.signal.aborted) return;
        if (!(error instanceof EnvironmentError) || error.part === "permission") throw error;
        waitMs = Math.max(waitMs, backOff.next());
        const message = `${name} at ${formatTime(endMs)}: ${error.message}`;
        session.note({ kind: "connection", message, timeMs: endMs });
      }
    }
    await pause(waitMs, session.signal);
  }
}

/** The miniSEED of one answer; none where the service has none. */
async function request(
  query: ChannelQuery,
  { session, timeoutMs }: { session: StreamSession; timeoutMs: number },
): Promise<Uint8Array> {
  const { url } = dataRequestUrl(query, {
    service: "dataselect",
    parameters: { nodata: "204" },
  });
  let parts: Uint8Array[] = [];
  const sink = {
    begin: () => Promise.resolve(void (parts = [])),
    write: (bytes: Uint8Array) => Promise.resolve(void parts.push(bytes)),
  };
  const stallTimeout = `${timeoutMs / 1000}s`;
  const settings = resolveOptions(FETCH_SETTINGS, { attempts: 1, stallTimeout });
  const accept = "application/vnd.fdsn.mseed, */*";
  const requester = createFdsnRequester(settings, { signal: session.signal }, { accept, sink });
  try {
    const { status, text } = await requester.get(url, () => undefined);
    if (status === 200 || status === 204) return joinBytes(parts);
    throw new EnvironmentError(
      `The service finds the request too large: ${text.slice(0, 200)}`,
      "network",
    );
  } finally {
    requester.close();
  }
}
