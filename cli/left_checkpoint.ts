import { ConfigurationError } from "../engine/domain/mod.ts";
import { isThere } from "./is_there.ts";

/** What was asked for where an unfinished training may have left its state. */
export interface LeftCheckpointRun {
  /** Folder of the model. */
  out: string;
  /** Go on from the checkpoint. */
  resume?: boolean;
  /** Throw a checkpoint away. */
  restart?: boolean;
}

/** Refuses to overwrite what an unfinished training left, unless asked to. */
export async function refuseLeftCheckpoint(path: string, run: LeftCheckpointRun): Promise<void> {
  if (run.resume && run.restart) {
    throw new ConfigurationError("Cannot both resume and restart.", "restart");
  }
  if (run.restart) return await removeIfThere(path);
  if (run.resume || !await isThere(path)) return;
  throw new ConfigurationError(
    `Cannot train to "${run.out}": an unfinished training left "${path}". Go on with --resume, or ` +
      "throw it away with --restart.",
    "resume",
  );
}

/** Says which epoch is kept, as the checkpoint itself has it; the name tells which signal it was. */
export async function describeInterruption(
  checkpointPath: string | undefined,
  name: string,
): Promise<DOMException> {
  if (checkpointPath === undefined) return new DOMException("Interrupted.", name);
  if (!await isThere(checkpointPath)) {
    return new DOMException("Interrupted before the first epoch was done.", name);
  }
  const { readCheckpoint } = await import("../engine/storage/mod.ts");
  const { epoch } = (await readCheckpoint(checkpointPath)).header;
  return new DOMException(`Interrupted after epoch ${epoch}; go on with --resume.`, name);
}

/** Removes a file where there is one. */
export async function removeIfThere(path: string): Promise<void> {
  if (await isThere(path)) await Deno.remove(path);
}
