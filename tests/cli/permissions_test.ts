import { assert, assertEquals, assertMatch } from "@std/assert";
import { VERBS } from "../../cli/list_of_verbs.ts";
import { writeMiniseed } from "../../engine/sources/mod.ts";
import { PROJECT, runCli } from "./run_cli.ts";
import { SMALL_TRAINING, smallCatalogueCsv } from "./small_catalogue.ts";

const TRACE = {
  code: { network: "NC", station: "MEM", location: "", channel: "HHZ" },
  ...{ startTimeMs: 0, samplingRateHz: 100, samples: Int32Array.of(1, 2, 3) },
};

/** What the words of the lists of permissions stand for in this test. */
const MEANINGS: Record<string, string> = {
  WAVEFORM: "data/a.mseed",
  ...{ CATALOGUE: "data/a.csv", MODEL: "out/m", "FOLDER-OF-OUT": "out", DIR: "out" },
  ...{ engine: `${PROJECT}/engine`, node_modules: `${PROJECT}/node_modules` },
};

/** The permissions that a verb lists, those for special cases left out. */
async function listedOf(name: string): Promise<string[]> {
  const { permissions } = await VERBS.find((verb) => verb.name === name)!.load();
  return permissions.filter((flag) => !flag.includes("(")).map((flag) => {
    const [kind, targets] = flag.split("=");
    if (targets === undefined) return kind;
    return `${kind}=${targets.split(",").map((word) => MEANINGS[word]).join()}`;
  });
}

Deno.test("every verb does its work with the permissions that its help lists", async () => {
  const cwd = await Deno.makeTempDir();
  await Deno.mkdir(`${cwd}/data`);
  await Deno.writeTextFile(`${cwd}/data/a.csv`, smallCatalogueCsv());
  await Deno.writeFile(`${cwd}/data/a.mseed`, writeMiniseed([TRACE]));
  await Deno.mkdir(`${cwd}/out`);
  const on = ["--model", "out/m", "--catalogue", "data/a.csv"];
  const runs = [
    ["simulate", "--years", "1", "--out", "out/s.csv"],
    ["inspect", "data/a.csv"],
    ["train", "--catalogue", "data/a.csv", "--out", "out/m", ...SMALL_TRAINING],
    ["evaluate", ...on],
    ["forecast", ...on],
    ["report", ...on, "--out", "out/r.html"],
    ["models", "list", "--models", "out"],
    ["models", "show", "m", "--models", "out"],
    ["demo", "--years", "4", "--epochs", "1", "--out", "out"],
    ["completions", "fish"],
    ["waveform", "inspect", "data/a.mseed"],
  ];
  try {
    for (const args of runs) {
      const permissions = await listedOf(args[0]);
      assert(!permissions.join().includes("undefined"), permissions.join());
      const { code, stderr } = await runCli([...args, "--json"], { cwd, permissions });
      assertEquals(code, 0, `${args[0]} with ${permissions.join(" ")}: ${stderr}`);
    }
    const less = { cwd, permissions: ["--allow-write=out"] };
    const { code, stderr } = await runCli(["simulate", "--years", "1", "--out", "out/s.csv"], less);
    assertEquals(code, 6);
    assertMatch(stderr, /add --allow-read=out\/ --allow-write=out\/$/m);
  } finally {
    await Deno.remove(cwd, { recursive: true });
  }
});
