import { assertEquals } from "@std/assert";
import { listSourceFiles, type ProjectFile, readSyntax } from "./project_files.ts";
import { findForbiddenImports, resolveImport, roomOf, ROOMS } from "./room_rules.ts";

const FILES: readonly ProjectFile[] = listSourceFiles().filter(({ path }) =>
  !path.startsWith("engine/kernels/assembly/")
);

Deno.test("rooms import only the rooms and packages they may, through mod.ts", () => {
  assertEquals(FILES.flatMap(findForbiddenImports), []);
});

Deno.test("every room of the engine is in the table", () => {
  const rooms = new Set(
    FILES.filter(({ path }) => path.startsWith("engine/")).map((file) => roomOf(file.path)),
  );
  assertEquals([...rooms].filter((room) => !(room in ROOMS)), []);
});

Deno.test("no file imports itself by way of others, types included", () => {
  assertEquals(findCycles(importsOf(["at once", "never"])), []);
});

Deno.test("the command line loads no room before a verb needs it", () => {
  const loaded = reachable("cli/main.ts", importsOf(["at once"]));
  const rooms = new Set([...loaded].map(roomOf));
  for (const room of ["root", "cli", "domain"]) rooms.delete(room);
  assertEquals([...rooms].sort(), []);
});

Deno.test("verbs that only get a catalogue do not load tensors", () => {
  const graph = importsOf(["at once", "later"]);
  for (const verb of ["fetch", "simulate"]) {
    const rooms = new Set([...reachable(`cli/commands/${verb}.ts`, graph)].map(roomOf));
    assertEquals(rooms.has("backend"), false, verb);
    assertEquals(rooms.has("server"), false, verb);
    assertEquals(rooms.has("sources"), true, verb);
  }
});

Deno.test("what only forecasts does not load tfjs, nor does the backend at once", () => {
  const graph = importsOf(["at once"]);
  for (const start of ["cli/commands/forecast.ts", "engine/forecasting/mod.ts", "mod.ts"]) {
    const loaded = reachable(start, graph);
    const loads = FILES.filter(({ path }) => loaded.has(path))
      .flatMap((file) =>
        readSyntax(file).imports
          .filter(({ specifier, when }) =>
            specifier.startsWith("@tensorflow/") && when === "at once"
          )
          .map(({ specifier }) => `${file.path} loads ${specifier}`)
      );
    assertEquals(loads, [], start);
  }
  assertEquals(reachable("engine/forecasting/mod.ts", graph).has("engine/backend/mod.ts"), true);
});

Deno.test("the rule says what is wrong", () => {
  const cases: [path: string, text: string, fault: string | undefined][] = [
    [
      "engine/preprocessing/a.ts",
      'import { b } from "../models/mod.ts";',
      "Cannot import models from preprocessing: preprocessing may import domain, mathematics, kernels",
    ],
    [
      "engine/mathematics/a.ts",
      'export * from "../domain/mod.ts";',
      "Cannot import domain from mathematics: mathematics may import nothing",
    ],
    [
      "engine/storage/a.ts",
      'const b = await import("../backend/mod.ts");',
      "Cannot import backend from storage: storage may import domain, mathematics",
    ],
    [
      "engine/training/a.ts",
      'import type { B } from "../models/rnn.ts";',
      "Cannot import engine/models/rnn.ts from engine/training/a.ts: import the mod.ts of models",
    ],
    [
      "engine/training/fits/a.ts",
      'import { b } from "@quakecast/quakecast/drawing";',
      "Cannot import drawing from training: training may import domain, mathematics, " +
      "preprocessing, evaluation, backend, models, storage",
    ],
    [
      "engine/models/a.ts",
      'import * as tf from "@tensorflow/tfjs-core";',
      "Cannot import @tensorflow/tfjs-core from models: only backend, bench, tests may",
    ],
    [
      "cli/a.ts",
      'import { z } from "zod";',
      "Cannot import zod from cli: only server, bench, tests may",
    ],
    [
      "engine/domain/a.ts",
      'new Worker(new URL("../backend/worker.ts", import.meta.url), { type: "module" });',
      "Cannot import backend from domain: domain may import nothing",
    ],
    ["engine/backend/a.ts", 'import "@tensorflow/tfjs-backend-wasm";', undefined],
    ["engine/models/a.ts", 'import { b } from "./b.ts";', undefined],
    ["cli/a.ts", 'const { b } = await import("../server/mod.ts");', undefined],
    ["bench/a.ts", 'import { b } from "../engine/models/rnn.ts";', undefined],
    ["engine/models/a.ts", '// import { z } from "zod";', undefined],
  ];
  for (const [path, text, fault] of cases) {
    assertEquals(findForbiddenImports({ path, text }), fault === undefined ? [] : [fault]);
  }
});

Deno.test("a cycle is found and named", () => {
  const graph = new Map([["a", ["b"]], ["b", ["c"]], ["c", ["b"]], ["d", ["a"]]]);
  assertEquals(findCycles(graph), ["b -> c -> b"]);
  assertEquals(findCycles(new Map([["a", ["b", "c"]], ["b", ["c"]], ["c", []]])), []);
});

/** For each file the files it imports in one of the ways named. */
function importsOf(ways: readonly ("at once" | "later" | "never")[]): Map<string, string[]> {
  return new Map(FILES.map((file) => {
    const targets = readSyntax(file).imports
      .filter(({ when }) => ways.includes(when))
      .map(({ specifier }) => resolveImport(file.path, specifier))
      .filter((target) => target !== undefined);
    return [file.path, targets];
  }));
}

function reachable(start: string, graph: ReadonlyMap<string, string[]>): Set<string> {
  const found = new Set<string>();
  const waiting = [start];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (found.has(path)) continue;
    found.add(path);
    waiting.push(...graph.get(path) ?? []);
  }
  return found;
}

/** Each cycle once, as "a -> b -> a". */
function findCycles(graph: ReadonlyMap<string, string[]>): string[] {
  const cycles: string[] = [];
  const done = new Set<string>();
  const above = new Set<string>(); // in the order in which they were come to
  const visit = (path: string) => {
    if (above.has(path)) {
      const way = [...above];
      cycles.push([...way.slice(way.indexOf(path)), path].join(" -> "));
    }
    if (above.has(path) || done.has(path)) return;
    above.add(path);
    for (const next of graph.get(path) ?? []) visit(next);
    above.delete(path);
    done.add(path);
  };
  for (const path of graph.keys()) visit(path);
  return cycles;
}
