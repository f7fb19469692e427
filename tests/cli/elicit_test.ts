import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { withFolder } from "../engine/storage/storage_fixture.ts";
import { openDatabase } from "../../engine/storage/mod.ts";
import { questionText } from "../../cli/elicit_text.ts";
import { PROJECT, runCli } from "./run_cli.ts";

const CSV = `time,latitude,longitude,depth,mag,magType,net,id,updated,place,type
2024-01-01T00:00:00Z,35.5,-119.5,10,4.1,mww,us,us1,2024-01-02T00:00:00Z,,earthquake
2024-02-01T00:00:00Z,35.9,-119.9,10,4.2,mb,us,us2,2024-02-02T00:00:00Z,,earthquake
`;

Deno.test("a question, two answers, a late one, the scores and the weights on the command line", () =>
  withFolder(async (path) => {
    const folder = await Deno.realPath(path);
    const permissions = [`--allow-read=${folder},${PROJECT}/engine`, `--allow-write=${folder}`];
    const run = (...words: string[]) => {
      const isReading = words[0] === "elicit" && !["ask", "answer"].includes(words[1]);
      const least = isReading ? permissions.slice(0, 1) : permissions;
      return runCli(words, { cwd: folder, permissions: least });
    };
    const tell = async (...words: string[]) => {
      const { code, stdout, stderr } = await run(...words);
      assertEquals(code, 0, stderr);
      return stdout;
    };
    await Deno.writeTextFile(`${folder}/a.csv`, CSV);
    await tell("database", "init", "q.db");
    await tell("database", "import", "q.db", "a.csv");
    assertMatch(await tell("elicit", "weights", "q.db"), /No expert has answered yet/);

    const startMs = Date.UTC(2100, 0, 1);
    const times = [startMs, startMs + 86_400_000].map((ms) => new Date(ms).toISOString());
    const window = ["--start", times[0], "--end", times[1], "--min-magnitude", "4"];
    const ask = ["elicit", "ask", "q.db", ...window, "--box=-125,32,-113,42"];
    const { question } = JSON.parse(await tell(...ask, "--json"));
    assertMatch(await tell(...ask), /this question already/);
    const answer = (...flags: string[]) => run("elicit", "answer", "q.db", question.id, ...flags);
    const ann = ["--author", "ann", "--reason", "quiet"];
    assertEquals((await answer(...ann, "--probability", "0.0005")).code, 0);
    const bob = ["--author", "bob", "--reason", "a swarm", "--number", "4", "--low", "1"];
    const [ranged, wrong] = await Promise.all([
      answer(...bob, "--high", "12"),
      answer(...ann, "--probability", "1.2"),
    ]);
    assertEquals(ranged.code, 0, ranged.stderr);
    assert(wrong.code !== 0);
    assertStringIncludes(wrong.stderr, "nothing is certain");
    assertMatch(
      await tell("elicit", "show", "q.db", question.id),
      /ann +0\.02\d +0.05 % [^]*a swarm/,
    );
    assertMatch(await tell("elicit", "score", "q.db"), /No window is over yet/);

    const at = ["--at", new Date(startMs + 2 * 86_400_000).toISOString()];
    const scores = await tell("elicit", "score", "q.db", ...at);
    assertMatch(scores, /past numbers and places[^]*together[^]*ann +0\.02\d +0.05 % [^]*bob/);
    const { experts } = JSON.parse(await tell("elicit", "weights", "q.db", ...at, "--json"));
    assertEquals(experts.map(({ author }: { author: string }) => author), ["ann", "bob"]);
    assert(experts[1].odds < 0.05 && experts[0].odds > 0.05);

    // One that was asked in time, whose window has begun meanwhile.
    using database = openDatabase(`${folder}/q.db`, { mode: "write" });
    const begun = { id: "begun", askedMs: Date.now() - 2_000, startMs: Date.now() - 1_000 };
    database.elicitations.ask({ ...question, ...begun });
    const late = await run(
      ...["elicit", "answer", "q.db", "begun", ...ann, "--probability", "0.5"],
    );
    assert(late.code !== 0);
    assertStringIncludes(late.stderr, "the window has begun");
  }));

Deno.test("a question says where smaller events lack", () => {
  const question = { id: "q", askedMs: 0, startMs: 1, endMs: 2, minimumMagnitude: 4, region: null };
  const tell = (completeness?: number) =>
    questionText({ ...question, model: "m", distribution: [0.5, 0.5], completeness }, true).text;
  assertMatch(tell(4.6), /complete only from magnitude 4\.6 on/);
  assert(!tell().includes("complete"));
});
