import type { DocumentNote, SeismicEvent } from "../domain/mod.ts";
import { readHypoddPhases } from "./hypodd/hypodd_phases.ts";
import { readNonlinlocPicks } from "./nonlinloc/nonlinloc_picks.ts";
import { readPicks } from "./picks/read_picks.ts";
import { readQuakeml } from "./quakeml/read_quakeml.ts";

/** Events with the picks that belong to them, and what is wrong with the source. */
export interface EventPicksReading {
  /** Events; without origins where the source has none. */
  readonly events: readonly SeismicEvent[];
  /** What was noted; empty where all was well. */
  readonly notes: readonly DocumentNote[];
}

/**
 * Reads the picks of events, whatever the format: QuakeML, hypoDD's phases (.pha), NonLinLoc's
 * observations (.obs), or a table or JSON of picks, which are taken for one event. The content
 * tells, not the name.
 *
 * Throws InputError for anything else, with the line that makes no sense.
 */
export function readEventPicks(bytes: Uint8Array, source: string): EventPicksReading {
  const text = new TextDecoder().decode(bytes);
  const line = text.slice(0, 4096).split(/\r?\n/).find((one) => one.trim() !== "") ?? "";
  if (line.trimStart().startsWith("<")) return readQuakeml(bytes, source);
  if (/^#\s+\d{4}\s+\d+\s+\d+\s+\d+\s+\d+\s/.test(line)) {
    return { events: readHypoddPhases(text, source), notes: [] };
  }
  if (/\s(GAU|BOX|FIX|NONE)\s/.test(text.slice(0, 4096))) {
    const events = readNonlinlocPicks(text, source).map((picks, i) => eventOf(`${i + 1}`, picks));
    return { events, notes: [] };
  }
  const { picks, notes } = readPicks(bytes, source);
  return { events: [eventOf("1", picks)], notes };
}

function eventOf(id: string, picks: SeismicEvent["picks"]): SeismicEvent {
  return { id, eventType: "", descriptions: [], origins: [], magnitudes: [], picks };
}
