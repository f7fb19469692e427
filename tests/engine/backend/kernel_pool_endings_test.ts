import { assertEquals, assertLess, assertStringIncludes } from "@std/assert";

const SCRIPT = new URL("run_kernel_pool.ts", import.meta.url).pathname;
const PROJECT = new URL("../../../", import.meta.url).pathname;
const isLinux = Deno.build.os === "linux"; // threads are counted in /proc

const openScript = (ending: string, permissions = [`--allow-read=${PROJECT}`]) =>
  new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-prompt", "--no-check", ...permissions, SCRIPT, ending],
    cwd: "/",
    env: { NO_COLOR: "1" },
    stdout: "piped",
    stderr: "piped",
  });

for (
  const [ending, code, error] of [
    ["return", 0, ""],
    ["throw", 1, "on purpose"],
    ["reject", 1, "on purpose"],
    ["exit", 3, ""],
    ["exit in the middle", 3, ""],
  ] as const
) {
  Deno.test(`sleeping and working threads do not hold up a process: ${ending}`, async () => {
    const start = performance.now();
    const output = await openScript(ending).output();
    const errors = new TextDecoder().decode(output.stderr);
    assertEquals(output.code, code, errors);
    assertEquals(new TextDecoder().decode(output.stdout), "multiplied\n");
    assertStringIncludes(errors, error);
    assertLess(performance.now() - start, 20_000);
  });
}

for (const signal of ["SIGINT", "SIGTERM", "SIGKILL"] as const) {
  Deno.test(`${signal} ends a process with a pool`, async () => {
    const child = openScript("wait").spawn();
    const reader = child.stdout.getReader();
    await reader.read(); // it has multiplied
    const start = performance.now();
    child.kill(signal);
    const status = await child.status;
    await Promise.all([reader.cancel(), child.stderr.cancel()]);
    assertEquals(status.signal, signal);
    assertLess(performance.now() - start, 10_000);
  });
}

Deno.test({
  name: "a worker that is ended takes the threads of its pool along",
  ignore: !isLinux,
  fn: async () => {
    const { code, stderr } = await openScript("owner ends", ["--allow-all"]).output();
    assertEquals([code, new TextDecoder().decode(stderr)], [0, ""]);
  },
});

Deno.test({
  name: "of a hundred pools neither a thread nor memory is left",
  ignore: !isLinux,
  fn: async () => {
    const { code, stderr } = await openScript("many", ["--allow-all"]).output();
    assertEquals([code, new TextDecoder().decode(stderr)], [0, ""]);
  },
});

Deno.test("a pool needs no permission but to read this project", async () => {
  const { code, stderr } = await openScript("return", []).output();
  assertEquals(code, 1);
  assertStringIncludes(new TextDecoder().decode(stderr), "EnvironmentError: Cannot start");
});

Deno.test("a call on a pool allocates nothing", async () => {
  const permissions = ["--allow-all", "--v8-flags=--expose-gc"];
  const { code, stderr } = await openScript("allocation", permissions).output();
  assertEquals([code, new TextDecoder().decode(stderr)], [0, ""]);
});
