import { fileURLToPath } from "node:url";

/** The files of the dashboard as they are served, by name. */
export type DashboardFiles = Readonly<Record<string, Uint8Array<ArrayBuffer>>>;

const SOURCES = new URL("./dashboard/", import.meta.url);
const BUILT = new URL("./built/", import.meta.url);

/** Steps of a coastline across the globe: one is 2 km wide, which a region does not show. */
const COASTLINE_STEPS = 20_000;

/**
 * Bundles the dashboard; the same sources give the same bytes. Scripts and styles carry a hash of their
 * content in the addresses of index.html, so that browsers may keep them for ever.
 *
 * Throws Error with the bundler's words where a source is wrong.
 */
export async function buildDashboard(): Promise<DashboardFiles> {
  const encode = (text: string) => new TextEncoder().encode(text);
  const script = await bundleScript();
  const style = encode(await joinStyles());
  const page = (await Deno.readTextFile(new URL("index.html", SOURCES)))
    .replace("dashboard.js", `dashboard.js?v=${await hashOf(script)}`)
    .replace("dashboard.css", `dashboard.css?v=${await hashOf(style)}`);
  return {
    "index.html": encode(page),
    "dashboard.js": script,
    "dashboard.css": style,
    "coastlines.json": encode(await simplifyCoastlines()),
    "icon.svg": await Deno.readFile(new URL("icon.svg", SOURCES)),
  };
}

async function bundleScript(): Promise<Uint8Array<ArrayBuffer>> {
  const main = fileURLToPath(new URL("main.tsx", SOURCES));
  const bundle = new Deno.Command(Deno.execPath(), {
    args: ["bundle", "--quiet", "--platform", "browser", "--minify", main],
    cwd: fileURLToPath(new URL("../../", import.meta.url)),
    env: { NO_COLOR: "1" },
  });
  const { success, stdout, stderr } = await bundle.output();
  if (!success) throw new Error(`Cannot bundle the dashboard: ${new TextDecoder().decode(stderr)}`);
  return new Uint8Array(stdout);
}

/** All styles in order of their names, after those of uPlot, without comments and indentation. */
async function joinStyles(): Promise<string> {
  const folder = new URL("styles/", SOURCES);
  const names = [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
  const files = [
    new URL("./uPlot.min.css", import.meta.resolve("uplot")),
    ...names.map((name) => new URL(name, folder)),
  ];
  const texts = await Promise.all(files.map((file) => Deno.readTextFile(file)));
  return texts.join("\n").replaceAll(/\/\*[^]*?\*\//g, "").replaceAll(/\n\s*/g, "\n")
    .replaceAll(/\n+/g, "\n").trim() + "\n";
}

/** Natural Earth's land at 1:50 million on a coarser grid, which is two thirds of the size. */
async function simplifyCoastlines(): Promise<string> {
  const { quantize } = await import("topojson-client");
  const { default: atlas } = await import("world-atlas/land-50m.json", { with: { type: "json" } });
  const { scale, translate } = atlas.transform;
  const arcs = atlas.arcs.map((arc: number[][]) => {
    let [x, y] = [0, 0];
    return arc.map(([right, up]) => {
      x += right;
      y += up;
      return [x * scale[0] + translate[0], y * scale[1] + translate[1]];
    });
  });
  const { transform: _, ...rest } = atlas;
  return JSON.stringify(quantize({ ...rest, arcs }, COASTLINE_STEPS));
}

async function hashOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  return new Uint8Array(digest).toHex().slice(0, 12);
}

if (import.meta.main) {
  const files = await buildDashboard();
  await Deno.mkdir(BUILT, { recursive: true });
  for (const [name, bytes] of Object.entries(files)) {
    await Deno.writeFile(new URL(name, BUILT), bytes);
  }
}
