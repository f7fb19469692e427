import { assertEquals, assertRejects } from "@std/assert";
import { EnvironmentError } from "../../../engine/domain/mod.ts";
import { ensureWritable } from "../../../engine/storage/mod.ts";

Deno.test("a file that can be written is told so, and nothing is left or changed", async () => {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(`${folder}/old.csv`, "kept");
    await ensureWritable(`${folder}/old.csv`);
    await ensureWritable(`${folder}/new.csv`);
    assertEquals([...Deno.readDirSync(folder)].map(({ name }) => name), ["old.csv"]);
    assertEquals(await Deno.readTextFile(`${folder}/old.csv`), "kept");
    await assertRejects(
      () => ensureWritable(`${folder}/none/new.csv`),
      EnvironmentError,
      "make its parent folder first",
    );
    await assertRejects(() => ensureWritable(folder), EnvironmentError, "is a folder");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
