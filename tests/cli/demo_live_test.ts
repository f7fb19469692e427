import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { startDemo } from "../../cli/start_demo.ts";
import type { AlertMessage } from "../../engine/domain/mod.ts";
import type { DemoJudgement } from "../../engine/monitoring/mod.ts";
import { openDatabase } from "../../engine/storage/mod.ts";
import { ImpactDocumentSchema } from "../../server/impact_schemas.ts";
import { serve } from "../../server/mod.ts";
import { PROJECT, runCli } from "./run_cli.ts";

const START = "2026-01-02T00:00:00Z";
const SEED = 1;
const SPEED = 60;
/** So long after the first P alerts of both plays are compared. */
const COMPARED_SECONDS = 12;
const COMPARED_MS = 1000 * COMPARED_SECONDS;

/** What the answer of the demonstration says. */
interface Answer extends DemoJudgement {
  files: string[];
  truth: { firstPMs: number };
}

Deno.test("demo-live goes from the first P to a map of damage, the same at any speed", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const answer = await playAsProgram(folder);
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
    const kept = readKept(`${folder}/demo-live/quakecast.sqlite`);
    const again = await alertsInProcess(folder);
    assert(again.length > COMPARED_SECONDS / 2, `${again.length} alerts`);
    assertEquals(
      again,
      kept.alerts.filter(({ issuedMs }) => issuedMs <= answer.truth.firstPMs + COMPARED_MS),
      "all that alerts say depends on the seed alone",
    );
    await checkImpactRoutes(folder, kept.eventId);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

/** What the program kept: alerts with all that led to them, and the event that has an impact. */
function readKept(path: string): { alerts: AlertMessage[]; eventId: string } {
  using database = openDatabase(path, { mode: "read" });
  const alerts = database.alerts.query().map(({ document }) => document as AlertMessage);
  const { eventId } = alerts.at(-1)!;
  return { alerts, eventId };
}

/** The alerts of the first seconds after P, played in this process at another speed. */
async function alertsInProcess(folder: string): Promise<AlertMessage[]> {
  const demo = await startDemo({
    ...{ folder: `${folder}/one`, models: folder, seed: SEED, speed: SPEED },
    startMs: Date.parse(START),
  });
  try {
    await demo.after(COMPARED_SECONDS);
    const lastMs = demo.scene.truth.firstPMs + COMPARED_MS;
    return demo.messages.flatMap(({ kind, data }) =>
      kind === "alert" && data.issuedMs <= lastMs ? [data] : []
    );
  } finally {
    await demo.stop();
  }
}

/** What a server says of the impact that the program kept. */
async function checkImpactRoutes(folder: string, eventId: string): Promise<void> {
  const server = await serve({
    ...{ port: 0, models: folder, database: `${folder}/demo-live/quakecast.sqlite` },
  }, { log: () => {} });
  try {
    const at = `${server.url}/v1/events/${encodeURIComponent(eventId)}/impact`;
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
  } finally {
    await server.stop();
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
