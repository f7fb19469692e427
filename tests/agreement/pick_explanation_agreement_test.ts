import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { importPhasenet } from "../../engine/monitoring/mod.ts";
import { pickExplanationText } from "../../engine/drawing/mod.ts";
import { writeMiniseed } from "../../engine/sources/mod.ts";
import { PickExplanationDocumentSchema } from "../../server/pick_explanation_schemas.ts";
import { noise, realTraces, traceOf } from "../engine/explanation/waveform_scenes.ts";
import { withServer } from "../server/server_fixture.ts";
import { sharedFile, testWithSharedData } from "../shared_data.ts";
import { runCli, withoutRun } from "./agreement_fixture.ts";

const SOURCE = "phasenet_190703.safetensors";

testWithSharedData(
  "command line and server agree on why a pick is one; noise has none",
  () =>
    withServer({}, async ({ ask, models }) => {
      const weights = await Deno.readFile(sharedFile(`data/weights/phasenet_190703/${SOURCE}`));
      await importPhasenet(weights, { out: `${models}/phasenet`, source: SOURCE });
      const { trace, traces } = await realTraces("ncedc", 2);
      const mseed = writeMiniseed(traces);
      const [file, map] = [`${models}/quake.mseed`, `${models}/why.svg`];
      await Deno.writeFile(file, mseed);
      const time = new Date(trace.pSample * 10 + 700).toISOString();
      const told = await runCli([
        ...["explain", "pick", file, "--model", `${models}/phasenet`, "--time", time, "--map", map],
      ]);
      const post = (bytes: Uint8Array<ArrayBuffer>, query: string) =>
        ask(`/v1/picks/explanations?model=phasenet&${query}`, {
          ...{ method: "POST", body: bytes },
          headers: { "content-type": "application/vnd.fdsn.mseed" },
        });
      const response = await post(mseed, `time=${time}`);
      const answer = await response.text();
      assertEquals(response.status, 200, answer);
      assertEquals(withoutRun(answer), withoutRun(told));
      const { explanation } = PickExplanationDocumentSchema.parse(JSON.parse(answer));
      assertEquals(explanation.pick.phase, "P");
      assert(Math.abs(Date.parse(explanation.pick.time) - trace.pSample * 10) < 300);
      assert(explanation.completeness.isComplete && explanation.completeness.error <= 0.01);
      const text = pickExplanationText(explanation);
      assertStringIncludes(text, "Why a P on XX.TEST..HH at 1970-01-01 00:00:30");
      assertMatch(text, /\d+ % of it lies within 2 s of the pick/);
      const svg = await Deno.readTextFile(map);
      assertEquals(svg.match(/class="trace"/g)?.length, 3);

      const away = await post(mseed, "time=1970-01-01T00:00:05Z");
      assertEquals(away.status, 400);
      assertMatch((await away.json()).detail, /the nearest is P at/);
      const quiet = [0, 1, 2].map((component) => traceOf(noise(6000, 1), component));
      const none = await post(writeMiniseed(quiet), "phase=P");
      assertEquals(none.status, 422);
      assertMatch((await none.json()).detail, /0 picks of P above the threshold, need at least 1/);
    }),
);
