import { ConfigurationError } from "../engine/domain/mod.ts";

/** Throws ConfigurationError for the name of a figure that ends in neither .svg nor .png. */
export function refusePictureName(path: string | undefined, flag: "out" | "map" | "plot"): void {
  if (path === undefined || /\.(svg|png)$/i.test(path)) return;
  throw new ConfigurationError(
    `Cannot draw to --${flag} "${path}": expected a name that ends in .svg or .png.`,
    flag,
  );
}

/**
 * Writes a figure to a file, whole or not at all: PNG where the name ends so, else SVG. Throws
 * EnvironmentError when the disk refuses.
 */
export async function writePictureFile(path: string, svg: string): Promise<void> {
  const { writeFileWhole } = await import("../engine/storage/mod.ts");
  if (!/\.png$/i.test(path)) return await writeFileWhole(path, new TextEncoder().encode(svg));
  const { renderPng } = await import("../engine/drawing/mod.ts");
  await writeFileWhole(path, await renderPng(svg));
}
