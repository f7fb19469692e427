import { ConfigurationError } from "../../domain/mod.ts";
import { dataselectSource } from "./dataselect_source.ts";
import { miniseedSource } from "./miniseed_source.ts";
import { replaySource } from "./replay_source.ts";
import { seedlinkSource } from "./seedlink_source.ts";
import type { SeedlinkVersion } from "./seedlink_frames.ts";
import type { ChannelPattern, StreamSettingsInput } from "./stream_settings.ts";
import type { RecordSource } from "./waveform_packet.ts";

/** What every source may be told. */
export interface OpenStreamSourceOptions {
  /** Channels; all unless given. */
  readonly patterns?: readonly ChannelPattern[];
  /** Data of the past are wanted from here on, UTC epoch milliseconds; not for files. */
  readonly fromMs?: number;
  /** Version of SeedLink; the highest that both know unless given. */
  readonly version?: SeedlinkVersion;
  /** Departures from STREAM_SETTINGS. */
  readonly settings?: StreamSettingsInput;
}

/** The ways to write a source, for messages and help. */
export const STREAM_SOURCES: string =
  "seedlink://HOST:PORT, seedlink+ws://HOST:PORT/PATH, fdsn://SERVICE " +
  "(or fdsn:https://HOST/fdsnws/), replay:FILE?speed=100 (or speed=max), or - for miniSEED on stdin";

/**
 * A source by its text: one of STREAM_SOURCES. Several files of a replay are separated by commas.
 * Throws ConfigurationError for any other text. Nothing is opened before the source is read.
 */
export function openStreamSource(
  text: string,
  { patterns = [], fromMs, version, settings }: OpenStreamSourceOptions = {},
): RecordSource {
  if (text === "-") return miniseedSource("standard input", () => Deno.stdin.readable);
  const scheme = /^(seedlink(?:\+wss?)?|fdsn|replay):/.exec(text)?.[1];
  if (scheme === undefined) {
    throw new ConfigurationError(
      `Cannot stream from "${text}": expected ${STREAM_SOURCES}.`,
      "source",
    );
  }
  if (version !== undefined && !scheme.startsWith("seedlink")) {
    throw new ConfigurationError("Only SeedLink has a version to choose.", "version");
  }
  if (scheme === "fdsn") {
    const service = text.replace(/^fdsn:(\/\/)?/, "");
    return dataselectSource(service, { patterns, fromMs, settings });
  }
  if (scheme === "replay") {
    if (fromMs !== undefined) {
      throw new ConfigurationError("Cannot replay from a time: a file is replayed whole.", "from");
    }
    return replayOf(text);
  }
  return seedlinkSource(text, { patterns, fromMs, version, settings });
}

function replayOf(text: string): RecordSource {
  const [, files, query] = /^replay:([^?]*)(?:\?(.*))?$/s.exec(text)!;
  const parameters = new URLSearchParams(query ?? "");
  const unknown = [...parameters.keys()].find((key) => key !== "speed");
  if (files === "" || unknown !== undefined) {
    throw new ConfigurationError(
      `Cannot stream from "${text}": expected replay:FILE,FILE?speed=100.`,
      "source",
    );
  }
  const speed = parameters.get("speed") ?? "1";
  const factor = speed === "max" ? Infinity : Number(speed);
  if (Number.isNaN(factor)) {
    throw new ConfigurationError(
      `Cannot replay at speed "${speed}": expected a number from 0.001 to 1000000, or "max".`,
      "source",
    );
  }
  return replaySource(files.split(","), { speed: factor });
}
