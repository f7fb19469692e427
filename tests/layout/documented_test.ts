import { assertEquals } from "@std/assert";
import { listSourceFiles, type ProjectFile } from "./project_files.ts";

const EXPORT =
  /^export (?:default )?(?:abstract )?(?:async )?(function\*?|class|const|let|interface|type|enum) (\w+)/;

Deno.test("everything a file exports has a doc comment", () => {
  const sources = listSourceFiles().filter(({ path }) =>
    /^(engine|server|cli|bench|links)\//.test(path) && !path.startsWith("engine/kernels/assembly/")
  );
  assertEquals(sources.flatMap(findUndocumented), []);
});

Deno.test("an export without a comment is found, one with a comment is not", () => {
  const text = [
    "/** Good. */",
    "export const good = 1;",
    "",
    "export function bad(): void {}",
    "/** Good too. */",
    "// deno-lint-ignore no-explicit-any",
    "export type Good = any;",
    "// not a doc comment",
    "export interface Bad {}",
    "export { good as other };",
  ].join("\n");
  assertEquals(findUndocumented({ path: "a.ts", text }), ["a.ts:4: bad", "a.ts:9: Bad"]);
});

/** "path:line: name" for each exported declaration that follows no doc comment. */
function findUndocumented(file: ProjectFile): string[] {
  const lines = file.text.split("\n");
  const found: string[] = [];
  lines.forEach((line, row) => {
    const name = EXPORT.exec(line)?.[2];
    if (name === undefined) return;
    let above = row - 1;
    while (/^\/\/ deno-/.test(lines[above] ?? "")) above--;
    if (!/\*\/\s*$/.test(lines[above] ?? "")) found.push(`${file.path}:${row + 1}: ${name}`);
  });
  return found;
}
