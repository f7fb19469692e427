import { assert, assertEquals, assertMatch } from "@std/assert";
import { pointCatalogueCsv } from "../engine/forecasting/point_catalogue.ts";
import { inPairs, runCli } from "./run_cli.ts";

/** Runs a verb in a folder with a catalogue; checks its exit code. */
async function ask(cwd: string, command: string, expected = 0): Promise<string> {
  const { code, stdout, stderr } = await runCli(command.split(" "), { cwd });
  assertEquals(code, expected, `${command}\n${stderr}`);
  return expected === 0 ? stdout : stderr;
}

Deno.test("a point process on the command line, from the catalogue to the explanation", async () => {
  const cwd = await Deno.realPath(await Deno.makeTempDir());
  try {
    await Deno.writeTextFile(`${cwd}/events.csv`, pointCatalogueCsv(400));
    const data = "--catalogue events.csv";
    const trained = await ask(cwd, `train ${data} --model etas-background --out etas --threads 1`);
    assertMatch(trained, /nats per\s+event/);
    assertMatch(trained, /pseudo-likelihood/);
    assertMatch(trained, /etas-background: Calibration (held|failed) on/);
    assertMatch(await ask(cwd, "models list --models ."), /etas +point process +any/);
    assertMatch(await ask(cwd, "models show etas"), /log10_mu/);
    assertMatch(await ask(cwd, `evaluate --model etas ${data}`), /poisson/);
    const options = "--horizon 3d --catalogues 300 --catalogues-out all.csv --map map.svg";
    const text = await ask(cwd, `forecast --model etas ${data} ${options}`);
    assertMatch(text, /probability, not a\s+prediction/);
    assertMatch(text, /calibration is for windows of 1d and is\s+not\s+applied/);
    const daily = await ask(cwd, `forecast --model etas ${data} --catalogues 300`);
    assertMatch(daily, /Calibrated on the validation part[^]*90 % interval \d/);
    const rows = (await Deno.readTextFile(`${cwd}/all.csv`)).trimEnd().split("\n");
    assertEquals(rows[0], "lon,lat,mag,time,depth,catalog_id,event_id");
    const { forecast } = JSON.parse(
      await ask(cwd, `forecast --model etas ${data} --horizon 3d --catalogues 300 --json`),
    );
    assert(Math.abs((rows.length - 1) / 300 - forecast.magnitudes[0].expected) < 1e-9);
    assertMatch(await Deno.readTextFile(`${cwd}/map.svg`), /Expected M3\+, 3d from/);
    await ask(cwd, `explain --model etas ${data} --map why.svg`);
    assertMatch(await Deno.readTextFile(`${cwd}/why.svg`), /Sources of the rate/);
    const { explanation } = JSON.parse(await ask(cwd, `explain --model etas ${data} --json`));
    const direct = forecastDirect(await ask(cwd, `forecast --model etas ${data} --json`));
    assert(Math.abs(explanation.total / direct - 1) < 1e-9);
    assertMatch(await ask(cwd, `explain --model etas ${data} --event 100`), /parent/);
    assertMatch(await ask(cwd, `explain --model etas ${data} --at=-116.5,33.5`), /kilometre/);
    const bare = await runCli(
      `forecast --model etas-background ${data} --catalogues 50 --threads 1`.split(" "),
      { cwd },
    );
    assertMatch(bare.stderr, /is fitted to all events up to the issue\s+time first/);
    assertMatch(bare.stdout, /events it\s+never\s+saw/);
    assertMatch(bare.stdout, /Not calibrated/);
    for (const process of ["recurrent", "poisson"]) {
      const command =
        `forecast --model ${process} ${data} --catalogues 50 --threads 1 --horizon 2d`;
      const told = await ask(cwd, command);
      assertMatch(told, new RegExp(`${process} +3 +\\d`));
      const given = process === "poisson"
        ? /that\s+all\s+others\s+have\s+to\s+beat/
        : /events it\s+never/;
      assertMatch(told, given);
    }
    await refuse(cwd, data);
  } finally {
    await Deno.remove(cwd, { recursive: true });
  }
});

async function refuse(cwd: string, data: string): Promise<void> {
  await Deno.writeTextFile(`${cwd}/plane.csv`, "days,magnitude,x,y\n0,3,1,1\n1,3,2,2\n");
  await Deno.writeTextFile(`${cwd}/one.csv`, "time,latitude,longitude,mag\n2010-01-01,33,-117,3\n");
  const cases: [command: string, code: number, told: RegExp][] = [
    [`train ${data} --model etas --units 4 --out x`, 2, /only networks/],
    [`train ${data} --model lstm --test-start 2010-06-01 --out x`, 2, /only point processes/],
    [`train ${data} --model etas --area-km2=-1 --out x`, 2, /area/],
    ["train --catalogue one.csv --model etas --min-magnitude 3 --out x", 4, /need at least/],
    ["train --catalogue plane.csv --model etas --out x", 2, /no dates/],
    ["forecast --model etas --catalogue plane.csv", 3, /dates/],
    [`forecast --model etas ${data} --issue-time 1999-01-01`, 3, /before all events/],
    [`forecast --model etas ${data} --horizon soon`, 2, /horizon/],
    [`explain --model etas ${data} --event 999999`, 2, /numbered/],
    [`explain --model etas ${data} --at here`, 2, /degrees/],
    [`explain --model nowhere ${data}`, 5, /no such folder/],
    [`explain --model poisson ${data}`, 2, /Cannot explain poisson/],
  ];
  await inPairs(cases, async ([command, code, told]) => {
    assertMatch(await ask(cwd, command, code), told, command);
  });
}

function forecastDirect(json: string): number {
  return JSON.parse(json).forecast.simulation.expectedDirect;
}
