import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { startKernels } from "../../engine/backend/mod.ts";
import { writeMiniseed } from "../../engine/sources/mod.ts";
import { saveTrainedMagnitude, trainMagnitude } from "../../engine/training/mod.ts";
import { traceOf } from "../engine/explanation/waveform_scenes.ts";
import { withFolder } from "../engine/storage/storage_fixture.ts";
import { syntheticRecords } from "../engine/training/synthetic_records.ts";
import { permissionsFor, runCli } from "./run_cli.ts";

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
    const wrong = await runCli(explain.map((word) => word === pTime ? "noon" : word), options);
    assertEquals(wrong.code, 2);
    assertStringIncludes(wrong.stderr, 'Cannot read --p-time "noon"');
    assertEquals(explanation.components.map(({ part }: { part: string }) => part), ["Z", "N", "E"]);
  }));
