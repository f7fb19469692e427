import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { existsSync } from "node:fs";
import { simulateCatalogue, writeCatalogueCsv } from "../engine/sources/mod.ts";

const ROOT = new URL("../", import.meta.url);
const README = await Deno.readTextFile(new URL("README.md", ROOT));

/** Fenced blocks of a language. */
function blocksOf(language: string): string[] {
  const fence = new RegExp("```" + language + "\\n([\\s\\S]*?)```", "g");
  return Array.from(README.matchAll(fence), (match) => match[1]);
}

Deno.test("the library examples of the README run as they stand", async () => {
  const [library, compiling] = blocksOf("ts ignore"); // no doc tests: they read what the demo wrote
  const folder = await Deno.makeTempDir();
  try {
    await Deno.mkdir(`${folder}/demo`);
    const csv = [...writeCatalogueCsv(simulateCatalogue({ seed: 2, years: 3 }))].join("");
    await Deno.writeTextFile(`${folder}/demo/catalogue.csv`, csv);
    const saving = 'import { saveTrainedModel } from "./mod.ts";\n' + library +
      'await saveTrainedModel(model, "demo/model");\n';
    assertStringIncludes(await runProgram(saving, folder), "nats per window");
    const showing = compiling + "console.log(outputs.every(Number.isFinite), outputs.length > 0);";
    assertEquals(await runProgram(showing, folder), "true true\n");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

/** Runs a program of the README in a folder; gives what it prints. */
async function runProgram(text: string, folder: string): Promise<string> {
  const program = text.replaceAll(
    /"\.\/([a-z/]*mod\.ts)"/g,
    (_, path) => `"${new URL(path, ROOT).href}"`,
  );
  assert(program !== text);
  await Deno.writeTextFile(`${folder}/program.ts`, program);
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      ...["--no-prompt", "--allow-read", "--allow-write=demo", "--allow-sys=cpus"],
      ...["--config", new URL("deno.json", ROOT).pathname, "program.ts"],
    ],
    cwd: folder,
  }).output();
  assert(success, new TextDecoder().decode(stderr));
  return new TextDecoder().decode(stdout);
}

Deno.test("every task and every verb that the README names is there", async () => {
  const { tasks } = JSON.parse(await Deno.readTextFile(new URL("deno.json", ROOT)));
  const commands = blocksOf("sh").join("\n");
  const named = new Set(
    Array.from(README.matchAll(/deno(?:@[\d.]+)? task ([a-z:]+)/g), (m) => m[1]),
  );
  for (const task of named) assert(task in tasks, `deno task ${task}`);
  const verbs = new Set(Array.from(commands.matchAll(/task cli ([a-z]+)/g), (m) => m[1]));
  assert(verbs.size >= 5);
  for (const verb of verbs) {
    assert(existsSync(new URL(`cli/commands/${verb}.ts`, ROOT)), `cli/commands/${verb}.ts`);
  }
});

Deno.test("every picture and file that the README links to is there", () => {
  const links = Array.from(README.matchAll(/\]\(([^)#]+)\)/g), (match) => match[1]);
  assert(links.length >= 3);
  for (const link of links) {
    if (!link.startsWith("http")) assertEquals(existsSync(new URL(link, ROOT)), true, link);
  }
});
