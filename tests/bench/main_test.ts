import { assertEquals, assertStringIncludes } from "@std/assert";
import { BENCHES } from "../../bench/list_of_benches.ts";
import { LONG_CHECKS } from "../../bench/list_of_long_checks.ts";
import { fileURLToPath } from "node:url";

/** Runs a program of bench/ as its task does. */
async function run(program: string, ...args: string[]): Promise<[number, string, string]> {
  const path = fileURLToPath(new URL(`../../bench/${program}`, import.meta.url));
  const command = new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--no-check", "--allow-all", path, ...args],
  });
  const { code, stdout, stderr } = await command.output();
  const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return [code, decode(stdout), decode(stderr)];
}

Deno.test("bench: every file in the lists offers a bench or a check", async () => {
  for (const { name, load } of BENCHES) {
    const { bench } = await load();
    assertEquals([name, typeof bench.about, typeof bench.cases], [name, "string", "function"]);
  }
  for (const { name, load } of LONG_CHECKS) {
    const { check } = await load();
    assertEquals([name, typeof check.about, typeof check.run], [name, "string", "function"]);
  }
});

const PROGRAMS: readonly [program: string, list: readonly { name: string }[]][] = [
  ["main.ts", BENCHES],
  ["check_long.ts", LONG_CHECKS],
];

for (const [program, list] of PROGRAMS) {
  Deno.test(`bench: ${program} names all it can run and refuses anything else`, async () => {
    const [code, out, err] = await run(program, "--", "--help");
    assertEquals([code, err], [0, ""]);
    for (const { name } of list) assertStringIncludes(out, name);
    for (const args of [["--", "none"], ["--jsn"], []]) {
      const [code, out, err] = await run(program, ...args);
      assertEquals([code, out], [2, ""]);
      assertStringIncludes(err, "Cannot run");
      assertStringIncludes(err, "Usage");
    }
  });
}

Deno.test("bench: quick times are not kept", async () => {
  const [code, out, err] = await run("main.ts", "checkpoint", "--quick", "--keep");
  assertEquals([code, out], [2, ""]);
  assertStringIncludes(err, "are not kept");
});
