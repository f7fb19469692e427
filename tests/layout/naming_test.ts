import { assertEquals } from "@std/assert";
import { listSourceFiles, readProjectFile } from "./project_files.ts";
import { ROOMS } from "./room_rules.ts";

const SNAKE_CASE = /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/;
const FORBIDDEN = /(^|_)(utils?|helpers?|common|manager|base|misc|stuff|data2)(_|$)/;
const SOURCES = listSourceFiles().map(({ path }) => path);

Deno.test("files and folders are named in snake case, for what they hold", () => {
  const faults = new Set<string>();
  for (const path of SOURCES) {
    const parts = path.replace(/\.tsx?$/, "").split("/");
    for (const part of parts) {
      if (!SNAKE_CASE.test(part)) faults.add(`${path}: "${part}" is not snake case`);
      if (FORBIDDEN.test(part)) faults.add(`${path}: "${part}" says nothing`);
    }
  }
  assertEquals([...faults], []);
});

Deno.test("only tests are named as tests, and they mirror the rooms", () => {
  const faults: string[] = [];
  for (const path of SOURCES) {
    if (/_test\.tsx?$/.test(path) && !path.startsWith("tests/")) faults.push(path);
    const room = /^tests\/engine\/([^/]+)\//.exec(path)?.[1];
    if (room !== undefined && !(room in ROOMS)) faults.push(path);
  }
  assertEquals(faults, []);
});

Deno.test("the public face is short: re-exports only", () => {
  const lines = readProjectFile("mod.ts").trimEnd().split("\n");
  assertEquals(lines.length <= 40, true, `mod.ts has ${lines.length} lines`);
  const code = readProjectFile("mod.ts").replaceAll(/\/\*[^]*?\*\//g, "").trim();
  assertEquals(code.replaceAll(/export (type )?(\*|\{[^}]*\}) from "[^"]+";\s*/g, ""), "");
});

Deno.test("every room opens with what comes in, what goes out and what it may import", () => {
  const faults: string[] = [];
  for (const [path, opening] of roomOpenings()) {
    const text = opening.replaceAll(/\s*\n \* ?/g, " ");
    if (!/^\/\*\* .*\bIn: .*\bOut: .*\b(May import|Imports) .*@module/.test(text)) {
      faults.push(`${path} opens with ${JSON.stringify(text.slice(0, 100))}`);
    }
  }
  assertEquals(faults, []);
});

Deno.test("a room says once what it is, and exports each thing once", () => {
  const faults: string[] = [];
  for (const path of roomOpenings().keys()) {
    const lines = readProjectFile(path).split("\n").filter((line) =>
      line.startsWith(" * In: ") || /^export .*";$/.test(line)
    ).map((line) => line.startsWith(" * In: ") ? " * In: " : line);
    const twice = lines.filter((line, i) => lines.indexOf(line) !== i);
    faults.push(...twice.map((line) => `${path}: ${line}`));
  }
  assertEquals(faults, []);
});

Deno.test("every room can be imported by itself", () => {
  const { exports } = JSON.parse(readProjectFile("deno.json"));
  for (const path of roomOpenings().keys()) {
    const room = path.split("/").at(-2)!;
    assertEquals(exports[`./${room}`], `./${path}`);
  }
  for (const path of Object.values<string>(exports)) readProjectFile(path);
});

/** The first comment of each room's mod.ts, by path. */
function roomOpenings(): Map<string, string> {
  const paths = SOURCES.filter((path) => /^(engine\/[^/]+|server)\/mod\.ts$/.test(path));
  return new Map(paths.map((path) => {
    const text = readProjectFile(path);
    return [path, text.slice(0, text.indexOf("*/"))];
  }));
}
