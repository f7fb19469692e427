let ready:
  | Promise<{
    Resvg: typeof import("@resvg/resvg-wasm").Resvg;
    fonts: Uint8Array[];
  }>
  | undefined;

/**
 * A figure as PNG, `widthPixels` wide; the text is set in DejaVu Sans Condensed, which is at hand everywhere. The
 * library is loaded when this is first called.
 *
 * Throws Error where the text is no SVG.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { drawMagnitudeTime, renderPng } from "@quakecast/quakecast/drawing";
 * const svg = await drawMagnitudeTime({ timeMs: [0, 1e9], magnitude: [5.1, 6.4] });
 * const png = await renderPng(svg);
 * assertEquals([...png.subarray(1, 4)], [0x50, 0x4e, 0x47]); // "PNG"
 * ```
 */
export async function renderPng(
  svg: string,
  { widthPixels = 1260 }: { widthPixels?: number } = {},
): Promise<Uint8Array> {
  ready ??= load();
  const { Resvg, fonts } = await ready;
  const renderer = new Resvg(svg, {
    fitTo: { mode: "width", value: widthPixels },
    font: {
      fontBuffers: fonts,
      defaultFontFamily: "DejaVu Sans Condensed",
      loadSystemFonts: false,
    },
  });
  try {
    const image = renderer.render();
    const png = image.asPng();
    image.free();
    return png;
  } finally {
    renderer.free();
  }
}

async function load() {
  const { initWasm, Resvg } = await import("@resvg/resvg-wasm");
  const read = (path: string) => Deno.readFile(new URL(import.meta.resolve(path)));
  const [library, ...fonts] = await Promise.all(
    [
      "@resvg/resvg-wasm/index_bg.wasm",
      "dejavu-fonts-ttf/ttf/DejaVuSansCondensed.ttf",
      "dejavu-fonts-ttf/ttf/DejaVuSansCondensed-Bold.ttf",
    ].map(read),
  );
  await initWasm(library);
  return { Resvg, fonts };
}
