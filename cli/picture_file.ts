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
