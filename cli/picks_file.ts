import { InputError, type Pick } from "../engine/domain/mod.ts";

/**
 * Reads picks: the table of PhaseNet, or the picks of all events of a QuakeML document. Throws
 * InputError for anything else and for a file without picks.
 */
export async function readPicksFile(path: string): Promise<Pick[]> {
  const { readPhasenetPicks, readQuakeml, readWholeFile } = await import(
    "../engine/sources/mod.ts"
  );
  const bytes = await readWholeFile(path);
  const isXml = new TextDecoder().decode(bytes.subarray(0, 256)).trimStart().startsWith("<");
  const picks = isXml
    ? readQuakeml(bytes, path).events.flatMap((event) => event.picks)
    : readPhasenetPicks(bytes, path);
  if (picks.length > 0) return picks;
  throw new InputError(`Cannot find picks in ${path}`, {
    source: path,
    expected: "a table of PhaseNet, or QuakeML with picks",
  });
}
