import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { startKernels } from "../../engine/backend/mod.ts";
import { pickExplanationText } from "../../engine/drawing/mod.ts";
import { importPhasenet } from "../../engine/monitoring/mod.ts";
import { writeMiniseed } from "../../engine/sources/mod.ts";
import { saveTrainedMagnitude, trainMagnitude } from "../../engine/training/mod.ts";
import { noise, realTraces, traceOf } from "../engine/explanation/waveform_scenes.ts";
import { withFolder } from "../engine/storage/storage_fixture.ts";
import { syntheticRecords } from "../engine/training/synthetic_records.ts";
import { sharedFile, testWithSharedData } from "../shared_data.ts";
import { permissionsFor, runCli } from "./run_cli.ts";

const WEIGHTS = sharedFile("data/weights/phasenet_190703/phasenet_190703.safetensors");

testWithSharedData(
  "explain pick: the pick that is asked for, as table, JSON and figure; noise has none",
  () =>
    withFolder(async (cwd) => {
      const run = (args: readonly string[]) =>
        runCli([...args, "--quiet"], { cwd, permissions: permissionsFor(cwd) });
      await importPhasenet(await Deno.readFile(WEIGHTS), {
        ...{ out: `${cwd}/phasenet`, source: "phasenet_190703.safetensors" },
      });
      const { trace, traces } = await realTraces("ncedc", 12);
      await Deno.writeFile(`${cwd}/quake.mseed`, writeMiniseed(traces));
      const explain = ["explain", "pick", "quake.mseed", "--model", "phasenet"];
      const time = new Date(trace.pSample * 10 + 700).toISOString();
      const { code, stdout, stderr } = await run([
        ...[...explain, "--time", time, "--map", "why.svg", "--json"],
      ]);
      assertEquals([code, stderr], [0, ""]);
      const svg = await Deno.readTextFile(`${cwd}/why.svg`);
      assertEquals(svg.match(/class="trace"/g)?.length, 3);
      const { explanation } = JSON.parse(stdout);
      assertStringIncludes(pickExplanationText(explanation), "Why a P on XX.TEST..HH");
      assertEquals(explanation.pick.phase, "P");
      assert(Math.abs(Date.parse(explanation.pick.time) - trace.pSample * 10) < 300);
      assert(explanation.completeness.error <= 0.01);
      assertEquals(explanation.sentences.length, 2);
      const away = await run([...explain, "--time", "1970-01-01T00:00:05Z"]);
      assertEquals(away.code, 2);
      assertStringIncludes(away.stderr, "the nearest is");
      const quiet = [0, 1, 2].map((component) => traceOf(noise(6000, 1), component));
      await Deno.writeFile(`${cwd}/noise.mseed`, writeMiniseed(quiet));
      const none = await run(["explain", "pick", "noise.mseed", "--model", "phasenet"]);
      assert(none.code !== 0);
      assertStringIncludes(none.stderr, "0 picks above the threshold, need at least 1");
    }),
);

Deno.test("explain magnitude: of a station's record, by component and second, drawn", () =>
  withFolder(async (cwd) => {
    const kernels = await startKernels({ threads: 1 });
    const records = syntheticRecords(10);
    const trained = await trainMagnitude({
      ...{ name: "synthetic", samplingRateHz: 100, count: records.length, notes: [] },
      names: records.map(({ name }) => name),
      traceAt: (index) => records[index],
      close() {},
    }, { seed: 1, epochs: 1, kernels, name: "small", versions: {} });
    await saveTrainedMagnitude(trained, `${cwd}/model`);
    await kernels.stop();
    const [{ samples, pSample }] = records;
    const traces = [0, 1, 2].map((component) => traceOf(samples, component));
    await Deno.writeFile(`${cwd}/quake.mseed`, writeMiniseed(traces));
    const pTime = new Date(pSample * 10).toISOString();
    const where = ["--distance-km", "40", "--p-time", pTime, "--map", "why.svg", "--quiet"];
    const explain = ["explain", "magnitude", "quake.mseed", "--model", "model", ...where];
    const options = { cwd, permissions: permissionsFor(cwd) };
    const { code, stdout, stderr } = await runCli(explain, options);
    assertEquals([code, stderr], [0, ""]);
    assertStringIncludes(stdout, "The model reads");
    assertStringIncludes(await Deno.readTextFile(`${cwd}/why.svg`), "Seconds after P");
    const { explanation } = JSON.parse((await runCli([...explain, "--json"], options)).stdout);
    assertEquals(explanation.pTime, pTime);
    assert(explanation.completeness.error <= 0.01);
    assertEquals(explanation.seconds.length, 30);
    assertEquals(explanation.components.map(({ part }: { part: string }) => part), ["Z", "N", "E"]);
  }));
