import { existsSync } from "node:fs";
import { networkToArtifacts } from "../engine/backend/mod.ts";
import type { Bench, BenchCase } from "./bench_definition.ts";
import { describeEdge, type EdgeChild, openEdgeChild } from "./edge_child.ts";
import { makeForecastFixture } from "./forecast_fixture.ts";
import { makePhasenet, PHASENET_WEIGHTS } from "./peer_networks.ts";

const ROWS = 3_000;
/** How often each work is done before the peak of memory is read. */
const TIMES_TO_PEAK = 20;

/** Pieces of work that are timed in running programs; so many are done for one order, or one if quick. */
const WORKS = [
  { work: "predict", name: "predictions of the LSTM of 30 steps", times: 50 },
  { work: "forecast", name: `forecasts from ${ROWS} rows of CSV`, times: 5 },
  { work: "phasenet", name: "PhaseNet windows of 30 s", times: 5 },
] as const;

const CANNOT: Readonly<Record<string, string>> = {
  forecast: "stock tfjs predicts from windows; it reads no catalogue",
};

/** What a small machine would do: one core, plain SIMD, no threads, little memory. */
export const bench: Bench = {
  about: "one core, no threads, plain SIMD: process start to first forecast; then work per second",
  targets: [{ fact: "peakResidentMb", atMost: 256 }],
  async *cases({ quick }): AsyncIterable<BenchCase> {
    const fixture = await makeForecastFixture(ROWS);
    const phasenetPath = await writePhasenet(`${fixture.modelPath}_phasenet`);
    const phasenet = phasenetPath === undefined ? [] : [phasenetPath];
    const openOurs = () =>
      openEdgeChild("edge_ours.ts", [fixture.modelPath, fixture.cataloguePath, ...phasenet]);
    const openStock = () => openEdgeChild("edge_stock.ts", [fixture.modelPath, ...phasenet]);
    const startAndEnd = async (open: () => Promise<EdgeChild>) => await (await open()).close();
    const works = WORKS.map(({ work }) => work).filter((work) =>
      work !== "phasenet" || phasenetPath
    );
    try {
      yield {
        name: "cold start to first forecast",
        ours: () => startAndEnd(openOurs),
        peers: { tfjs_wasm: () => startAndEnd(openStock) },
        facts: async () => {
          const times = quick ? 1 : TIMES_TO_PEAK;
          const ours = await afterWork(openOurs, { works, times });
          const can = works.filter((work) => !(work in CANNOT));
          const stock = await afterWork(openStock, { works: can, times });
          return {
            kernelBuild: ours.greeting,
            peakResidentMb: ours.peakMb,
            stockPeakResidentMb: stock.peakMb,
            stock: "loads the network and predicts from a window; ours reads the catalogue too",
            limits: await describeEdge(),
          };
        },
        options: { rounds: 9, warmUpMs: 0 },
      };
      yield* workCases([await openOurs(), await openStock()], {
        hasPhasenet: phasenetPath !== undefined,
        quick,
      });
    } finally {
      await fixture.close();
    }
  },
};

async function* workCases(
  [ours, stock]: readonly [EdgeChild, EdgeChild],
  { hasPhasenet, quick }: { hasPhasenet: boolean; quick: boolean },
): AsyncIterable<BenchCase> {
  try {
    for (const { work, name, times: wanted } of WORKS) {
      if (work === "phasenet" && !hasPhasenet) continue;
      const cannot = CANNOT[work];
      const times = quick ? 1 : wanted;
      yield {
        name: `${times} ${name}`,
        work: { amount: times, unit: name },
        ours: () => ours.work(work, times),
        peers: cannot ? {} : { tfjs_wasm: () => stock.work(work, times) },
        absent: cannot ? { tfjs_wasm: cannot } : {},
        options: { rounds: 11, warmUpMs: 1_000 },
      };
    }
  } finally {
    await ours.close();
    await stock.close();
  }
}

/** What a program says, and its peak of resident memory once it has done all works some times. */
async function afterWork(
  open: () => Promise<EdgeChild>,
  { works, times }: { works: readonly string[]; times: number },
): Promise<{ greeting: string; peakMb: number | undefined }> {
  const child = await open();
  try {
    for (const work of works) await child.work(work, times);
    return { greeting: child.greeting, peakMb: child.peakMb() };
  } finally {
    await child.close();
  }
}

/** PhaseNet as plain tfjs loads it, in a folder; nothing where the shared weights are absent. */
async function writePhasenet(folder: string): Promise<string | undefined> {
  if (!existsSync(PHASENET_WEIGHTS)) return undefined;
  const network = await makePhasenet();
  const { modelJson, weights } = await networkToArtifacts(network);
  network.dispose();
  await Deno.mkdir(folder);
  await Deno.writeTextFile(`${folder}/model.json`, modelJson);
  await Deno.writeFile(`${folder}/weights.bin`, weights);
  return folder;
}
