import type { JobKind } from "./forecast_job.ts";

/** Bodies that hold a catalogue and nothing else: the options come in the query string. */
const CATALOGUE_TYPES: readonly string[] = [
  "text/csv",
  "application/csv",
  "text/plain",
  "text/tab-separated-values",
  "application/geo+json",
  "application/xml",
  "text/xml",
  "application/gzip",
  "application/x-gzip",
];

/** All media types of bodies with a catalogue that are read. */
export const MEDIA_TYPES: readonly string[] = [
  ...CATALOGUE_TYPES,
  "application/json",
  "multipart/form-data",
];

/** Bodies that hold waveforms and nothing else. */
const WAVEFORM_TYPES: readonly string[] = [
  "application/vnd.fdsn.mseed",
  "application/octet-stream",
  "application/gzip",
  "application/x-gzip",
];

const WITH_OPTIONS: readonly string[] = ["application/json", "multipart/form-data"];

/** Media types of bodies by what is asked for. */
export const JOB_MEDIA_TYPES: Readonly<Record<JobKind, readonly string[]>> = {
  forecast: MEDIA_TYPES,
  evaluation: MEDIA_TYPES,
  explanation: MEDIA_TYPES,
  pick: [...WAVEFORM_TYPES, ...WITH_OPTIONS],
  pickExplanation: [...WAVEFORM_TYPES, ...WITH_OPTIONS],
  location: WITH_OPTIONS,
  magnitude: [...WAVEFORM_TYPES, ...WITH_OPTIONS],
  impact: WITH_OPTIONS,
};

/** Content-Encodings that are read. */
export const ENCODINGS: readonly string[] = ["", "identity", "gzip", "x-gzip"];

/** A media type without its parameters, in lower case. */
export function mediaTypeOf(contentType: string): string {
  return contentType.split(";")[0].trim().toLowerCase();
}

/** Whether a JSON object is a catalogue by itself: GeoJSON, or events under a key. */
export function holdsEvents(document: object): boolean {
  return "type" in document || "events" in document || "earthquakes" in document;
}
