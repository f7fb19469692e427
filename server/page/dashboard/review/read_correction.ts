import {
  type EventMagnitude,
  type ForecastCorrection,
  type Pick,
  preferredOrigin,
  type ReviewKind,
  type SeismicEvent,
} from "../../../../engine/domain/mod.ts";
import type { ItemAnswer } from "./review_answers.ts";

/** A value that a person may correct, as text. */
export interface CorrectionField {
  /** Its name in a correction. */
  readonly name: string;
  /** What it is called, with its unit. */
  readonly label: string;
  /** What is written: a number, a time or text. */
  readonly holds: "number" | "time" | "text";
  /** What is offered to choose from; anything may be written where it is left out. */
  readonly choices?: readonly string[];
}

/** Texts of fields, by name. */
export type FieldTexts = Readonly<Record<string, string>>;

const TYPES = ["earthquake", "explosion", "quarry blast", "other event", "not existing"];

/** What may be corrected of each kind. */
export const FIELDS: Readonly<Record<ReviewKind, readonly CorrectionField[]>> = {
  pick: [
    { name: "timeMs", label: "Arrival, UTC", holds: "time" },
    { name: "phase", label: "Phase", holds: "text" },
  ],
  event: [
    { name: "timeMs", label: "Origin time, UTC", holds: "time" },
    { name: "latitude", label: "Latitude, °", holds: "number" },
    { name: "longitude", label: "Longitude, °", holds: "number" },
    { name: "depthKm", label: "Depth, km", holds: "number" },
    { name: "eventType", label: "Type", holds: "text", choices: TYPES },
  ],
  magnitude: [
    { name: "magnitude", label: "Magnitude", holds: "number" },
    { name: "magnitudeType", label: "Type", holds: "text" },
    { name: "error", label: "± one sigma", holds: "number" },
  ],
  forecast: [
    { name: "probability", label: "Probability of one or more, 0 to 1", holds: "number" },
    { name: "mean", label: "Expected number", holds: "number" },
    { name: "note", label: "Note", holds: "text" },
  ],
};

/** What stands now as texts of the fields. */
export function textsOf({ kind, current, correction }: ItemAnswer): FieldTexts {
  const texts = writeTexts(kind, valuesOf({ kind, current, correction }));
  return Object.fromEntries(FIELDS[kind].map(({ name }) => [name, texts[name] ?? ""]));
}

/** Values as texts of the fields that they are of; those that are not known are left out. */
export function writeTexts(
  kind: ReviewKind,
  values: Readonly<Record<string, unknown>>,
): FieldTexts {
  const written = FIELDS[kind].map(({ name, holds }) => [name, writeValue(values[name], holds)]);
  return Object.fromEntries(written.filter(([, text]) => text !== ""));
}

function valuesOf(
  { kind, current, correction }: { kind: ReviewKind; current: unknown; correction?: unknown },
): Record<string, unknown> {
  if (kind === "event") {
    const event = current as SeismicEvent;
    return { ...preferredOrigin(event), eventType: event.eventType };
  }
  if (kind === "forecast") return { ...correction as ForecastCorrection };
  return { ...current as Pick | EventMagnitude };
}

function writeValue(value: unknown, holds: CorrectionField["holds"]): string {
  if (value === undefined || value === null || Number.isNaN(value)) return "";
  if (holds === "time") {
    return new Date(Math.round(value as number)).toISOString().slice(0, 23).replace("T", " ");
  }
  return holds === "number" ? String(Number((value as number).toFixed(4))) : String(value);
}

/** What a person wrote as a correction: only what differs from what stands; or what is wrong with it. */
export function readCorrection(
  answer: ItemAnswer,
  texts: FieldTexts,
): { correction: Record<string, unknown> } | { fault: string } {
  const before = textsOf(answer);
  const correction: Record<string, unknown> = {};
  for (const { name, label, holds } of FIELDS[answer.kind]) {
    const text = (texts[name] ?? before[name]).trim();
    if (text === before[name] || text === "") continue;
    const value = holds === "text"
      ? text
      : holds === "time"
      ? Date.parse(`${text.replace(" ", "T").replace(/Z$/, "")}Z`)
      : Number(text.replace("−", "-"));
    if (Number.isNaN(value)) return { fault: `${label}: “${text}” cannot be read.` };
    correction[name] = value;
  }
  if (answer.kind === "magnitude" && Object.keys(correction).length > 0) {
    if (/^[\d.,+−-]/.test(String(correction.magnitudeType ?? ""))) {
      return { fault: `Type: “${correction.magnitudeType}” is none, such as ML or Mw.` };
    }
    const error = (texts.error ?? before.error).trim();
    correction.magnitude ??= Number((answer.current as EventMagnitude).magnitude);
    if (error !== "") correction.error ??= Number(error); // as its author saw it in the form
  }
  if (Object.keys(correction).length > 0) return { correction };
  return { fault: "Nothing differs from what stands: change a value, or accept it." };
}
