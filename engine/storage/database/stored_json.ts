/** Numbers that JSON cannot say, as they are stored. */
const ODD_NUMBERS: Readonly<Record<string, number>> = {
  NaN: NaN,
  Infinity: Infinity,
  "-Infinity": -Infinity,
  "-0": -0,
};

/** Key of an object that stands for such a number. */
const KEY = "$number";

/**
 * Writes a document as JSON from which `readStoredJson` gives back the same, NaN, infinities and
 * negative zero included. Keys whose value is undefined are left out.
 */
export function writeStoredJson(document: unknown): string {
  return JSON.stringify(document, (_, value) => {
    if (typeof value !== "number" || (Number.isFinite(value) && !Object.is(value, -0))) {
      return value;
    }
    return { [KEY]: Object.is(value, -0) ? "-0" : String(value) };
  });
}

/** Reads what `writeStoredJson` wrote. */
export function readStoredJson<Document>(text: string): Document {
  if (!text.includes(`{"${KEY}":`)) return JSON.parse(text);
  return JSON.parse(text, (_, value) => {
    const name = value?.[KEY];
    return typeof name === "string" && name in ODD_NUMBERS ? ODD_NUMBERS[name] : value;
  });
}
