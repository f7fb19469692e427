import { assert, assertAlmostEquals, assertEquals, assertMatch } from "@std/assert";
import type { SeismicEvent } from "../../engine/domain/mod.ts";
import { writeQuakeml } from "../../engine/sources/mod.ts";
import { runCli } from "./run_cli.ts";

const EVENT: SeismicEvent = {
  ...{ id: "smi:test/event/1", eventType: "earthquake", descriptions: [], picks: [] },
  origins: [{
    ...{ id: "smi:test/origin/1", timeMs: Date.UTC(1994, 0, 17, 12, 30, 55), arrivals: [] },
    ...{ latitude: 34.21, longitude: -118.54, depthKm: 18 },
  }],
  magnitudes: [{ id: "smi:test/magnitude/1", magnitude: 6.7, magnitudeType: "Mw" }],
};

const BUILDINGS = "id,latitude,longitude,class,occupants\nhall,34.21,-118.53,URML-pre,80\n" +
  "house,34.05,-118.25,W1-high,4\n";

async function inFolder(body: (cwd: string) => Promise<void>): Promise<void> {
  const cwd = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(`${cwd}/event.xml`, [...writeQuakeml([EVENT])].join(""));
    await Deno.writeTextFile(`${cwd}/buildings.csv`, BUILDINGS);
    await Deno.writeTextFile(`${cwd}/felt.csv`, "latitude,longitude,intensity\n34.3,-118.6,9\n");
    await body(cwd);
  } finally {
    await Deno.remove(cwd, { recursive: true });
  }
}

Deno.test("impact reads an event, blends it, and writes JSON, GeoJSON and a map", () =>
  inFolder(async (cwd) => {
    const { code, stdout, stderr } = await runCli([
      ...["impact", "--event", "event.xml", "--buildings", "buildings.csv", "--country", "XF"],
      ...["--synthetic-population", "--observations", "felt.csv", "--cell", "0.05"],
      ...["--radius", "60", "--out", "out.geojson", "--map", "map.png", "--json"],
    ], { cwd });
    assertEquals(code, 0, stderr);
    const answer = JSON.parse(stdout);
    assertEquals([answer.event.magnitude, answer.event.depthKm], [6.7, 18]);
    const cells = answer.grid.rows * answer.grid.columns;
    assertEquals(answer.cells.intensity.mean.length, cells);
    assertEquals(answer.cells.exceedance["7"].length, cells);
    for (const { ranges } of answer.losses) {
      const all = ranges.reduce(
        (sum: number, one: { probability: number }) => sum + one.probability,
        0,
      );
      assertAlmostEquals(all, 1, 1e-9);
    }
    assertEquals(answer.population.isSynthetic, true);
    assertEquals(answer.buildings[0].building.id, "hall");
    const { features } = JSON.parse(await Deno.readTextFile(`${cwd}/out.geojson`));
    const kinds = features.map((one: { properties: { kind: string } }) => one.properties.kind);
    assert(
      kinds.includes("epicentre") && kinds.includes("intensity") && kinds.includes("building"),
    );
    const png = await Deno.readFile(`${cwd}/map.png`);
    assertEquals([...png.subarray(1, 4)], [..."PNG"].map((letter) => letter.charCodeAt(0)));
  }));

Deno.test("impact takes flags for an event, and says what is missing or wrong", () =>
  inFolder(async (cwd) => {
    const place = ["--latitude", "34.2", "--longitude", "-118.5"];
    const small = ["--radius", "20", "--cell", "0.1"];
    const run = (...args: string[]) => runCli(["impact", ...args, ...small], { cwd });
    const plain = await run("--magnitude", "6", ...place);
    assertEquals(plain.code, 0, plain.stderr);
    assertMatch(plain.stdout, /Magnitude 6\.0 at 34\.200°N 118\.500°W, depth 10\.0 km/);
    assertMatch(plain.stdout, /depth is not known: 10 km was taken/);
    const soft = await run(
      "--magnitude",
      "6",
      ...place,
      "--vs30",
      "200",
      "--depth",
      "10",
      "--json",
    );
    const hard = await run("--magnitude", "6", ...place, "--depth", "10", "--json");
    const [softest, hardest] = [soft, hard].map(({ stdout }) =>
      Math.max(...JSON.parse(stdout).cells.pgvCmS.median)
    );
    assert(softest > 1.5 * hardest);
    for (
      const [args, message] of [
        [place, /without the magnitude/],
        [["--event", "event.xml", "--vs30", "9"], /vs30/],
        [["--event", "event.xml", "--synthetic-population"], /name the country/],
        [["--event", "event.xml", "--synthetic-population", "--country", "ZZ"], /no parameters/],
        [["--event", "event.xml", "--buildings", "felt.csv"], /no column id, class/],
      ] as [string[], RegExp][]
    ) {
      const { code, stderr } = await run(...args);
      assert(code !== 0);
      assertMatch(stderr, message);
    }
  }));
