import { EnvironmentError, InputError } from "../engine/domain/mod.ts";
import type { PublishedEtas } from "../engine/models/mod.ts";

/**
 * Reads fitted parameters of ETAS for a data set from a JSON file; nothing where none is named.
 *
 * Throws InputError for a file that is not there and for what is in it, EnvironmentError for one that
 * cannot be read.
 */
export async function readEtasParametersFile(
  path: string | undefined,
  dataset: string,
): Promise<PublishedEtas | undefined> {
  if (path === undefined) return undefined;
  const { readEtasParameters } = await import("../engine/models/mod.ts");
  let text: string;
  try {
    text = await Deno.readTextFile(path);
  } catch (cause) {
    if (cause instanceof Deno.errors.NotCapable) throw cause;
    if (cause instanceof Deno.errors.NotFound) {
      throw new InputError(`Cannot read ${path}: there is no such file`, {}, { cause });
    }
    throw new EnvironmentError(
      `Cannot read the parameters "${path}": ${(cause as Error).message}`,
      "disk",
      { cause },
    );
  }
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (cause) {
    throw new InputError("Cannot read ETAS parameters: no JSON", { source: path }, { cause });
  }
  return readEtasParameters(document, { source: path, dataset });
}
