import { assertEquals, assertMatch, assertRejects, assertStringIncludes } from "@std/assert";
import { ConfigurationError } from "../../engine/domain/mod.ts";
import { findApiKey, readApiKeys } from "../../server/api_keys.ts";
import { addApiKey, listApiKeys, removeApiKey } from "../../server/mod.ts";
import { withFolder } from "../engine/storage/storage_fixture.ts";
import { runCli } from "./run_cli.ts";

Deno.test("a key is shown once, and the file that the server reads knows it", () =>
  withFolder(async (folder) => {
    const file = `${folder}/keys.txt`;
    const flags = ["--file", file];
    const add = ["keys", "add", "--scope", "read,write", "--name", "observatory-1", ...flags];
    const added = await runCli(add, { cwd: folder });
    assertEquals(added.code, 0, added.stderr);
    const key = added.stdout.trim();
    assertMatch(key, /^qk_[\w-]{43}$/);
    const found = findApiKey(`Bearer ${key}`, await readApiKeys(file));
    assertEquals([found?.name, found?.mayWrite], ["observatory-1", true]);
    assertEquals((await Deno.readTextFile(file)).includes(key.slice(3)), false);
    const again = await runCli(add, { cwd: folder });
    assertEquals([again.code, again.stdout], [2, ""]);
    assertStringIncludes(again.stderr, "has one of this name");
  }));

Deno.test("keys are added, listed and removed; the remarks and lines of others stay", () =>
  withFolder(async (folder) => {
    const file = `${folder}/keys.txt`;
    const other = `# of the north\n${"a".repeat(64)} an old one`; // no line end
    await Deno.writeTextFile(file, other);
    const keys = [];
    for (const name of ["a", "b"]) keys.push(await addApiKey(file, { name, scopes: ["read"] }));
    assertEquals(new Set(keys).size, 2);
    assertEquals((await listApiKeys(file)).map(({ name }) => name), ["an old one", "a", "b"]);
    await removeApiKey(file, "a");
    const left = await readApiKeys(file);
    assertEquals(keys.map((key) => findApiKey(`Bearer ${key}`, left)?.name), [undefined, "b"]);
    assertStringIncludes(await Deno.readTextFile(file), other);
    await assertRejects(() => removeApiKey(file, "a"), ConfigurationError, "has none of it");
    for (const name of ["", "a b", "x\n" + "b".repeat(64), "-x", "a".repeat(65)]) {
      await assertRejects(
        () => addApiKey(file, { name, scopes: ["read"] }),
        ConfigurationError,
        "Cannot name a key",
      );
    }
  }));

Deno.test("a file that is none of keys is left as it is", () =>
  withFolder(async (folder) => {
    const file = `${folder}/notes.txt`;
    await Deno.writeTextFile(file, "my own notes\n");
    const add = () => addApiKey(file, { name: "a", scopes: ["read"] });
    await assertRejects(add, ConfigurationError, "line 1");
    await assertRejects(() => removeApiKey(file, "a"), ConfigurationError, "line 1");
    assertEquals(await Deno.readTextFile(file), "my own notes\n");
  }));
