import { InputError, type Pick } from "../../domain/mod.ts";
import { numberField, type TextLine, textLines, timeOfNumbers } from "../text_lines.ts";

/**
 * Reads NonLinLoc observations (.obs): the picks of each event, events parted by blank lines.
 *
 * A station is one label, kept as its code. Errors are standard deviations in seconds. Comment
 * lines ("#") are left out. Throws InputError with the line that makes no sense.
 * Source: http://alomax.free.fr/nlloc, "NonLinLoc Phase file format".
 */
export function readNonlinlocPicks(text: string, source: string): Pick[][] {
  const events: Pick[][] = [[]];
  for (const line of textLines(text, source)) {
    if (line.fields.length === 0) events.push([]);
    else if (!/^(#|PUBLIC_ID)/.test(line.text)) events.at(-1)!.push(readPick(line));
  }
  return events.filter((picks) => picks.length > 0);
}

function readPick(line: TextLine): Pick {
  const { fields } = line;
  const [label, , component, , phase, , day, clock] = fields;
  if (fields.length < 11) {
    throw new InputError("Cannot read an observation of NonLinLoc", {
      ...{ source: line.source, line: line.line, value: line.text },
      expected:
        "station, instrument, component, onset, phase, first motion, date, time, seconds, kind of error, error",
    });
  }
  const amplitude = fields.length > 12 ? numberField(line, 12, "amplitude") : -1;
  const weight = fields.length > 14 ? numberField(line, 14, "prior weight") : 1;
  const calendar = [
    day.slice(0, 4),
    day.slice(4, 6),
    day.slice(6, 8),
    clock.slice(0, -2),
    clock.slice(-2),
  ];
  const timeMs = timeOfNumbers(line, [...calendar.map(Number), numberField(line, 8, "seconds")]);
  return {
    id: `${line.line}`,
    code: { network: "", station: label, location: "", channel: component.replace("?", "") },
    phase,
    timeMs,
    timeErrorSeconds: numberField(line, 10, "error"),
    weight,
    ...(amplitude > 0 && { amplitude }),
  };
}
