import { ConfigurationError, type OptionValues } from "../../domain/mod.ts";

/** How a stream is received; the numbers bound memory and patience. */
export const STREAM_SETTINGS = {
  reorder: {
    kind: "duration",
    default: "3s",
    about: "longest wait for a packet that others of its channel have overtaken",
  },
  heldPackets: {
    kind: "integer",
    default: 16,
    minimum: 1,
    maximum: 10_000,
    about: "most packets of a channel that wait for an older one",
  },
  queuePackets: {
    kind: "integer",
    default: 256,
    minimum: 1,
    maximum: 1_000_000,
    about: "most packets of a channel that wait to be taken; 256 of 512 bytes are about 20 minutes",
  },
  whenFull: {
    kind: "choice",
    default: "wait",
    choices: ["wait", "drop"],
    about:
      "what to do then: wait (nothing is lost, the source is slowed down) or drop the oldest " +
      "of that channel (no channel delays another)",
  },
  channels: {
    kind: "integer",
    default: 10_000,
    minimum: 1,
    maximum: 1_000_000,
    about: "most channels; more are nonsense, and are refused",
  },
  firstWait: {
    kind: "duration",
    default: "1s",
    about: "wait before the first try to reconnect; it doubles with each failure",
  },
  longestWait: {
    kind: "duration",
    default: "1m",
    about: "longest wait between two tries to reconnect",
  },
  keepAlive: {
    kind: "duration",
    default: "30s",
    about: "silence after which a server is asked for a sign of life",
  },
  timeout: {
    kind: "duration",
    default: "2m",
    about: "silence after which a connection is given up and opened anew",
  },
  connectTimeout: {
    kind: "duration",
    default: "20s",
    about: "longest wait for a connection and for each answer while it is set up",
  },
  seed: {
    kind: "integer",
    default: 1,
    minimum: 0,
    maximum: 4_294_967_295,
    about: "seed of the jitter of the waits, so that many clients do not come back together",
  },
} as const;

/** Values of STREAM_SETTINGS. */
export type StreamSettings = OptionValues<typeof STREAM_SETTINGS>;

/** Departures from STREAM_SETTINGS. */
export type StreamSettingsInput = { readonly [Name in keyof StreamSettings]?: unknown };

/** One pattern of channels, "NET.STA.LOC.CHA", each part with "*" and "?". */
export interface ChannelPattern {
  /** The pattern as text. */
  readonly text: string;
  /** Pattern of network codes. */
  readonly network: string;
  /** Pattern of station codes. */
  readonly station: string;
  /** Pattern of location codes; "" is the empty code. */
  readonly location: string;
  /** Pattern of channel codes. */
  readonly channel: string;
}

const PART = /^[A-Za-z0-9*?]*$/;

/** Reads "NC.MEM..HH?". Throws ConfigurationError where it is no pattern of four parts. */
export function parseChannelPattern(text: string): ChannelPattern {
  const parts = text.trim().split(".");
  const [network, station, location, channel] = parts;
  const isPattern = parts.length === 4 && parts.every((part) => PART.test(part)) &&
    [network, station, channel].every((part) => part !== "");
  if (isPattern) return { text: text.trim(), network, station, location, channel };
  throw new ConfigurationError(
    `Cannot select "${text}": expected NETWORK.STATION.LOCATION.CHANNEL with * and ?, such as ` +
      '"NC.*..HH?" (an empty location) or "NC.MEM.*.*".',
    "select",
  );
}

/** Whether a channel "NET.STA.LOC.CHA" fits one of the patterns; any does where there is none. */
export function patternTest(patterns: readonly ChannelPattern[]): (channel: string) => boolean {
  if (patterns.length === 0) return () => true;
  const tests = patterns.map(({ network, station, location, channel }) =>
    new RegExp(`^${[network, station, location, channel].map(wildcard).join("\\.")}$`)
  );
  return (channel) => tests.some((test) => test.test(channel));
}

/** A pattern of one code as a regular expression without its ends. */
export function wildcard(code: string): string {
  return code.replaceAll("*", "[^.]*").replaceAll("?", "[^.]");
}
