/**
 * Finds out before long work whether its files can be written; names that were not given are passed
 * over. Throws EnvironmentError as writing would.
 */
export async function prepareFiles(...paths: readonly (string | undefined)[]): Promise<void> {
  const named = paths.filter((path) => path !== undefined);
  if (named.length === 0) return;
  const { ensureWritable } = await import("../engine/storage/mod.ts");
  for (const path of named) await ensureWritable(path);
}
