import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { writeCompletionScript } from "../../cli/completion_scripts.ts";
import { loadCompletionTree } from "../../cli/completion_tree.ts";
import { describeFailure, EXIT_CODES } from "../../cli/exit_codes.ts";
import { readPolygonFile } from "../../cli/polygon_file.ts";
import { describeProgress, describeSeconds, ProgressLine } from "../../cli/progress_line.ts";
import { readTimeFlag } from "../../cli/time_flag.ts";
import { wrapLines } from "../../cli/wrap_lines.ts";
import {
  ConfigurationError,
  EnvironmentError,
  InputError,
  InsufficientDataError,
  ModelError,
} from "../../engine/domain/mod.ts";

Deno.test("every kind of error has its exit code", () => {
  const few = new InsufficientDataError("Cannot", { have: 1, need: 2, of: "events" });
  const cases: [unknown, number][] = [
    [new ConfigurationError("Cannot set epochs to 0: no", "epochs"), 2],
    [new InputError("Cannot", { line: 3 }), 3],
    [few, 4],
    [new ModelError("Cannot", "m"), 5],
    [new EnvironmentError("Cannot", "disk"), 6],
    [new Deno.errors.AddrInUse("in use"), 6],
    [new DOMException("Interrupted.", "AbortError"), 130],
    [new DOMException("Interrupted.", "TerminationError"), 143],
    [new TypeError("undefined is not a function"), 1],
    ["text", 1],
  ];
  for (const [error, code] of cases) assertEquals(describeFailure(error).exitCode, code);
  const listed = EXIT_CODES.map(([code]) => code);
  assert(cases.every(([, code]) => listed.includes(code)));
  assertEquals(describeFailure(few).details, { have: 1, need: 2 });
  assertEquals(describeFailure(cases[0][0]).message, "Cannot set --epochs to 0: no");
});

Deno.test("a missing permission is told with the narrowest flag", () => {
  const one = new Deno.errors.NotCapable(
    'Requires read access to "/a/b.csv", run again with the --allow-read flag',
  );
  const some = new Deno.errors.NotCapable(
    "Requires write access to <TMP>, run again with the --allow-write flag",
  );
  const partial = (path: string) =>
    new EnvironmentError(
      `Cannot write file "c.csv": Requires write access to "${path}", run again with the ` +
        "--allow-write flag; run Deno with --allow-write for this path",
      "permission",
    );
  assertEquals(
    [partial("out/c.csv.partial"), partial("c.csv.partial")].map((error) =>
      describeFailure(error).message.replace(/.*; /, "")
    ),
    ["add --allow-read=out/ --allow-write=out/", "add --allow-read=. --allow-write=."],
  );
  assertEquals(
    [one, some].map((error) => describeFailure(error).message),
    [
      'Cannot go on: there is no read access to "/a/b.csv"; add --allow-read=/a/b.csv.',
      "Cannot go on: there is no write access to <TMP>; add --allow-write.",
    ],
  );
});

Deno.test("progress shows what, how far and how long", () => {
  const progress = { stage: "Training lstm", done: 5, total: 20, remark: "loss 1.2" };
  assertEquals(
    describeProgress(progress, 90_000),
    "Training lstm [######------------------]  25 %  loss 1.2  1 min 30 s left",
  );
  assertEquals(
    describeProgress({ stage: "a", done: 3, total: 0 }, undefined),
    "a [------------------------]   0 %",
  );
  assertEquals([200, 59_400, 3_600_000].map(describeSeconds), ["1 s", "59 s", "1 h 0 min"]);
});

Deno.test("elsewhere than in a terminal, progress is whole lines and few of them", () => {
  const written: string[] = [];
  const line = new ProgressLine((text) => written.push(text), false);
  for (let done = 0; done <= 100; done++) line.show({ stage: "a", done, total: 100 });
  line.show({ stage: "b", done: 0, total: 1 });
  line.finish();
  assertEquals(written.length, 2);
  assert(written.every((text) => text.endsWith("\n") && !text.includes("\x1b")));
});

Deno.test("in a terminal, progress is one line that is rewritten and then ended", () => {
  const written: string[] = [];
  const line = new ProgressLine((text) => written.push(text), true);
  line.show({ stage: "a", done: 0, total: 2 });
  line.show({ stage: "a", done: 2, total: 2 });
  line.finish();
  line.finish();
  assertEquals(written.length, 3);
  assert(written.slice(0, 2).every((text) => text.startsWith("\r\x1b[K")));
  assertEquals(written[2], "\n");
});

Deno.test("lines are broken at spaces, short and indented ones kept as they are", () => {
  assertEquals(wrapLines("  a  b\naaa bbb ccc", 7), "  a  b\naaa bbb\nccc");
  assertEquals(wrapLines("aaaaaaaaa b", 4), "aaaaaaaaa\nb");
  assertEquals(wrapLines("  aaa bbb ccc", 9), "  aaa bbb\n  ccc");
  assertEquals(wrapLines(""), "");
});

Deno.test("times of flags are UTC unless they say otherwise", () => {
  assertEquals(readTimeFlag("2025-10-01", "start"), Date.UTC(2025, 9, 1));
  assertEquals(readTimeFlag("2025-10-01 12:30", "start"), Date.UTC(2025, 9, 1, 12, 30));
  assertEquals(readTimeFlag("2025-10-01T12:30:00+02:00", "s"), Date.UTC(2025, 9, 1, 10, 30));
  for (const text of ["", "now", "2025", "2025-13-01", "01/02/2025", "2025-10-01T25:00"]) {
    assertThrows(() => readTimeFlag(text, "start"), ConfigurationError, "Cannot read start");
  }
});

Deno.test("regions come from GeoJSON or from rows, in either order of columns", async () => {
  const folder = await Deno.makeTempDir();
  const read = async (text: string) => {
    await Deno.writeTextFile(`${folder}/p`, text);
    return await readPolygonFile(`${folder}/p`);
  };
  const corners = [10, 40, 12, 40, 12, 42];
  const ring = [[10, 40], [12, 40], [12, 42]];
  const polygon = { type: "Polygon", coordinates: [ring] };
  try {
    assertEquals(await read("latitude,longitude\n40,10\n40,12\n42,12\n"), corners);
    assertEquals(await read("lon lat\r\n10 40\r\n12 40\r\n12 42\r\n"), corners);
    assertEquals(await read(JSON.stringify(polygon)), corners);
    const feature = { type: "Feature", geometry: { ...polygon, type: "MultiPolygon" } };
    feature.geometry.coordinates = [polygon.coordinates] as never;
    assertEquals(await read(JSON.stringify({ features: [feature] })), corners);
    for (const bad of ["", "a,b\n1,2\n", "lat,lon\n1,2\n", "lat,lon\n1,\n2,3\n4,5\n", "{", "{}"]) {
      await assertRejects(() => read(bad), InputError, "Cannot read a region");
    }
    await assertRejects(() => readPolygonFile(`${folder}/none`), EnvironmentError);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("completions know every verb and flag, and bash takes the script", async () => {
  const tree = await loadCompletionTree();
  const script = writeCompletionScript("bash", tree);
  const train = tree.find(({ name }) => name === "train")!;
  const model = train.flags.find(({ name }) => name === "--model")!;
  assertEquals(model.choices, [
    "dense",
    "cnn",
    "rnn",
    "lstm",
    "poisson",
    "etas",
    "etas-background",
    "recurrent",
    "neural-etas",
  ]);
  assert(train.flags.some(({ name }) => name === "--no-remove-near-twins"));
  const ask = (words: string[]) =>
    `COMP_WORDS=(${words.join(" ")}); COMP_CWORD=${words.length - 1}; _quakecast; ` +
    'echo "${COMPREPLY[@]}"';
  const asked = [["quakecast", "ev"], ["quakecast", "train", "--task", "al"]].map(ask);
  const { code, stdout } = await new Deno.Command("bash", {
    args: ["-c", `${script}\n${asked.join("\n")}`],
  }).output();
  assertEquals([code, new TextDecoder().decode(stdout)], [0, "evaluate\nalarm\n"]);
  for (const { name, flags } of tree) {
    const fish = writeCompletionScript("fish", tree);
    assert(fish.includes(`-a ${name} -d `));
    for (const flag of flags) assert(fish.includes(`-l ${flag.name.slice(2)}`), flag.name);
  }
});
