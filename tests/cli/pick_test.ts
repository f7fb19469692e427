import { assert, assertEquals, assertGreater } from "@std/assert";
import { readPicks, writeMiniseed } from "../../engine/sources/mod.ts";
import { makeContinuousRecord, tracesOf } from "../engine/monitoring/continuous_record.ts";
import { withFolder } from "../engine/storage/storage_fixture.ts";
import { sharedFile, testWithSharedData } from "../shared_data.ts";
import { PROJECT, runCli } from "./run_cli.ts";

const WEIGHTS = sharedFile("data/weights/phasenet_190703/phasenet_190703.safetensors");
const NCEDC = sharedFile("data/waveforms/ncedc");

testWithSharedData(
  "pick: a model is imported, a file is picked, pickers are scored",
  () =>
    withFolder(async (cwd) => {
      const run = async (args: readonly string[]) => {
        const read = `--allow-read=${cwd},${PROJECT}/node_modules,${PROJECT}/engine,${
          sharedFile("")
        }`;
        const permissions = [read, `--allow-write=${cwd}`];
        const { code, stdout, stderr } = await runCli([...args, "--quiet"], { cwd, permissions });
        assertEquals([code, stderr], [0, ""], args.join(" "));
        return stdout;
      };
      assert(
        (await run(["models", "import", "phasenet", WEIGHTS])).startsWith("Wrote models/phasenet"),
      );
      assert((await run(["models", "list"])).includes("picking"));
      assert((await run(["models", "show", "phasenet"])).includes("Northern California"));

      const record = await makeContinuousRecord({ recordings: 1, seed: 9 });
      const startTimeMs = Date.UTC(2024, 0, 1);
      const traces = tracesOf(record, { from: 0, to: 8000, startTimeMs });
      await Deno.writeFile(`${cwd}/day.mseed`, writeMiniseed(traces));
      const pick = ["pick", "day.mseed", "--model", "models/phasenet"];
      assert((await run(pick)).includes("NC.TEST..HHZ"));
      const { picks, notes } = JSON.parse(await run([...pick, "--json", "--out", "p.csv"]));
      assertEquals(notes, []);
      const arrivalMs = startTimeMs + record.pSamples[0] * 10;
      assert(picks.some((one: { timeMs: number }) => Math.abs(one.timeMs - arrivalMs) < 500));
      assertEquals(readPicks(await Deno.readFile(`${cwd}/p.csv`), "p.csv").picks, picks);
      for (const name of ["p.json", "p.xml"]) {
        await run([...pick, "--out", name]);
        const back = readPicks(await Deno.readFile(`${cwd}/${name}`), name).picks;
        assertEquals(back.map(({ id, timeMs }) => [id, timeMs]), picks.map(idAndTime), name);
      }
      const classical = ["pick", "day.mseed", "--picker", "sta-lta", "--json"];
      assertGreater(JSON.parse(await run(classical)).picks.length, 0);
      const few = JSON.parse(
        await run([...pick, "--json", "--threshold-p", "1", "--threshold-s", "1"]),
      );
      assertEquals(few.picks, []);

      const evaluate = ["evaluate", "picks", "--data", NCEDC, "--model", "models/phasenet"];
      const { pickers } = JSON.parse(
        await run([...evaluate, "--argmax", "--windows", "3", "--json"]),
      );
      const { P, S } = pickers[0].phases;
      assertEquals([P.labels, P.picks, S.picks], [309, 309, 309]);
      assertGreater(P.scores[0].recall.value, 0.95);
      assertGreater(S.scores[1].recall.value, 0.93);
      const several = ["--windows", "1", "--folds", "0", "--picker", "sta-lta", "--picker", "ar"];
      const table = await run([...evaluate, ...several]);
      for (const part of ["21 traces", "phasenet", "sta-lta", "ar "]) {
        assert(table.includes(part), part);
      }
    }),
);

testWithSharedData(
  "pick: what cannot be done is refused with exit code 2",
  () =>
    withFolder(async (cwd) => {
      const cases = [
        ["models", "import"],
        ["models", "import", "phasenot", "x"],
        ["models", "import", "phasenet"],
        ["pick", "x.mseed"],
        ["pick", "x.mseed", "--model", "m", "--format", "csv"],
        ["pick", "x.mseed", "--model", "m", "--threshold-p", "2"],
        ["pick", "x.mseed", "--model", "m", "--picker", "ar"],
        ["pick", "x.mseed", "--picker", "arr"],
        ["evaluate", "picks", "--data", "d"],
        ["evaluate", "picks", "--data", "d", "--model", "m", "--argmax", "--threshold-p", "0.5"],
      ];
      for (const args of cases) {
        const { code, stderr } = await runCli(args, { cwd });
        assertEquals(code, 2, `${args.join(" ")}: ${stderr}`);
      }
    }),
);

function idAndTime({ id, timeMs }: { id: string; timeMs: number }): [string, number] {
  return [id, timeMs];
}
