import { createHash } from "node:crypto";

/** SHA-256 of files, their names included, whatever their order; hexadecimal. It tells one training from the next. */
export function digestFiles(files: ReadonlyMap<string, Uint8Array>): string {
  const hash = createHash("sha256");
  for (const name of [...files.keys()].sort()) hash.update(name + "\0").update(files.get(name)!);
  return hash.digest("hex");
}
