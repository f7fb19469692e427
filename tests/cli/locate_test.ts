import { assert, assertEquals } from "@std/assert";
import { sharedFile, testWithSharedData } from "../shared_data.ts";
import { permissionsFor, runCli } from "./run_cli.ts";

const ALASKA = "data/arrivals/nonlinloc_alaska2018";

testWithSharedData("locate finds two earthquakes of Alaska where NonLinLoc did", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const observations = await Deno.readTextFile(sharedFile(`${ALASKA}/picks.obs`));
    const events = observations.split(/\n\s*\n/);
    await Deno.writeTextFile(`${folder}/two.obs`, `${events[0]}\n\n${events[3]}\n`);
    for (const file of ["station_coordinates.txt", "velocity_layers_and_stations.txt"]) {
      await Deno.copyFile(sharedFile(`${ALASKA}/${file}`), `${folder}/${file}`);
    }
    const options = { cwd: folder, permissions: permissionsFor(folder) };
    const args = [
      ...["locate", "two.obs", "--stations", "station_coordinates.txt"],
      ...["--velocity", "velocity_layers_and_stations.txt"],
    ];
    const { code, stdout, stderr } = await runCli(
      [...args, "--json", "--out", "located.xml"],
      options,
    );
    assertEquals(code, 0, stderr);
    const located = JSON.parse(stdout);
    assertEquals(located.failures, []);
    const [first, second] = located.events.map((event: { origins: unknown[] }) => event.origins[0]);
    assert(Math.hypot(first.latitude - 61.3359, (first.longitude + 149.9489) / 2) < 0.018);
    assert(Math.abs(first.depthKm - 44.94) < 4, `${first.depthKm}`);
    assert(Math.hypot(second.latitude - 61.4663, (second.longitude + 149.9516) / 2) < 0.018);
    assert(Math.abs(second.depthKm - 36.73) < 4, `${second.depthKm}`);
    assert(first.remarks.some((remark: string) => remark.includes("NP040_D0")), first.remarks);
    const again = await runCli(
      [...args.with(1, "located.xml"), "--quiet", "--out", "again.csv"],
      options,
    );
    assertEquals(again.code, 0, again.stderr);
    assert(again.stdout.includes("2018-11-30T17:29:2"), again.stdout);
    const csv = await Deno.readTextFile(`${folder}/again.csv`);
    assertEquals(csv.trim().split("\n").length, 3);
    const few = "station,phase,time\nAK_RC01_--,P,2018-11-30T17:29:37Z\n";
    await Deno.writeTextFile(`${folder}/few.csv`, few);
    const refused = await runCli([...args.with(1, "few.csv")], options);
    assert(refused.code !== 0 && refused.stderr.includes("need at least 4"), refused.stderr);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
