import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { startDemo } from "../../cli/start_demo.ts";
import type { DemoJudgement } from "../../engine/monitoring/mod.ts";
import { ImpactDocumentSchema } from "../../server/impact_schemas.ts";
import { PROJECT, runCli } from "./run_cli.ts";

const START = "2026-01-02T00:00:00Z";
const SEED = 1;
const SPEED = 60;

/** What the answer of the demonstration says. */
interface Answer extends DemoJudgement {
  files: string[];
}

Deno.test("demo-live goes from the first P to a map of damage, the same at any speed", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const told = await playInProcess(folder);
    const answer = await playAsProgram(folder);
    assertEquals(answer.sites, told.sites, "warnings depend on the seed alone");
    assertEquals(answer.sources.slice(0, 2), told.sources.slice(0, 2));
    const [first, last, located] = answer.sources;
    assert(first.secondsAfterP < 6 && first.epicentreErrorKm < 30);
    assert(Math.abs(last.magnitude! - 6) < 1 && last.epicentreErrorKm < 5);
    assertEquals(located.what, "located event");
    assert(Math.abs(located.magnitude! - 6) < 0.5 && located.epicentreErrorKm < 5);
    assertEquals(answer.sites.length, 10);
    assert(answer.sites.filter(({ warnedSeconds }) => warnedSeconds > 3).length >= 7);
    assertEquals(answer.falseAlerts, 0);
    assert(answer.pickCount >= 30);
    assert(answer.impactSeconds![0] > 7, "S has passed some stations");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

/** In this process: what was told, and what the server says of the impact. */
async function playInProcess(folder: string) {
  const demo = await startDemo({
    ...{ folder: `${folder}/one`, models: folder, seed: SEED, speed: SPEED },
    startMs: Date.parse(START),
  });
  try {
    await demo.after(60);
    const impact = demo.messages.findLast((message) => message.kind === "impact")!;
    const { eventId } = impact.data as { eventId: string };
    const at = `${demo.url}/v1/events/${encodeURIComponent(eventId)}/impact`;
    const document = ImpactDocumentSchema.parse(await (await fetch(at)).json());
    assert(document.buildings!.length > 50 && document.observationCount === 20);
    assertEquals(document.population!.isSynthetic, true);
    const areas = await fetch(`${at}?format=geojson`);
    assertEquals(areas.headers.get("content-type"), "application/geo+json");
    const { features } = await areas.json();
    const kinds = new Set(
      features.map(({ properties }: { properties: { kind: string } }) => properties.kind),
    );
    assertEquals([...kinds], ["epicentre", "intensity", "building"]);
    for (const [path, status] of [[`${at}?format=kml`, 400], [at + "x", 404]] as const) {
      const response = await fetch(path);
      assertEquals(response.status, status);
      assertEquals(response.headers.get("content-type"), "application/problem+json");
      await response.body?.cancel();
    }
    return demo.judge();
  } finally {
    await demo.stop();
  }
}

/** As a program, twice as fast, with the permissions that it names. */
async function playAsProgram(cwd: string): Promise<Answer> {
  const folders = ["engine", "server", "links", "node_modules"].map((name) => `${PROJECT}/${name}`);
  const { code, stdout, stderr } = await runCli([
    ...["demo-live", "--seed", `${SEED}`, "--speed", `${2 * SPEED}`, "--start", START],
    ...["--port", "0", "--models", cwd, "--json", "--once"],
  ], {
    cwd,
    permissions: [
      ...["--allow-net=127.0.0.1", `--allow-read=${cwd},${folders}`, `--allow-write=${cwd}`],
    ],
  });
  assertEquals(code, 0, stderr);
  assertMatch(stderr, /Watch http:\/\/127\.0\.0\.1:\d+/);
  assertMatch(stderr, /\+\d\.\d s +ALERT +alert \(caution\): magnitude \d\.\d ± \d\.\d/);
  assertStringIncludes(stderr, "Valley dam office");
  assertMatch(stderr, / forecast (Withheld|After)/);
  const answer = JSON.parse(stdout) as Answer;
  assertEquals(answer.files.map((file) => file.split(".").at(-1)), ["svg", "geojson", "json"]);
  const map = await Deno.readTextFile(`${cwd}/${answer.files[0]}`);
  assertEquals(map.match(/class="building"/g)!.length, 58);
  return answer;
}
