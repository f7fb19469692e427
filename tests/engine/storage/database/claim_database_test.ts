import { assertEquals, assertMatch, assertThrows } from "@std/assert";
import { EnvironmentError } from "../../../../engine/domain/mod.ts";
import { claimDatabase, openDatabase } from "../../../../engine/storage/mod.ts";
import { withFolder } from "../storage_fixture.ts";

Deno.test("one process claims a database, by whatever name, until it is killed; others may write", () =>
  withFolder(async (folder) => {
    const path = `${folder}/quakecast.db`;
    openDatabase(path, { mode: "create" }).close();
    await Deno.symlink(path, `${folder}/other.db`);
    const program = `import { claimDatabase } from "${
      import.meta.resolve("../../../../engine/storage/mod.ts")
    }"; claimDatabase("${path}"); console.log("claimed"); setInterval(() => {}, 1000);`;
    const child = new Deno.Command(Deno.execPath(), {
      args: ["eval", "--no-check", program],
      stdout: "piped",
    }).spawn();
    const reader = child.stdout.getReader();
    assertMatch(new TextDecoder().decode((await reader.read()).value), /claimed/);
    for (const name of [path, `${folder}/other.db`]) {
      const { message } = assertThrows(() => claimDatabase(name), EnvironmentError);
      assertMatch(message, /another live system keeps its numbers there; end that one/);
    }
    using database = openDatabase(path, { mode: "write" });
    assertEquals(database.check(), []);
    child.kill("SIGKILL");
    await child.status;
    await reader.cancel();
    claimDatabase(path)[Symbol.dispose]();
    assertThrows(() => claimDatabase(`${folder}/none/a.db`), EnvironmentError, "folder");
  }));
