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

/** All media types of bodies that are read. */
export const MEDIA_TYPES: readonly string[] = [
  ...CATALOGUE_TYPES,
  "application/json",
  "multipart/form-data",
];

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
