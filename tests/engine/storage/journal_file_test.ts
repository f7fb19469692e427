import { assert, assertEquals, assertRejects } from "@std/assert";
import { EnvironmentError, InputError } from "../../../engine/domain/mod.ts";
import { JournalFile } from "../../../engine/storage/mod.ts";

const RECORDS = [{ trial: 1, text: 'zwölf \n "}' }, { trial: 2, gains: [0.25, -1e-7] }, {
  trial: 3,
}];

/** Writes RECORDS to a journal and hands over its path. */
async function withJournal(body: (path: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    const { journal, records, tornBytes } = await JournalFile.open(`${folder}/a.journal`);
    assertEquals([records, tornBytes], [[], 0]);
    await Promise.all(RECORDS.map((record) => journal.append(record)));
    await journal[Symbol.asyncDispose]();
    await body(`${folder}/a.journal`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function reopen(path: string): Promise<{ records: unknown[]; tornBytes: number }> {
  const { journal, records, tornBytes } = await JournalFile.open(path);
  await journal[Symbol.asyncDispose]();
  return { records, tornBytes };
}

Deno.test("a journal gives back what was appended, in order, and goes on", () =>
  withJournal(async (path) => {
    assertEquals(await reopen(path), { records: RECORDS, tornBytes: 0 });
    const { journal } = await JournalFile.open(path);
    await journal.append({ trial: 4 });
    await journal[Symbol.asyncDispose]();
    assertEquals((await reopen(path)).records, [...RECORDS, { trial: 4 }]);
    const lines = (await Deno.readTextFile(path)).trimEnd().split("\n");
    assertEquals(lines.map((line) => JSON.parse(line).record), [...RECORDS, { trial: 4 }]);
  }));

Deno.test("wherever a kill cut the last line, it alone is gone and the next goes in its place", () =>
  withJournal(async (path) => {
    const whole = await Deno.readFile(path);
    const last = whole.lastIndexOf(0x0a, whole.length - 2) + 1;
    for (let length = last; length < whole.length; length++) {
      await Deno.writeFile(path, whole.subarray(0, length));
      const { journal, records, tornBytes } = await JournalFile.open(path);
      assertEquals([records, tornBytes], [RECORDS.slice(0, 2), length - last]);
      await journal.append(RECORDS[2]);
      await journal[Symbol.asyncDispose]();
      assertEquals(await Deno.readFile(path), whole);
    }
  }));

Deno.test("a journal that is damaged before its last line is refused with the line", () =>
  withJournal(async (path) => {
    const bytes = await Deno.readFile(path);
    bytes[bytes.indexOf(0x0a) + 50] ^= 1;
    await Deno.writeFile(path, bytes);
    await assertRejects(() => JournalFile.open(path), InputError, "line 2");
    assertEquals(await Deno.readFile(path), bytes);
  }));

Deno.test("a journal has one writer, and tells where it cannot be written", () =>
  withJournal(async (path) => {
    const { journal } = await JournalFile.open(path);
    await assertRejects(() => JournalFile.open(path), EnvironmentError, "another process");
    await assertRejects(() => JournalFile.remove(path), EnvironmentError, "another process");
    await journal[Symbol.asyncDispose]();
    assertEquals((await reopen(path)).records, RECORDS);
    await JournalFile.remove(path);
    await assertRejects(() => Deno.stat(path), Deno.errors.NotFound);
    const error = await assertRejects(() => JournalFile.open(`${path}/x`), EnvironmentError);
    assert(error.message.includes("Cannot write journal"));
  }));

Deno.test("a file that is no journal is refused and left as it is; a start of one is taken", () =>
  withJournal(async (path) => {
    await Deno.writeTextFile(path, "my notes");
    await assertRejects(() => JournalFile.open(path), InputError, "as a journal");
    assertEquals(await Deno.readTextFile(path), "my notes");
    await Deno.writeTextFile(path, '{"che');
    assertEquals(await reopen(path), { records: [], tornBytes: 5 });
  }));
