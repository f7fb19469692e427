import { assert, assertAlmostEquals, assertEquals, assertMatch } from "@std/assert";
import type { SeismicEvent } from "../../engine/domain/mod.ts";
import { writeQuakeml } from "../../engine/sources/mod.ts";
import { IMPACT_BODY } from "../../server/impact_examples.ts";
import { ImpactDocumentSchema } from "../../server/impact_schemas.ts";
import { withServer } from "../server/server_fixture.ts";
import { runCli } from "./agreement_fixture.ts";

const EVENT: SeismicEvent = {
  ...{ id: "smi:test/event/1", eventType: "earthquake", descriptions: [], picks: [] },
  origins: [{
    ...{ id: "smi:test/origin/1", timeMs: Date.UTC(1994, 0, 17, 12, 30, 55), arrivals: [] },
    ...{ latitude: 34.21, longitude: -118.54, depthKm: 18 },
  }],
  magnitudes: [{ id: "smi:test/magnitude/1", magnitude: 6.7, magnitudeType: "Mw" }],
};

const TABLES = {
  observations: "latitude,longitude,intensity,pgv_cm_s\n34.25,-118.6,8.5,\n34.1,-118.3,,20\n",
  population:
    "ncols 2\nnrows 2\nxllcorner -119\nyllcorner 34\ncellsize 0.25\n1000 2000\n3000 4000\n",
  buildings: "id,latitude,longitude,class,occupants\nhall,34.21,-118.53,URML-pre,80\n" +
    "own,34.3,-118.4,own,4\n",
  fragilities: "class,slight_g,moderate_g,extensive_g,complete_g,beta\nown,0.1,0.2,0.4,0.8,0.6\n",
};

const ask = (body: unknown): RequestInit => ({
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});

Deno.test("command line and server agree on an impact, however it is sent", () =>
  withServer({}, async (server) => {
    const quakeml = [...writeQuakeml([EVENT])].join("");
    // Messages and sources name the part as the file is called here.
    const folder = await Deno.makeTempDir();
    const parts = { event: quakeml, ...TABLES };
    for (const [name, text] of Object.entries(parts)) {
      await Deno.writeTextFile(`${folder}/${name}`, text);
    }
    const flags = Object.keys(parts).flatMap((name) => [`--${name}`, `${folder}/${name}`]);
    const cells = ["--radius", "30", "--cell", "0.1", "--vs30", "400", "--country", "XF"];
    const told = (await runCli(["impact", ...flags, ...cells])).replaceAll(`${folder}/`, "");
    await Deno.remove(folder, { recursive: true });
    const options = { radiusKm: 30, cellDegrees: 0.1, vs30: 400, country: "XF" };
    const json = await server.ask("/v1/impacts", ask({ ...options, ...parts }));
    assertEquals(json.status, 200);
    assertEquals(await json.text(), told);
    const form = new FormData();
    for (const [name, value] of Object.entries({ ...options, ...parts })) {
      form.append(name, `${value}`);
    }
    const sent = await server.ask("/v1/impacts", { method: "POST", body: form });
    assertEquals(await sent.text(), told);
    const document = ImpactDocumentSchema.parse(JSON.parse(told));
    assertEquals(document.population!.people, 10_000);
    for (const { ranges } of document.losses!) {
      const all = ranges.reduce((sum, { probability }) => sum + probability, 0);
      assertAlmostEquals(all, 1, 1e-9);
    }
  }));

Deno.test("an impact is answered from lists of JSON, and what is wrong is refused", () =>
  withServer({}, async (server) => {
    const response = await server.ask("/v1/impacts", ask(IMPACT_BODY));
    assertEquals(response.status, 200);
    const document = ImpactDocumentSchema.parse(await response.json());
    assertEquals(document.observationCount, 1);
    assert(document.cells.intensity.mean.length > 0);
    const { magnitude: _, ...withoutMagnitude } = IMPACT_BODY;
    const wrong: [unknown, number, RegExp][] = [
      [withoutMagnitude, 400, /without the magnitude/],
      [{ ...IMPACT_BODY, magnitude: 11 }, 400, /magnitude/],
      [{ ...IMPACT_BODY, cellDegrees: 0.0001, radiusKm: 900 }, 400, /limit/],
      [{ ...IMPACT_BODY, country: "QQ" }, 400, /no parameters/],
      [{ ...IMPACT_BODY, population: [{ latitude: 1 }] }, 422, /no column/],
      [{ ...IMPACT_BODY, event: "<xml" }, 422, /./],
      [{ ...IMPACT_BODY, ground: "ncols 1" }, 422, /grid/],
      [{ ...IMPACT_BODY, nonsense: 1 }, 400, /nonsense/],
    ];
    for (const [body, status, message] of wrong) {
      const refused = await server.ask("/v1/impacts", ask(body));
      const text = await refused.text();
      assertEquals(refused.status, status, text);
      assertMatch(JSON.parse(text).detail, message);
    }
  }));
