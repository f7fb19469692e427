import { fileURLToPath } from "node:url";
import type { SeismicEvent } from "../../engine/domain/mod.ts";
import { writeQuakeml } from "../../engine/sources/mod.ts";

const MAIN = fileURLToPath(new URL("../../cli/main.ts", import.meta.url));

/** What a verb of the command line writes with --json. */
export async function runCli(args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--allow-all", "--no-check", "--quiet", MAIN, ...args, "--json", "--quiet"],
    stdout: "piped",
    stderr: "piped",
  }).output();
  if (code === 0) return new TextDecoder().decode(stdout);
  throw new Error(`${args.join(" ")} ended with ${code}: ${new TextDecoder().decode(stderr)}`);
}

/** The bytes of a document up to what tells of the run, which is its last part. */
export function withoutRun(text: string): string {
  const at = text.indexOf('\n  "run": {');
  if (at < 0) throw new Error(`no run in ${text.slice(0, 200)}`);
  return text.slice(0, at);
}

/** A row of CSV as an object, numbers as numbers. */
type Row = Record<string, string | number>;

/** The rows of a CSV without quotes. */
export function rowsOf(csv: string): Row[] {
  const [header, ...lines] = csv.trimEnd().split(/\r?\n/).map((line) => line.split(","));
  const isNumber = (text: string) => text !== "" && Number.isFinite(Number(text));
  return lines.map((fields) =>
    Object.fromEntries(
      header.map((name, i) => [name, isNumber(fields[i]) ? Number(fields[i]) : fields[i]]),
    )
  );
}

/** The same events as GeoJSON of the USGS. */
export function geoJsonOf(csv: string): string {
  const features = rowsOf(csv).map(({ id, time, latitude, longitude, depth, ...properties }) => ({
    type: "Feature",
    id,
    properties: { ...properties, time: Date.parse(String(time)) },
    geometry: { type: "Point", coordinates: [longitude, latitude, depth] },
  }));
  return JSON.stringify({ type: "FeatureCollection", features });
}

/** The same events as QuakeML. */
export function quakemlOf(csv: string): string {
  const events = rowsOf(csv).map((row): SeismicEvent => {
    const id = String(row.id);
    return {
      id,
      eventType: String(row.type ?? ""),
      ...(row.net === undefined ? {} : { agency: String(row.net) }),
      descriptions: [],
      origins: [{
        id: `${id}/origin`,
        timeMs: Date.parse(String(row.time)),
        latitude: Number(row.latitude),
        longitude: Number(row.longitude),
        depthKm: Number(row.depth),
        arrivals: [],
      }],
      magnitudes: [{
        id: `${id}/magnitude`,
        magnitude: Number(row.mag),
        magnitudeType: String(row.magType ?? ""),
      }],
      picks: [],
    };
  });
  return [...writeQuakeml(events)].join("");
}
