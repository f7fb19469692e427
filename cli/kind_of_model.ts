import { ConfigurationError } from "../engine/domain/mod.ts";
import { isPointModelName } from "./point_flags.ts";
import { flagName } from "./verb.ts";

/**
 * What --model names: the folder of a network, of a point process or of a pool, or a point process by its bare
 * name, which is then fitted first. What is damaged is told by whoever loads it.
 */
export async function kindOfModel(model: string): Promise<"network" | "point" | "pool" | "name"> {
  try {
    const card = JSON.parse(await Deno.readTextFile(`${model}/card.json`));
    if (card?.kind === "pool") return "pool";
    return card?.kind === "point-process" ? "point" : "network";
  } catch (error) {
    if (isPointModelName(model) && isNoFolder(error)) return "name";
    return "network";
  }
}

/** Where reading is not permitted there is no folder to take a bare name for. */
function isNoFolder(error: unknown): boolean {
  return error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotCapable;
}

/** Throws ConfigurationError for the first of some flags that was given to another kind of model. */
export function refusePointFlags(
  explicit: Readonly<Record<string, unknown>>,
  names: readonly string[],
  model = "a network",
): void {
  const given = names.find((name) => explicit[name] !== undefined);
  if (given === undefined) return;
  throw new ConfigurationError(
    `Cannot use ${flagName(given)} with ${model}: only point processes take it.`,
    given,
  );
}
