import { assert, assertEquals, assertMatch } from "@std/assert";
import { VERSION } from "../../engine/domain/mod.ts";
import { PROJECT, runCli } from "./run_cli.ts";

Deno.test("doctor tells what really runs", async () => {
  const permissions = [`--allow-read=${PROJECT}/node_modules,${PROJECT}/engine`];
  const { code, stdout, stderr } = await runCli(["doctor", "--json"], { cwd: ".", permissions });
  assertEquals(code, 0, stderr);
  const found = JSON.parse(stdout);
  assertEquals(found.ok, true);
  assertEquals(found.deno, Deno.version.deno);
  assertEquals([found.backend, found.simd], ["wasm", true]);
  assertEquals(typeof found.relaxedSimd, "boolean");
  assertEquals(found.kernels, found.relaxedSimd ? "relaxed-simd" : "simd");
  assertMatch(found.tfjs, /^\d+\.\d+\.\d+$/);
  assertEquals(found.cores, navigator.hardwareConcurrency);
  // On a busy machine the threads may gain too little, which is then said.
  if (found.threadsNote === undefined) assertEquals(found.threads, Math.min(found.cores, 4));
  else assertMatch(`${found.threads}: ${found.threadsNote}`, /^1: one thread, as . are only [01]/);
  assertEquals(found.permissions[0].state, "granted");
});

Deno.test("doctor without any permission reports what is missing", async () => {
  const { code, stdout } = await runCli(["doctor", "--json"], { cwd: ".", permissions: [] });
  assertEquals(code, 6);
  const found = JSON.parse(stdout);
  assertEquals([found.ok, found.backend, found.threads], [false, null, 0]);
  assertMatch(found.problem, /--allow-read=/);
  assert(found.permissions.every(({ state }: { state: string }) => state !== "granted"));
  for (const { flag, neededFor } of found.permissions) {
    assertMatch(flag, /^--allow-(read|write|net)/);
    assert(neededFor.length > 5);
  }
  const text = (await runCli(["doctor"], { cwd: ".", permissions: [] })).stdout;
  assertMatch(text, /grant it with --allow-read=/);
});

Deno.test("the version is that of the project", async () => {
  assertEquals(VERSION, JSON.parse(await Deno.readTextFile(`${PROJECT}/deno.json`)).version);
  const { stdout } = await runCli(["--version"], { cwd: ".", permissions: [] });
  assertEquals(stdout, VERSION + "\n");
});
