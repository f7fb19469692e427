import type { ImpactDocument } from "../engine/impact/mod.ts";
import { judgementText } from "./live_demo_text.ts";
import { writePictureFile } from "./picture_file.ts";
import type { RunningDemo } from "./start_demo.ts";
import type { Terminal } from "./terminal.ts";

/** Steps of the colours of a map. */
const SHADES = Array.from({ length: 45 }, (_, i) => 2 + i / 5);

/** Writes the last impact of a demonstration to its folder and tells how it went. */
export async function writeDemoAnswer(
  demo: RunningDemo,
  { folder, seed, terminal }: { folder: string; seed: number; terminal: Terminal },
): Promise<void> {
  const judgement = demo.judge();
  const { formatTable: layTable } = await import("../engine/drawing/mod.ts");
  const files = await writeImpactFiles(demo, folder);
  const { truth } = demo.scene;
  const { alertLatency } = demo.system.report();
  terminal.answer({
    document: () => ({ seed, url: demo.url, truth, ...judgement, alertLatency, files }),
    text: () => {
      const { medianMs, p99Ms } = alertLatency;
      const latency = medianMs === undefined || p99Ms === undefined ? [] : [
        `From packet to alert: ${medianMs.toFixed(0)} ms (half), ${p99Ms.toFixed(0)} ms (99 %).`,
      ];
      const about = files.length === 0 ? [] : [`Map and documents: ${files.join(", ")}`];
      const text = judgementText(judgement, { magnitude: truth.magnitude, layTable });
      return ["Told beside true, all of it simulated:", "", text, ...latency, ...about].join("\n");
    },
  });
}

/** Map, document and GeoJSON of the newest impact; none where there is no impact. */
async function writeImpactFiles({ messages, system }: RunningDemo, folder: string) {
  const last = messages.findLast((message) => message.kind === "impact");
  if (last?.kind !== "impact") return [];
  const impact = system.database.impacts.newest(last.data.eventId)!.document as ImpactDocument;
  const { contourShaking, intensityMapOf } = await import("../engine/impact/mod.ts");
  const { drawShakingMap } = await import("../engine/drawing/mod.ts");
  const { writeImpactGeojson } = await import("../engine/sources/mod.ts");
  const { writeFileWhole } = await import("../engine/storage/mod.ts");
  const map = intensityMapOf(impact);
  const files = [`${folder}/impact.svg`, `${folder}/impact.geojson`, `${folder}/impact.json`];
  await writePictureFile(
    files[0],
    await drawShakingMap({
      ...{ map, contours: contourShaking(map, SHADES), buildings: impact.buildings },
      observationCount: impact.observationCount,
      title: "Simulated earthquake: estimated shaking and damage",
    }),
  );
  const geojson = writeImpactGeojson({ ...impact, map }, impact.contours);
  await writeFileWhole(files[1], new TextEncoder().encode(geojson));
  await writeFileWhole(files[2], new TextEncoder().encode(JSON.stringify(impact) + "\n"));
  return files;
}
