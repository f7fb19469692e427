import { assertEquals, assertMatch } from "@std/assert";
import { CATALOGUE_CSV, withServer } from "../server/server_fixture.ts";
import { runCli, withoutRun } from "./agreement_fixture.ts";

/** A year's wave, one value a week. */
const SERIES = seriesOf("strain");

function seriesOf(name: string): string {
  const weeks = Array.from({ length: 230 }, (_, week) => {
    const time = new Date(Date.UTC(2000, 0, 1 + 7 * week)).toISOString();
    return `${time},${Math.sin(week / 8).toFixed(4)}`;
  });
  return [`time,${name}`, ...weeks].join("\n");
}

Deno.test("command line and server agree on several groups of covariates, tides, and what is missing", async () => {
  await withServer({}, async (server) => {
    const path = (name: string) => `${server.models}/${name}`;
    await Deno.writeTextFile(path("events.csv"), CATALOGUE_CSV);
    await Deno.writeTextFile(path("a.csv"), SERIES);
    await Deno.writeTextFile(path("b.csv"), seriesOf("rain"));
    const [strain, rain] = [["--covariates", path("a.csv")], ["--covariates", path("b.csv")]];
    const grouped = [
      "--covariates",
      `ground=${path("a.csv")}`,
      "--covariates",
      `sky=${path("b.csv")}`,
    ];
    const on = ["--catalogue", path("events.csv")];
    await runCli([
      ...["train", ...on, ...grouped, "--tides", "--out", path("fused"), "--model", "dense"],
      ...["--min-magnitude", "4", "--window", "10", "--units", "4", "--epochs", "1"],
    ]);
    const ask = async (...texts: string[]) => {
      const form = new FormData();
      form.set("model", "fused");
      form.set("catalogue", new Blob([CATALOGUE_CSV]), "events.csv");
      for (const text of texts) form.append("covariates", new Blob([text]), "series.csv");
      const response = await server.ask("/v1/forecasts", { method: "POST", body: form });
      return withoutRun(await response.text());
    };
    const told = (...args: string[]) =>
      runCli(["forecast", "--model", path("fused"), ...on, ...args]);
    const whole = await told(...strain, ...rain);
    assertEquals(await ask(SERIES, seriesOf("rain")), withoutRun(whole));
    assertEquals(whole.includes('"masked"'), false);
    const masked = await told(...rain);
    assertEquals(await ask(seriesOf("rain")), withoutRun(masked));
    assertMatch(masked, /"masked": \[\s*"ground"\s*\]/);
    assertMatch(await ask(), /"masked": \[\s*"ground",\s*"sky"\s*\]/);
  });
});
