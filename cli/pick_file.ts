import { ConfigurationError, type Pick, type SeismicEvent } from "../engine/domain/mod.ts";
import type { Flag } from "./verb.ts";

/** Formats of picks, each with the ending that asks for it. */
const ENDINGS = { csv: /\.csv$/i, json: /\.json$/i, quakeml: /\.(xml|qml|quakeml)$/i } as const;

/** A format in which picks are written. */
export type PickFormat = keyof typeof ENDINGS;

/** The flag that names it. */
export const PICK_FORMAT_FLAG: Flag<string | undefined> = {
  kind: "choice",
  default: undefined,
  choices: Object.keys(ENDINGS),
  about: "format of the file; by its ending unless given: .json, .xml, else csv",
};

/**
 * Writes picks to a file, whole or not at all, in a format that `associate` and `locate` read again.
 *
 * Throws EnvironmentError when the disk refuses.
 */
export async function writePickFile(
  path: string,
  { picks, format }: { picks: readonly Pick[]; format?: string },
): Promise<void> {
  const { writeFileWhole } = await import("../engine/storage/mod.ts");
  const formats = Object.keys(ENDINGS) as PickFormat[];
  const chosen = formats.find((name) => name === format) ??
    formats.find((name) => ENDINGS[name].test(path)) ?? "csv";
  await writeFileWhole(path, new TextEncoder().encode(await formatPicks(picks, chosen)));
}

/** A format of picks needs a file. Throws ConfigurationError where there is none. */
export function refuseFormatWithoutFile(format: string | undefined, out: string | undefined): void {
  if (format === undefined || out !== undefined) return;
  throw new ConfigurationError("Cannot use --format without --out: name the file.", "format");
}

async function formatPicks(picks: readonly Pick[], format: PickFormat): Promise<string> {
  if (format === "json") return JSON.stringify(picks, null, 2) + "\n";
  const { writePicksCsv, writeQuakeml } = await import("../engine/sources/mod.ts");
  return [...(format === "csv" ? writePicksCsv(picks) : writeQuakeml([eventOf(picks)]))].join("");
}

/** QuakeML has picks in events alone: one without origin and kind holds those that no one has associated. */
function eventOf(picks: readonly Pick[]): SeismicEvent {
  const descriptions = ["Picks that are not associated with an event"];
  return { id: "picks", eventType: "", descriptions, origins: [], magnitudes: [], picks };
}
