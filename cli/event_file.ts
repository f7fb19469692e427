import type { SeismicEvent } from "../engine/domain/mod.ts";
import type { Flag } from "./verb.ts";

/** Formats in which events are written. */
const FORMATS = ["quakeml", "csv", "json"] as const;

/** The flag that names one. */
export const EVENT_FORMAT_FLAG: Flag<string | undefined> = {
  kind: "choice",
  default: undefined,
  choices: FORMATS,
  about: "format of the file; by its ending unless given: .csv, .json, else quakeml",
};

/**
 * Writes events to a file, whole or not at all: QuakeML, the 22 columns of ComCat that `train` and
 * `forecast` read, or JSON. Throws EnvironmentError when the disk refuses.
 */
export async function writeEventFile(
  path: string,
  { events, format, document }: {
    readonly events: readonly SeismicEvent[];
    readonly format?: string;
    /** What a file of JSON holds; the events alone where left out. */
    readonly document?: unknown;
  },
): Promise<void> {
  const { writeEventsCsv, writeQuakeml } = await import("../engine/sources/mod.ts");
  const { writeFileWhole } = await import("../engine/storage/mod.ts");
  const kind = format ?? (/\.(csv|json)$/i.exec(path)?.[1].toLowerCase() ?? "quakeml");
  const text = kind === "json"
    ? JSON.stringify(document ?? { events }) + "\n"
    : [...(kind === "csv" ? writeEventsCsv : writeQuakeml)(events)].join("");
  await writeFileWhole(path, new TextEncoder().encode(text));
}
