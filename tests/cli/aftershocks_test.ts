import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { runCli } from "./run_cli.ts";
import { smallCatalogueCsv } from "./small_catalogue.ts";

Deno.test("aftershocks answers as text and as JSON, and refuses what makes no sense", async () => {
  const cwd = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(`${cwd}/a.csv`, smallCatalogueCsv());
    const args = ["aftershocks", "--catalogue", "a.csv"];
    const text = await runCli(args, { cwd });
    assertEquals(text.code, 0, text.stderr);
    assertStringIncludes(text.stdout, "In the ");
    const json = await runCli([...args, "--region", "CAL-SCSN", "--b", "fit", "--json"], { cwd });
    const { forecast, model } = JSON.parse(json.stdout);
    assertEquals([forecast.length, forecast[0].bins.length, model.region], [4, 5, "CAL-SCSN"]);
    assert(forecast[3].bins[0].probability > forecast[3].bins[4].probability);
    const etas = await runCli(
      [...args, "--model", "etas", "--simulations", "100", "--map", "zone.svg"],
      { cwd },
    );
    assertEquals(etas.code, 0, etas.stderr);
    assertStringIncludes(etas.stdout, "ETAS aftershock model");
    const svg = await Deno.readTextFile(`${cwd}/zone.svg`);
    assert(svg.startsWith("<svg") && svg.includes("per cell"));
    const codes = [
      ["--region", "MARS"],
      ["--seed", "2"],
      ["--model", "etas", "--form", "generic"],
      ["--b", "9"],
      ["--after", "soon"],
      [
        "--mainshock",
        "none",
      ],
    ];
    for (const wrong of codes) {
      const { code, stderr } = await runCli([...args, ...wrong], { cwd });
      assertEquals([code, stderr.startsWith("quakecast: Cannot")], [2, true], stderr);
    }
    assertEquals((await runCli([...args, "--after", "2999-01-01"], { cwd })).code, 4);
  } finally {
    await Deno.remove(cwd, { recursive: true });
  }
});
