import type { Station } from "../../../engine/domain/mod.ts";

/** Stations of which one has another sensitivity in all its responses. */
export function spoilResponse(
  stations: readonly Station[],
  name: string,
  sensitivity: number,
): Station[] {
  return stations.map((station) => ({
    ...station,
    channels: station.channels.map((channel) =>
      station.station === name && channel.response
        ? { ...channel, response: { ...channel.response, sensitivity } }
        : channel
    ),
  }));
}
