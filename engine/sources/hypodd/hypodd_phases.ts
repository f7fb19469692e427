import { InputError, type Pick, type SeismicEvent } from "../../domain/mod.ts";
import {
  numberField,
  placeFields,
  type TextLine,
  textLines,
  timeOfNumbers,
} from "../text_lines.ts";

/**
 * Reads the absolute times of a hypoDD phase file (.pha): events with their origin and picks.
 *
 * A station is one label, kept as its code. Negative weights, which hypoDD uses as a mark, become
 * positive. Throws InputError with the line that makes no sense.
 * Source: Waldhauser 2001, USGS Open-File Report 01-113, section "ph2dt".
 */
export function readHypoddPhases(text: string, source: string): SeismicEvent[] {
  const events: { head: TextLine; picks: Pick[]; timeMs: number }[] = [];
  for (const line of textLines(text, source)) {
    if (line.fields.length === 0) continue;
    if (line.fields[0] === "#") {
      const calendar = [1, 2, 3, 4, 5, 6].map((at) => numberField(line, at, "origin time"));
      events.push({ head: line, picks: [], timeMs: timeOfNumbers(line, calendar) });
      continue;
    }
    const event = events.at(-1);
    if (event === undefined) {
      throw new InputError("Cannot read hypoDD phases", {
        ...{ source, line: line.line, value: line.text },
        expected: 'an event, a line that begins with "#"',
      });
    }
    event.picks.push(readPick(line, { timeMs: event.timeMs, id: event.picks.length }));
  }
  return events.map(({ head, picks, timeMs }) => eventOf(head, { picks, timeMs }));
}

function readPick(line: TextLine, event: { timeMs: number; id: number }): Pick {
  const [station, , , phase] = line.fields;
  if (phase !== "P" && phase !== "S") {
    throw new InputError("Cannot read a phase", {
      ...{ source: line.source, line: line.line, field: "phase", value: phase ?? "nothing" },
      expected: "P or S",
    });
  }
  return {
    id: `${line.line}`,
    code: { network: "", station, location: "", channel: "" },
    phase,
    timeMs: event.timeMs + 1000 * numberField(line, 1, "travel time"),
    weight: Math.abs(numberField(line, 2, "weight")),
  };
}

function eventOf(
  head: TextLine,
  { picks, timeMs }: { picks: Pick[]; timeMs: number },
): SeismicEvent {
  const id = head.fields[14] ?? `${head.line}`;
  const magnitude = numberField(head, 10, "magnitude");
  const origin = {
    id: `${id}/origin`,
    timeMs,
    ...placeFields(head, 7),
    depthKm: numberField(head, 9, "depth"),
    arrivals: [],
  };
  return {
    id,
    eventType: "earthquake",
    descriptions: [],
    origins: [origin],
    magnitudes: [{ id: `${id}/magnitude`, magnitude, magnitudeType: "" }],
    picks: picks.map((pick) => ({ ...pick, id: `${id}/${pick.id}` })),
  };
}
