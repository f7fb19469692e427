import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { fileURLToPath } from "node:url";
import { KeyRing } from "../../../server/guards/key_ring.ts";
import { withFolder } from "../../engine/storage/storage_fixture.ts";
import { keyLine, withGuardedServer } from "./guarded_server.ts";

Deno.test("keys that are added and removed count without a new start; a wrong file changes nothing", () =>
  withFolder(async (folder) => {
    const path = `${folder}/keys`;
    const logged: string[] = [];
    const log = (line: string) => void logged.push(line);
    await Deno.writeTextFile(path, keyLine("a", "read a"));
    const ring = await KeyRing.open(path, { log, lookEveryMs: 0 });
    const names = async () => (await ring.keys()).map(({ name }) => name);
    assertEquals(await names(), ["a"]);
    assertEquals(logged, []);
    await Deno.writeTextFile(`${path}.new`, keyLine("a", "read a") + keyLine("b", "write b"));
    await Deno.rename(`${path}.new`, path);
    assertEquals(await names(), ["a", "b"]);
    await Deno.writeTextFile(path, "not a digest at all\n");
    assertEquals(await names(), ["a", "b"]);
    assertStringIncludes(logged.at(-1)!, "line 1");
    await names();
    assertEquals(logged.length, 2, "told once");
    await Deno.remove(path);
    assertEquals(await names(), ["a", "b"]);
    assertStringIncludes(logged.at(-1)!, "The keys stay as they were.");
    await Deno.writeTextFile(path, keyLine("c", "read c"));
    assertEquals(await names(), ["c"]);
    await Deno.writeTextFile(path, "# none\n");
    assertEquals([await names(), ring.isGuarding], [[], true]);
  }));

Deno.test("a server lets a new key in and a removed one out within seconds", async () => {
  await withGuardedServer({ keys: keyLine("old", "read old") }, async ({ ask, folder }) => {
    const statusOf = async (key: string) => {
      const response = await ask("/v1/models", { key });
      await response.body?.cancel();
      return response.status;
    };
    assertEquals([await statusOf("old"), await statusOf("new")], [200, 401]);
    await Deno.writeTextFile(`${folder}/keys`, keyLine("new", "read new"));
    const startMs = performance.now();
    while (await statusOf("new") === 401 && performance.now() - startMs < 5_000) {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    assertEquals([await statusOf("old"), await statusOf("new")], [401, 200]);
  });
});

Deno.test("keys that could not be read, as there was no file handle, are read at the next look", () =>
  withFolder(async (folder) => {
    const path = `${folder}/keys`;
    await Deno.writeTextFile(path, keyLine("a", "read gone"));
    const program = fileURLToPath(new URL("short_key_ring.ts", import.meta.url));
    const run = ["run", "--no-check", "--allow-all", program, path, keyLine("b", "read new")];
    const { stdout } = await new Deno.Command("sh", {
      args: ["-c", 'ulimit -n 100 && exec "$@"', "sh", Deno.execPath(), ...run],
    }).output();
    const lines = new TextDecoder().decode(stdout).trim().split("\n");
    assertMatch(lines[0], /Too many open files.*stay as they were/);
    assertEquals(lines.slice(1), ["The API keys were read anew: 1.", "new"]);
  }));
