import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { EnvironmentError } from "../../../engine/domain/mod.ts";
import { type AuditedRequest, AuditLog } from "../../../server/guards/audit_log.ts";
import { withFolder } from "../../engine/storage/storage_fixture.ts";

const ENTRY: AuditedRequest = {
  kind: "request",
  ...{ key: "a", address: "127.0.0.1", method: "POST", route: "/v1/webhooks" },
  ...{ status: 201, requestId: "r" },
};

Deno.test("files are begun anew at their limit, the last ones are kept, and no line is torn", () =>
  withFolder(async (folder) => {
    const path = `${folder}/audit.jsonl`;
    for (const begin of [0, 50]) { // the second time as after a new start
      const log = new AuditLog(path, { log: () => {}, limitBytes: 1000, keep: 3 });
      for (let i = begin; i < begin + 50; i++) log.record({ ...ENTRY, requestId: `${i}` }, i);
      log.close();
    }
    const names = [...Deno.readDirSync(folder)].map(({ name }) => name).toSorted();
    assertEquals(names, ["audit.jsonl", "audit.jsonl.1", "audit.jsonl.2", "audit.jsonl.3"]);
    const numbers: number[] = [];
    for (const name of names.toReversed().toSorted((a, b) => b.length - a.length)) {
      const text = await Deno.readTextFile(`${folder}/${name}`);
      assert(text.length <= 1000, name);
      for (const line of text.trim().split("\n")) numbers.push(Number(JSON.parse(line).requestId));
    }
    const first = numbers[0];
    assertEquals(numbers, Array.from({ length: 100 - first }, (_, i) => first + i));
  }));

Deno.test("what a client wrote cannot forge a line", () =>
  withFolder(async (folder) => {
    const path = `${folder}/audit.jsonl`;
    const log = new AuditLog(path, { log: () => {} });
    log.record({ ...ENTRY, key: 'x"}\n{"kind":"request","status":200}\u2028' }, 0);
    log.close();
    const lines = (await Deno.readTextFile(path)).split("\n");
    assertEquals([lines.length, lines[1]], [2, ""]);
    assertEquals(JSON.parse(lines[0]).status, 201);
  }));

Deno.test("a file that cannot be written is told of at the start, and later harms nothing", () =>
  withFolder(async (folder) => {
    const open = (path: string) => new AuditLog(path, { log: () => {} });
    assertThrows(
      () => open(`${folder}/none/audit`),
      EnvironmentError,
      "Cannot write the audit log",
    );
    const logged: string[] = [];
    const log = new AuditLog(`${folder}/audit`, {
      log: (line) => void logged.push(line),
      limitBytes: 10,
      keep: 1,
    });
    await Deno.mkdir(`${folder}/audit.1/in-the-way`, { recursive: true });
    log.record(ENTRY, 0);
    log.record(ENTRY, 0); // it cannot be moved over a folder
    log.close();
    assertEquals(logged.length, 1);
    assertStringIncludes(logged[0], "Cannot begin a new audit log");
    const text = await Deno.readTextFile(`${folder}/audit`);
    assertEquals(text.trim().split("\n").length, 2, "the old one grows on");
  }));
