import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { runCli } from "./run_cli.ts";
import { smallCatalogueCsv } from "./small_catalogue.ts";

const PARAMETERS = {
  ...{ log10_mu: -6, log10_k0: -2.5, a: 1.6, log10_c: -2, omega: 0.05, log10_tau: 2.5 },
  ...{ log10_d: -0.5, gamma: 0.9, rho: 0.7 },
};

Deno.test("inspect declusters by windows and by ETAS, and writes what is kept", async () => {
  const cwd = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(`${cwd}/a.csv`, smallCatalogueCsv());
    await Deno.writeTextFile(`${cwd}/p.json`, JSON.stringify(PARAMETERS));
    const args = ["inspect", "a.csv", "--decluster", "etas", "--etas-parameters", "p.json"];
    const out = ["--decluster-out", "kept.csv"];
    const json = await runCli([...args, ...out, "--json"], { cwd });
    assertEquals(json.code, 0, json.stderr);
    const { declustering } = JSON.parse(json.stdout);
    const { kept, events, etas } = declustering;
    assert(kept <= events && etas.expectedBackground > 0 && etas.expectedBackground < events);
    assertEquals([etas.rule, etas.seed, etas.parametersFrom], ["draw", 1, "given"]);
    const again = await runCli(["inspect", "kept.csv", "--json"], { cwd });
    assertEquals(JSON.parse(again.stdout).rows, kept);
    const likely = await runCli([...args, "--decluster-threshold", "0.5"], { cwd });
    assertStringIncludes(likely.stdout.replace(/\s+/g, " "), "probability of at least 0.5");
    const windows = await runCli(["inspect", "a.csv", "--decluster", "gardner-knopoff"], { cwd });
    assertStringIncludes(windows.stdout, "Declustering by the windows of Gardner and Knopoff");
    for (
      const wrong of [
        ["--decluster-threshold", "0.5"],
        ["--decluster", "gardner-knopoff", "--etas-parameters", "p.json"],
        ["--decluster", "etas", "--decluster-threshold", "2"],
      ]
    ) {
      const { code, stderr } = await runCli(["inspect", "a.csv", ...wrong], { cwd });
      assertEquals([code, stderr.startsWith("quakecast: Cannot")], [2, true], stderr);
    }
  } finally {
    await Deno.remove(cwd, { recursive: true });
  }
});
