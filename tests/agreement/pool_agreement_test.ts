import { assertEquals, assertMatch } from "@std/assert";
import { EvaluationDocumentSchema, ForecastDocumentSchema } from "../../server/schemas.ts";
import { CATALOGUE_CSV, problemOf, withServer } from "../server/server_fixture.ts";
import { runCli, withoutRun } from "./agreement_fixture.ts";

Deno.test("command line and server agree on a pool, and on a member that is gone", async () => {
  await withServer({}, async ({ models, ask }) => {
    const [file, folder] = [`${models}/events.csv`, `${models}/both`];
    await Deno.writeTextFile(file, CATALOGUE_CSV);
    const made = JSON.parse(
      await runCli([
        ...["pool", "--model", `${models}/tiny`, "--catalogue", file, "--out", folder],
        ...["--baselines", "all"],
      ]),
    );
    assertEquals(made.card.members[0].path, "../tiny");
    const send = (path: string) =>
      ask(path, { method: "POST", headers: { "content-type": "text/csv" }, body: CATALOGUE_CSV });
    const forecast = async () => {
      const answer = await (await send("/v1/forecasts?model=both")).text();
      const told = await runCli(["forecast", "--model", folder, "--catalogue", file]);
      assertEquals(withoutRun(answer).replaceAll("\\\\", "/"), withoutRun(told));
      return ForecastDocumentSchema.parse(JSON.parse(answer)).forecast as unknown as {
        missing: { name: string }[];
        headline: string;
      };
    };
    assertEquals((await forecast()).missing, []);
    const scored = await (await send("/v1/evaluations?model=both")).text();
    const said = await runCli(["evaluate", "--model", folder, "--catalogue", file]);
    assertEquals(withoutRun(scored), withoutRun(said));
    EvaluationDocumentSchema.parse(JSON.parse(scored));
    const { models: listed } = await (await ask("/v1/models")).json();
    assertEquals(
      listed.map(({ name, network }: Record<string, string>) => [name, network]),
      [["both", "pool"], ["tiny", "dense"]],
    );
    const card = await (await ask("/v1/models/both")).json();
    assertEquals(card.kind, "pool");
    const refused = await problemOf(await send("/v1/forecasts?model=both&seed=3"));
    assertMatch(String(refused.detail), /seed with a pool/);
    const unexplained = await problemOf(await send("/v1/explanations?model=both"));
    assertEquals([unexplained.status, unexplained.type], [400, refused.type]);
    assertMatch(String(unexplained.detail), /explain one of its members/);
    await Deno.remove(`${models}/tiny`, { recursive: true });
    const without = await forecast();
    assertEquals(without.missing.map(({ name }) => name), ["tiny"]);
    assertMatch(without.headline, /^The pool without tiny/);
  });
});
