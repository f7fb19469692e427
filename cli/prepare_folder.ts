import { ConfigurationError } from "../engine/domain/mod.ts";
import { isThere } from "./is_there.ts";
import type { Terminal } from "./terminal.ts";

/**
 * Finds out before the training, not after it, whether the model can be saved: its parent folder is
 * made and a file is written there and removed, a folder of something else is refused, and a
 * model that will be replaced is named.
 */
export async function prepareFolder(out: string, terminal: Terminal): Promise<void> {
  const parent = out.replace(/[^/\\]*$/, "") || ".";
  await Deno.mkdir(parent, { recursive: true });
  await Deno.remove(await Deno.makeTempFile({ dir: parent, suffix: ".partial" }));
  if (!await isThere(out)) return;
  const isFolder = (await Deno.stat(out)).isDirectory;
  if (isFolder && await isThere(`${out}/checksums.json`)) {
    return terminal.say(`The model in "${out}" will be replaced by the new one.`);
  }
  const first = isFolder ? (await Array.fromAsync(Deno.readDir(out)))[0]?.name : undefined;
  if (isFolder && first === undefined) return;
  throw new ConfigurationError(
    `Cannot train to "${out}": ${
      isFolder ? `it holds "${first}" and is no model` : "it is a file"
    }` +
      "; choose another folder.",
    "out",
  );
}
