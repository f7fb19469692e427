import { InputError } from "./errors.ts";

/** The four codes that name one channel in SEED and FDSN services; empty where a source gives none. */
export interface ChannelCode {
  /** Network, such as "NC". */
  readonly network: string;
  /** Station, such as "MEM". */
  readonly station: string;
  /** Location, such as "00" or "". */
  readonly location: string;
  /** Channel: band, instrument and orientation, such as "HHZ". */
  readonly channel: string;
}

/** One text for a channel, "NC.MEM.00.HHZ"; empty codes stay empty, "NC.MEM..HHZ". */
export function formatChannelCode(code: ChannelCode): string {
  return `${code.network}.${code.station}.${code.location}.${code.channel}`;
}

/**
 * Reads "NC.MEM.00.HHZ". Throws InputError where there are not four parts.
 *
 * @example
 * ```ts
 * import { parseChannelCode } from "@quakecast/quakecast/domain";
 * parseChannelCode("NC.MEM..HHZ").channel; // "HHZ"
 * ```
 */
export function parseChannelCode(text: string): ChannelCode {
  const parts = text.split(".");
  if (parts.length !== 4) {
    throw new InputError("Cannot read a channel code", {
      value: text,
      expected: "NETWORK.STATION.LOCATION.CHANNEL",
    });
  }
  const [network, station, location, channel] = parts;
  return { network, station, location, channel };
}

/** The instrument a channel belongs to: its code without the letter of orientation, "NC.MEM.00.HH". */
export function instrumentOf(code: ChannelCode): string {
  return formatChannelCode({ ...code, channel: code.channel.slice(0, -1) });
}
