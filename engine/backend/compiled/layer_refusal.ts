import { ModelError } from "../../domain/mod.ts";

/** Makes the error for a layer that cannot be run, from the reason. */
export type RefuseLayer = (reason: string, cause?: unknown) => ModelError;

/** The errors for one layer of a network. */
export function layerRefusal(
  { name, className }: { name: string; className: string },
  network: string,
): RefuseLayer {
  return (reason, cause) =>
    new ModelError(`Cannot compile layer "${name}" (${className}): ${reason}.`, network, { cause });
}
