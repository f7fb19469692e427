import { assertEquals } from "@std/assert";
import { listSourceFiles, type ProjectFile, readSyntax } from "./project_files.ts";

const FILE_LINES = 300;
const FUNCTION_LINES = 60;

/** Files and functions ("path: function") that may be longer, each with its reason. */
const EXCEPTIONS: Readonly<Record<string, string>> = {};

Deno.test(`no file is longer than ${FILE_LINES} lines`, () => {
  const long = listSourceFiles()
    .map((file) => ({ path: file.path, lines: lineCount(file) }))
    .filter(({ path, lines }) => lines > FILE_LINES && !(path in EXCEPTIONS))
    .map(({ path, lines }) => `${path} has ${lines} lines`);
  assertEquals(long, []);
});

Deno.test(`no function is longer than ${FUNCTION_LINES} lines`, () => {
  const long: string[] = [];
  for (const file of listSourceFiles()) {
    if (file.path.startsWith("engine/kernels/assembly/")) continue; // a kernel is one loop nest
    if (lineCount(file) <= FUNCTION_LINES) continue; // it has no room for one
    for (const { name, firstLine, lines } of readSyntax(file).functions) {
      if (lines <= FUNCTION_LINES || `${file.path}: ${name}` in EXCEPTIONS) continue;
      long.push(`${file.path}:${firstLine}: ${name} has ${lines} lines`);
    }
  }
  assertEquals(long, []);
});

Deno.test("functions are measured with their names", () => {
  const text = [
    "export function one(): void {",
    "}",
    "const two = async () => {",
    "  await 1;",
    "};",
    "class Three {",
    "  four(): void {",
    "    new URL('x');",
    "",
    "  }",
    "}",
  ].join("\n");
  assertEquals(readSyntax({ path: "a.ts", text }).functions, [
    { name: "one", firstLine: 1, lines: 2 },
    { name: "two", firstLine: 3, lines: 3 },
    { name: "four", firstLine: 7, lines: 4 },
  ]);
});

function lineCount({ text }: ProjectFile): number {
  return text.split("\n").length - 1;
}
