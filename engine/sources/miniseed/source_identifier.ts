import type { ChannelCode } from "../../domain/mod.ts";

/** "FDSN:NC_MEM__H_H_Z" of a channel; of a SEED channel code of three letters or of a longer one. */
export function channelIdentifier({ network, station, location, channel }: ChannelCode): string {
  const parts = channel.length === 3 && !channel.includes("_") ? [...channel].join("_") : channel;
  return `FDSN:${network}_${station}_${location}_${parts}`;
}

/**
 * The channel of a source identifier: band, source and position are put together where each is one
 * letter; undefined where it is no identifier of a channel.
 *
 * Source: FDSN source identifiers 1.0.
 */
export function parseSourceIdentifier(identifier: string): ChannelCode | undefined {
  const parts = /^(?:FDSN|XFDSN):(.*)$/.exec(identifier)?.[1].split("_");
  if (parts === undefined || parts.length !== 6) return undefined;
  const [network, station, location, ...words] = parts;
  const isShort = words.every((word) => word.length === 1);
  return { network, station, location, channel: words.join(isShort ? "" : "_") };
}
