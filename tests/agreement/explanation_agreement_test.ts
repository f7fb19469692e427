import { assert, assertEquals, assertMatch } from "@std/assert";
import { ExplanationDocumentSchema } from "../../server/explanation_schemas.ts";
import { pointCatalogueCsv } from "../engine/forecasting/point_catalogue.ts";
import { CATALOGUE_CSV, problemOf, trainTinyModel, withServer } from "../server/server_fixture.ts";
import { runCli, withoutRun } from "./agreement_fixture.ts";

/** The model that is there, and one that draws maps. */
const MODELS = {
  tiny: undefined,
  map: { model: "cnn", task: "map", cellDegrees: 4, window: 4, learningRate: 0.01 },
};

Deno.test("command line and server give the same bytes of why a network forecasts", async () => {
  await withServer({}, async ({ models, ask }) => {
    const file = `${models}/catalogue.csv`;
    await Deno.writeTextFile(file, CATALOGUE_CSV);
    const send = (query: string, accept = "*/*") =>
      ask(`/v1/explanations?${query}`, {
        ...{ method: "POST", headers: { "content-type": "text/csv", accept }, body: CATALOGUE_CSV },
      });
    for (const [name, options] of Object.entries(MODELS)) {
      if (options !== undefined) await trainTinyModel(`${models}/${name}`, options);
      const figure = `${models}/${name}.svg`;
      const told = await runCli([
        ...["explain", "--model", `${models}/${name}`, "--catalogue", file, "--repeats", "2"],
        ...["--issue-time", "2003-10-01T12:00:00Z", "--map", figure],
      ]);
      const query = `model=${name}&repeats=2&issueTime=2003-10-01T12:00:00Z`;
      const answer = await (await send(query)).text();
      const drawn = await send(query, "image/svg+xml, application/json;q=0.5");
      assertEquals(drawn.headers.get("content-type"), "image/svg+xml");
      assertEquals(await drawn.text(), await Deno.readTextFile(figure), name);
      assertEquals(withoutRun(answer), withoutRun(told), name);
      const { explanation } = ExplanationDocumentSchema.parse(JSON.parse(answer));
      assert("completeness" in explanation && explanation.completeness.isComplete, name);
    }
    const strange = await problemOf(await send("model=tiny&event=3"));
    assertEquals(strange.status, 400);
    assertMatch(String(strange.detail), /only point processes/);
    const nowhere = await problemOf(await send("model=tiny&at=-120,35"));
    assertMatch(String(nowhere.detail), /no cells/);
  });
});

Deno.test("command line and server agree on what past events contribute", async () => {
  await withServer({}, async ({ models, ask }) => {
    const csv = pointCatalogueCsv(300);
    const [file, folder] = [`${models}/events.csv`, `${models}/etas-small`];
    await Deno.writeTextFile(file, csv);
    await runCli([
      ...["train", "--catalogue", file, "--model", "etas", "--out", folder],
      ...["--calibration-windows", "0"],
    ]);
    const send = (query: string, accept = "application/json") =>
      ask(`/v1/explanations?model=etas-small${query}`, {
        ...{ method: "POST", headers: { "content-type": "text/csv", accept }, body: csv },
      });
    const drawn = await (await send("&horizon=7d", "image/svg+xml")).text();
    assertMatch(drawn, /^<svg[^]*<\/svg>\s*$/);
    const cases = [
      [["--horizon", "7d", "--most", "3"], "&horizon=7d&most=3"],
      [["--event", "200"], "&event=200"],
    ] as const;
    for (const [flags, query] of cases) {
      const told = await runCli([
        "explain",
        ...["--model", folder, "--catalogue", file],
        ...flags,
      ]);
      const answer = await (await send(query)).text();
      assertEquals(withoutRun(answer), withoutRun(told), query);
      ExplanationDocumentSchema.parse(JSON.parse(answer));
    }
    const wrong = await problemOf(await send("&repeats=3"));
    assertMatch(String(wrong.detail), /only networks/);
    const both = await problemOf(await send("&event=3&at=-116,33"));
    assertMatch(String(both.detail), /at or event/);
  });
});
