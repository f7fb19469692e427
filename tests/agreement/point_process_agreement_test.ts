import { assertEquals, assertMatch } from "@std/assert";
import { EvaluationDocumentSchema, ForecastDocumentSchema } from "../../server/schemas.ts";
import { pointCatalogueCsv } from "../engine/forecasting/point_catalogue.ts";
import { problemOf, withServer } from "../server/server_fixture.ts";
import { geoJsonOf, runCli, withoutRun } from "./agreement_fixture.ts";

Deno.test("command line and server agree on a point process", async () => {
  await withServer({}, async ({ models, ask }) => {
    const csv = pointCatalogueCsv(500);
    const [file, folder] = [`${models}/events.csv`, `${models}/etas-small`];
    await Deno.writeTextFile(file, csv);
    await runCli(["train", "--catalogue", file, "--model", "etas", "--out", folder]);
    const send = (path: string, body: string, type = "text/csv") =>
      ask(path, { method: "POST", headers: { "content-type": type }, body });
    const both = async (horizon: string) => {
      const query = `model=etas-small&horizon=${horizon}&catalogues=200&seed=5&cellDegrees=0.1`;
      const told = await runCli([
        ...["forecast", "--model", folder, "--catalogue", file, "--horizon", horizon],
        ...["--catalogues", "200", "--seed", "5", "--cell-degrees", "0.1"],
      ]);
      const answer = await (await send(`/v1/forecasts?${query}`, csv)).text();
      assertEquals(withoutRun(answer), withoutRun(told));
      ForecastDocumentSchema.parse(JSON.parse(answer));
      return { query, told };
    };
    const { query, told } = await both("7d");
    assertMatch(JSON.parse(told).forecast.uncalibrated, /windows of 1d and is not applied to .*7d/);
    const { forecast: daily } = JSON.parse((await both("1d")).told);
    assertEquals(daily.magnitudes[0].calibrated.intervals.length, 3);
    assertEquals(daily.baseline.calibrated.intervals.length, 3);
    const json = geoJsonOf(csv.replace("magnitude", "mag"));
    const sent = await send(`/v1/forecasts?${query}`, json, "application/geo+json");
    const { forecast } = await sent.json();
    assertEquals(forecast.cells, JSON.parse(told).forecast.cells);
    const scored = await (await send("/v1/evaluations?model=etas-small", csv)).text();
    const said = await runCli(["evaluate", "--model", folder, "--catalogue", file]);
    assertEquals(withoutRun(scored), withoutRun(said));
    EvaluationDocumentSchema.parse(JSON.parse(scored));
    const listed = await (await ask("/v1/models")).json();
    assertEquals(
      listed.models.map(({ name, task }: Record<string, string>) => [name, task]),
      [["etas-small", "point process"], ["tiny", "rate"]],
    );
    const network = await problemOf(await send("/v1/forecasts?model=tiny&catalogues=9", csv));
    assertEquals(network.status, 400);
    assertMatch(String(network.detail), /only point processes/);
  });
});

for (const process of ["recurrent", "poisson"]) {
  Deno.test(`command line and server agree on the process ${process}`, async () => {
    await withServer({}, async ({ models, ask }) => {
      const csv = pointCatalogueCsv(200);
      const [file, folder] = [`${models}/events.csv`, `${models}/${process}`];
      await Deno.writeTextFile(file, csv);
      await runCli([
        ...["train", "--catalogue", file, "--model", process, "--out", folder],
        ...["--calibration-windows", "10"],
      ]);
      const told = await runCli([
        ...["forecast", "--model", folder, "--catalogue", file, "--horizon", "1d"],
        ...["--catalogues", "100", "--seed", "5", "--cell-degrees", "0.1"],
      ]);
      const query = `model=${process}&horizon=1d&catalogues=100&seed=5&cellDegrees=0.1`;
      const sent = { method: "POST", headers: { "content-type": "text/csv" }, body: csv };
      const answer = await (await ask(`/v1/forecasts?${query}`, sent)).text();
      assertEquals(withoutRun(answer), withoutRun(told));
      ForecastDocumentSchema.parse(JSON.parse(answer));
      assertMatch(answer, /"calibrated"/);
    });
  });
}

Deno.test("command line and server agree on a neural ETAS", async () => {
  await withServer({}, async ({ models, ask }) => {
    const csv = pointCatalogueCsv(200);
    const [file, folder] = [`${models}/events.csv`, `${models}/neural`];
    await Deno.writeTextFile(file, csv);
    await runCli([
      ...["train", "--catalogue", file, "--model", "neural-etas", "--seed", "3", "--out", folder],
      ...["--calibration-windows", "10"],
    ]);
    const told = await runCli([
      ...["forecast", "--model", folder, "--catalogue", file, "--horizon", "1d"],
      ...["--catalogues", "100", "--seed", "5", "--cell-degrees", "0.1"],
    ]);
    const query = "model=neural&horizon=1d&catalogues=100&seed=5&cellDegrees=0.1";
    const sent = { method: "POST", headers: { "content-type": "text/csv" }, body: csv };
    const answer = await (await ask(`/v1/forecasts?${query}`, sent)).text();
    assertEquals(withoutRun(answer), withoutRun(told));
    ForecastDocumentSchema.parse(JSON.parse(answer));
    assertMatch(answer, /"calibrated"/);
  });
});
