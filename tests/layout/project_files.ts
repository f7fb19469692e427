import { fileURLToPath } from "node:url";

/** A text file of the project. */
export interface ProjectFile {
  /** Path from the root of the project, with "/". */
  path: string;
  /** Content. */
  text: string;
}

/** An import, export from, dynamic import or worker of a file. */
export interface Import {
  /** As it is written, such as "../domain/mod.ts". */
  specifier: string;
  /** Whether it is loaded when the importing file is; type imports are erased and never loaded. */
  when: "at once" | "later" | "never";
}

/** What the layout rules ask of a source file. */
export interface Syntax {
  /** All imports, in order. */
  imports: Import[];
  /** Every function and method, with its lines. */
  functions: { name: string; firstLine: number; lines: number }[];
}

const ROOT = new URL("../../", import.meta.url);
const NOT_OURS = new Set(["node_modules", ".git", "demo", "demo-live", "models.local"]);

/** Text of a file, by its path from the root of the project. */
export function readProjectFile(path: string): string {
  return Deno.readTextFileSync(new URL(path, ROOT));
}

/** All files of the project whose names end in one of `suffixes`, or all, sorted by path. */
export function listProjectFiles(...suffixes: string[]): ProjectFile[] {
  const paths: string[] = [];
  const walk = (folder: string) => {
    for (const entry of Deno.readDirSync(fileURLToPath(new URL(folder, ROOT)))) {
      const path = folder + entry.name;
      if (NOT_OURS.has(entry.name) || path === "models") continue;
      if (entry.isDirectory) walk(path + "/");
      else if (suffixes.length === 0 || suffixes.some((suffix) => path.endsWith(suffix))) {
        paths.push(path);
      }
    }
  };
  walk("");
  return paths.sort().map((path) => ({ path, text: readProjectFile(path) }));
}

/** All source files: TypeScript, and TypeScript with elements of a page. */
export function listSourceFiles(): ProjectFile[] {
  return listProjectFiles(".ts", ".tsx");
}

const KNOWN = new Map<string, Syntax>();

/** Imports and functions of a TypeScript file, as Deno's own parser sees them. */
export function readSyntax(file: ProjectFile): Syntax {
  const known = KNOWN.get(file.text) ?? parseSyntax(file);
  KNOWN.set(file.text, known);
  return known;
}

function parseSyntax(file: ProjectFile): Syntax {
  const syntax: Syntax = { imports: [], functions: [] };
  const add = (specifier: string, when: Import["when"]) => syntax.imports.push({ specifier, when });
  const lineAt = lineFinder(file.text);
  const visitor: Deno.lint.LintVisitor = {
    ImportDeclaration: (node) =>
      add(node.source.value, node.importKind === "type" ? "never" : "at once"),
    ExportAllDeclaration: (node) =>
      add(node.source.value, node.exportKind === "type" ? "never" : "at once"),
    ExportNamedDeclaration: (node) => {
      if (node.source) add(node.source.value, node.exportKind === "type" ? "never" : "at once");
    },
    ImportExpression: (node) => {
      if (node.source.type === "Literal") add(String(node.source.value), "later");
    },
    'NewExpression[callee.name="URL"]': (node: Deno.lint.NewExpression) => {
      const [target] = node.arguments;
      if (target?.type === "Literal" && /^\.\.?\/.*\.ts$/.test(String(target.value))) {
        add(String(target.value), "later");
      }
    },
    "FunctionDeclaration, FunctionExpression, ArrowFunctionExpression": (node: Deno.lint.Node) => {
      const firstLine = lineAt(node.range[0]);
      const lines = lineAt(node.range[1]) - firstLine + 1;
      syntax.functions.push({ name: nameOf(node), firstLine, lines });
    },
  };
  Deno.lint.runPlugin(
    { name: "layout", rules: { read: { create: () => visitor } } },
    file.path.endsWith(".tsx") ? "file.tsx" : "file.ts",
    file.text,
  );
  return syntax;
}

/** Gives the line that a place in a text is in, from 1, without counting from the start each time. */
function lineFinder(text: string): (offset: number) => number {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return (offset) => {
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (starts[middle] <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  };
}

function nameOf(node: Deno.lint.Node): string {
  if (node.type === "FunctionDeclaration" && node.id) return node.id.name;
  const parent = (node as { parent?: Deno.lint.Node }).parent;
  if (parent?.type === "VariableDeclarator" && parent.id.type === "Identifier") {
    return parent.id.name;
  }
  if (parent?.type === "MethodDefinition" || parent?.type === "Property") {
    return parent.key.type === "Identifier" ? parent.key.name : "method";
  }
  return "function";
}
