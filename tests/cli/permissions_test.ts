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
  ...{ PICKS: "data/p.csv", FILE: "data/s.csv", FILES: "data/s.csv" },
  ...{ CATALOGUE: "data/a.csv", MODEL: "out/m", "FOLDER-OF-OUT": "out", DIR: "out" },
  ...{ engine: `${PROJECT}/engine`, node_modules: `${PROJECT}/node_modules` },
};

/** The permissions that a verb lists, those for special cases left out unless the case is named. */
async function listedOf(name: string, cases: readonly string[] = []): Promise<string[]> {
  const { permissions } = await VERBS.find((verb) => verb.name === name)!.load();
  const isAsked = (flag: string) => !flag.includes("(") || cases.some((one) => flag.includes(one));
  return permissions.filter(isAsked).flatMap((flag) => flag.split(" (")[0].split(" ")).map(
    (flag) => {
      const [kind, targets] = flag.split("=");
      if (targets === undefined) return kind;
      return `${kind}=${targets.split(",").map((word) => MEANINGS[word]).join()}`;
    },
  );
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

/** Picks of P and S at four stations about a point, by a straight ray of 6 km/s and 3.5 km/s. */
const PLACES = [["A", 37.2, -121], ["B", 36.9, -121.2], ["C", 37, -120.7], ["D", 36.8, -120.9]];
const PICKS = PLACES.flatMap(([station, latitude, longitude]) => {
  const north = 111.2 * (Number(latitude) - 37);
  const east = 88.8 * (Number(longitude) + 121);
  return [["P", 6], ["S", 3.5]].map(([phase, speed]) => {
    const seconds = Math.hypot(north, east, 8) / Number(speed);
    return `XX,${station},${phase},${new Date(1e12 + 1000 * seconds).toISOString()}`;
  });
});

Deno.test("files and figures need no more than what help lists for them", async () => {
  const cwd = await Deno.makeTempDir();
  try {
    await Promise.all(["data", "out"].map((name) => Deno.mkdir(`${cwd}/${name}`)));
    await Deno.writeTextFile(
      `${cwd}/data/p.csv`,
      ["network,station,phase,time", ...PICKS].join("\n"),
    );
    const rows = PLACES.map(([station, ...place]) => `XX.${station},${place.join()},0`);
    await Deno.writeTextFile(
      `${cwd}/data/s.csv`,
      ["station,latitude,longitude,elevation", ...rows].join("\n"),
    );
    await Deno.writeFile(`${cwd}/data/a.mseed`, writeMiniseed([TRACE]));
    const on = ["data/p.csv", "--stations", "data/s.csv"];
    const runs: readonly [args: string[], cases: string[]][] = [
      [["associate", ...on, "--out", "out/e.xml"], ["--out"]],
      [["locate", ...on, "--out", "out/l.xml"], ["--out"]],
      [["locate", ...on, "--map", "out/l.png"], ["--out, --map", "to PNG"]],
      [["waveform", "convert", "data/a.mseed", "--out", "out/a.csv"], ["with convert"]],
      [["waveform", "plot", "data/a.mseed", "--out", "out/a.svg"], ["with convert"]],
      [["waveform", "plot", "data/a.mseed", "--out", "out/a.png"], ["with convert", "to PNG"]],
    ];
    for (const [args, cases] of runs) {
      const permissions = await listedOf(args[0], cases);
      assert(!permissions.join().includes("undefined"), permissions.join());
      const { code, stderr } = await runCli(args, { cwd, permissions });
      assertEquals(code, 0, `${args.join(" ")} with ${permissions.join(" ")}: ${stderr}`);
      assert((await Deno.stat(`${cwd}/${args.at(-1)}`)).size > 0);
    }
  } finally {
    await Deno.remove(cwd, { recursive: true });
  }
});

Deno.test("where help lists writing, it lists reading there too: files are put in place whole", async () => {
  const folders = (flags: readonly string[], kind: string) =>
    new Set(
      flags.flatMap((flag) => flag.split(" (")[0].split(" "))
        .filter((flag) => flag.startsWith(`--allow-${kind}`))
        .flatMap((flag) => flag.split("=")[1]?.split(",") ?? "everything"),
    );
  for (const listed of VERBS.flatMap((verb) => [verb, ...verb.kinds ?? []])) {
    const { permissions } = await listed.load();
    const read = folders(permissions, "read");
    for (const folder of folders(permissions, "write")) {
      assert(read.has(folder) || read.has("everything"), `${listed.name}: ${folder}`);
    }
  }
});
