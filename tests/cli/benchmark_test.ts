import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { runCli } from "./run_cli.ts";

const PARAMETERS = {
  ...{ log10_mu: -5, log10_k0: -2.6, a: 1.5, log10_c: -2.8, omega: -0.06, log10_tau: 3.7 },
  ...{ log10_d: -0.8, gamma: 1, rho: 0.55 },
};

Deno.test("benchmark: scores, the log of final runs, and what is wrong", async () => {
  const cwd = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(`${cwd}/plane.csv`, planeCsv());
    await Deno.writeTextFile(`${cwd}/etas.json`, JSON.stringify(PARAMETERS));
    const run = (...args: string[]) =>
      runCli(["benchmark", "earthquakenpp", "--catalogue", "plane.csv", ...args], { cwd });
    const on = ["--etas-parameters", "etas.json", "--threads", "1"];
    const validation = await run(...on, "--json");
    assertEquals(validation.code, 0, validation.stderr);
    const document = JSON.parse(validation.stdout);
    assertEquals([document.dataset, document.part, document.n_test], ["plane", "validation", 20]);
    assertEquals(Object.keys(document.models), ["poisson", "etas"]);

    const final = await run(...on, "--final", "--log", "log.jsonl", "--model", "etas", "--json");
    assertEquals(final.code, 0, final.stderr);
    const { part, models } = JSON.parse(final.stdout);
    assertEquals([part, Object.keys(models)], ["test", ["etas"]]);
    const lines = (await Deno.readTextFile(`${cwd}/log.jsonl`)).trim().split("\n");
    assertEquals(lines.length, 1);
    assertEquals(JSON.parse(lines[0]).models, models);

    const varying = await run(...on, "--model", "etas", "--model", "etas-background", "--json");
    assertEquals(varying.code, 0, varying.stderr);
    const { models: both, information_gain } = JSON.parse(varying.stdout);
    assertEquals(both["etas-background"].tll, both.etas.tll);
    assertEquals(both["etas-background"].background.chosen_on, "validation");
    assertEquals(information_gain["etas-background"].over, "etas");

    const trained = await run("--model", "recurrent", "--seeds", "2", "--threads", "1", "--json");
    assertEquals(trained.code, 0, trained.stderr);
    const { recurrent } = JSON.parse(trained.stdout).models;
    assertEquals(recurrent.seeds.map(({ seed }: { seed: number }) => seed), [1, 2]);
    assert(recurrent.tll > 0 && recurrent.tll_spread >= 0); // an event each 1.25 days, to the second
    const plotted = await run(...on, "--plot", "gain.svg");
    assertEquals(plotted.code, 0, plotted.stderr);
    const svg = await Deno.readTextFile(`${cwd}/gain.svg`);
    assertStringIncludes(svg, "Cumulative information gain over poisson");
    const alone = await run(...on, "--plot", "none.svg", "--model", "etas");
    assertEquals(alone.code, 2);
    assertStringIncludes(alone.stderr, "--model twice");

    const text = await run(...on);
    assertStringIncludes(text.stdout, "plane, validation: 20 events");
    assert(/etas +-?\d+\.\d{4}/.test(text.stdout), text.stdout);

    const misspelt = await run("--model", "etsa");
    assertEquals(misspelt.code, 2);
    assertStringIncludes(misspelt.stderr, "etas");
    const forbidden = await run(...on, "--final", "--log", "/nowhere/log.jsonl");
    assertEquals([forbidden.code, forbidden.stdout], [6, ""]);
    const noSplit = await run("--model", "poisson", "--split-column", "part");
    assertEquals(noSplit.code, 2);
    assertStringIncludes(noSplit.stderr, "part");
  } finally {
    await Deno.remove(cwd, { recursive: true });
  }
});

Deno.test("benchmark: a recurrent process is trained with each seed, before it is scored", async () => {
  const cwd = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(`${cwd}/plane.csv`, planeCsv());
    const run = (...args: string[]) =>
      runCli(["benchmark", "earthquakenpp", "--catalogue", "plane.csv", ...args], { cwd });
    const trained = await run("--model", "recurrent", "--seeds", "2", "--threads", "1", "--json");
    assertEquals(trained.code, 0, trained.stderr);
    const { recurrent } = JSON.parse(trained.stdout).models;
    assertEquals(recurrent.seeds.map(({ seed }: { seed: number }) => seed), [1, 2]);
    assert(recurrent.tll > 0 && recurrent.tll_spread >= 0); // an event each 1.25 days, to the second

    const opened = await run(
      ...["--model", "recurrent", "--threads", "1", "--final", "--log", "other.jsonl", "--json"],
    );
    assertEquals(opened.code, 0, opened.stderr);
    const { recurrent: tested } = JSON.parse(opened.stdout).models;
    // What is fitted does not depend on what is scored.
    assertEquals(tested.seeds[0].validation_tll, recurrent.seeds[0].validation_tll);
    assertEquals([tested.trained_on, tested.stopped_on], [recurrent.trained_on, 20]);
    const seeds = await run("--model", "recurrent", "--seeds", "2", "--threads", "1");
    assert(/recurrent: mean of 2 seeds.* of \d\.\d{4}/.test(seeds.stdout), seeds.stdout);
  } finally {
    await Deno.remove(cwd, { recursive: true });
  }
});

/** A hundred events in days and kilometres, a fifth of them each for validation and test. */
function planeCsv(): string {
  const rows = Array.from({ length: 100 }, (_, i) => {
    const part = i < 60 ? "train" : i < 80 ? "val" : "test";
    return `${i * 1.25},${2.5 + i % 7 / 10},${(i * 37) % 101},${(i * 53) % 89},${part}`;
  });
  return ["days_since_first,magnitude,x,y,split", ...rows].join("\n") + "\n";
}
