import {
  formatChannelCode,
  instrumentOf,
  type Station,
  type WaveformNote,
} from "../../domain/mod.ts";
import { componentOf } from "../picking/component_of.ts";
import { hasUsableSensitivity } from "../usable_sensitivity.ts";

/** By instrument, "NC.MEM..HH": the components that its station lists. */
export function componentsOf(stations: readonly Station[]): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const { network, station, channels } of stations) {
    for (const { location, channel } of channels) {
      const code = { network, station, location, channel };
      const component = componentOf(code);
      if (component === undefined) continue;
      const name = instrumentOf(code);
      found.set(name, (found.get(name) ?? new Set()).add(component));
    }
  }
  return found;
}

/** A note for each instrument whose response has no sensitivity that an instrument can have. */
export function notesOnResponses(stations: readonly Station[]): WaveformNote[] {
  const notes = new Map<string, WaveformNote>();
  for (const { network, station, channels } of stations) {
    for (const { location, channel, response } of channels) {
      if (response === undefined || hasUsableSensitivity(response)) continue;
      const code = { network, station, location, channel };
      const name = instrumentOf(code);
      const message = `${name}: a sensitivity of ${response.sensitivity} is none: ` +
        "no magnitude, warning or shaking is read from it.";
      notes.set(name, { kind: "wrong response", message, channel: formatChannelCode(code) });
    }
  }
  return [...notes.values()];
}
