import { assertEquals, assertMatch } from "@std/assert";
import { importPhasenet } from "@quakecast/quakecast/monitoring";
import { ModelCardSchema, ModelListSchema, ProblemSchema } from "../../server/schemas.ts";
import { sharedFile, testWithSharedData } from "../shared_data.ts";
import { CATALOGUE_CSV, withServer } from "./server_fixture.ts";

testWithSharedData(
  "a picker is listed among the models, its card shown, and no forecast made of it",
  () =>
    withServer({}, async ({ ask, models, forecast }) => {
      const weights = sharedFile("data/weights/phasenet_190703/phasenet_190703.safetensors");
      const options = { out: `${models}/phasenet`, source: "phasenet.safetensors" };
      const written = await importPhasenet(await Deno.readFile(weights), options);
      const list = ModelListSchema.parse(await (await ask("/v1/models")).json());
      assertEquals(list.models[0], {
        ...{ name: "phasenet", usable: true, network: "phasenet", task: "picking" },
      });
      const card = ModelCardSchema.parse(await (await ask("/v1/models/phasenet")).json());
      assertEquals(JSON.parse(JSON.stringify(card)), JSON.parse(JSON.stringify(written)));
      const refused = await forecast(CATALOGUE_CSV, "text/csv", "model=phasenet");
      assertEquals(refused.ok, false);
      const { detail } = ProblemSchema.parse(await refused.json());
      assertMatch(detail, /picker/);
    }),
);
