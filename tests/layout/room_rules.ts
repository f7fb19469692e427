import { type ProjectFile, readProjectFile, readSyntax } from "./project_files.ts";

/** Every room that stands above forecasting, but kernels. */
const ABOVE_FORECASTING = [
  "domain",
  "mathematics",
  "sources",
  "preprocessing",
  "evaluation",
  "backend",
  "models",
  "storage",
  "training",
  "explanation",
  "impact",
] as const;

/** The table of DESIGN.md: what each room may import. */
export const ROOMS: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  mathematics: [],
  kernels: ["domain", "mathematics"],
  sources: ["domain", "mathematics", "kernels"],
  preprocessing: ["domain", "mathematics", "kernels"],
  evaluation: ["domain", "mathematics"],
  impact: ["domain", "mathematics"],
  storage: ["domain", "mathematics"],
  drawing: ["domain", "mathematics"],
  backend: ["domain", "mathematics", "kernels"],
  models: ["domain", "mathematics", "kernels", "backend"],
  training: [
    "domain",
    "mathematics",
    "preprocessing",
    "evaluation",
    "backend",
    "models",
    "storage",
  ],
  explanation: ["domain", "mathematics", "preprocessing", "backend", "models"],
  forecasting: ABOVE_FORECASTING,
  monitoring: [...ABOVE_FORECASTING, "forecasting"],
};

/** Packages that only some rooms may import; bench and tests may import anything. */
export const PACKAGES: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^@tensorflow\//, ["backend"]],
  [
    /^(hono|hono\/.*|hono-.*|@hono\/.*|zod|zod\/.*|swagger-ui-dist|prom-client|@opentelemetry\/api)$/,
    ["server"],
  ],
  [/^commander$/, ["cli"]],
  [/^(d3-geo|topojson-client|world-atlas)(\/.*)?$/, ["drawing", "dashboard", "server"]],
  [/^(preact|uplot)(\/.*)?$/, ["dashboard", "server"]],
  [
    /^(vega|vega-lite|d3-array|@resvg\/resvg-wasm|dejavu-fonts-ttf)(\/.*)?$/,
    ["drawing"],
  ],
  [/^d3-contour$/, ["impact"]],
  [/^assemblyscript(\/.*)?$/, ["kernels"]],
  [/^(saxes|h5wasm)(\/.*)?$/, ["sources"]],
  [/^(pure-rand|fft\.js)(\/.*)?$/, ["mathematics"]],
  [/^hyparquet-writer$/, ["sources"]],
  [
    /^(fast-check|playwright-core|axe-core|hyparquet|onnxruntime-web|onnxruntime-node|@std\/assert)$/,
    [],
  ],
];

/** The room that a path belongs to: one of ROOMS, "server", "dashboard", "cli", "bench", "tests", "links" or "root". */
export function roomOf(path: string): string {
  const parts = path.split("/");
  if (parts.length === 1) return "root";
  if (path.startsWith("server/page/dashboard/")) return "dashboard";
  return parts[0] === "engine" ? parts[1] : parts[0];
}

const PROJECT: { name: string; exports: Readonly<Record<string, string | undefined>> } = JSON.parse(
  readProjectFile("deno.json"),
);

/** Path of the file that an import leads to; undefined for a package and for Node's modules. */
export function resolveImport(from: string, specifier: string): string | undefined {
  const { name, exports } = PROJECT;
  if (specifier === name || specifier.startsWith(name + "/")) {
    return exports["." + specifier.slice(name.length)]?.slice(2);
  }
  if (!/^\.\.?\//.test(specifier)) return undefined;
  return new URL(specifier, `file:///${from}`).pathname.slice(1);
}

/** Every import of a file that its room does not allow, as a sentence each. */
export function findForbiddenImports(file: ProjectFile): string[] {
  const room = roomOf(file.path);
  if (["bench", "tests", "links", "root"].includes(room)) return [];
  const found: string[] = [];
  for (const { specifier } of readSyntax(file).imports) {
    const target = resolveImport(file.path, specifier);
    const fault = target === undefined
      ? judgePackage(room, specifier)
      : judgeFile(file.path, target);
    if (fault !== undefined) found.push(fault);
  }
  return found;
}

function judgeFile(from: string, to: string): string | undefined {
  const [room, target] = [roomOf(from), roomOf(to)];
  if (room === target) return undefined;
  const allowed = allowedFor(room);
  if (!allowed.includes(target)) {
    const list = allowed.length === 0 ? "nothing" : allowed.join(", ");
    return `Cannot import ${target} from ${room}: ${room} may import ${list}`;
  }
  if (to.endsWith("/mod.ts") || target === "root") return undefined;
  return `Cannot import ${to} from ${from}: import the mod.ts of ${target}`;
}

function allowedFor(room: string): readonly string[] {
  if (room === "server") return Object.keys(ROOMS);
  if (room === "dashboard") return ["domain", "drawing"]; // it runs in a browser: what is left of drawing is text
  if (room === "cli") return [...Object.keys(ROOMS), "server"];
  return ROOMS[room] ?? [];
}

function judgePackage(room: string, specifier: string): string | undefined {
  const rule = PACKAGES.find(([pattern]) => pattern.test(specifier.replace(/^npm:/, "")));
  if (rule === undefined || rule[1].includes(room)) return undefined;
  const owners = [...rule[1], "bench", "tests"].join(", ");
  return `Cannot import ${specifier} from ${room}: only ${owners} may`;
}
