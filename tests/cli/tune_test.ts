import { assert, assertEquals, assertMatch } from "@std/assert";
import { readOutcome, tuneWithKills } from "./killed_tuning.ts";
import { runCli } from "./run_cli.ts";
import { smallCatalogueCsv } from "./small_catalogue.ts";

const SEARCH = [
  ...["tune", "--catalogue", "a.csv", "--model", "dense", "--task", "rate", "--horizon", "7d"],
  ...[
    "--min-magnitude",
    "4",
    "--trials",
    "4",
    "--generation",
    "2",
    "--rungs",
    "2",
    "--epochs",
    "3",
  ],
  ...["--folds", "2", "--seed", "5", "--search", "units-1=4:8", "--search", "window=5:10"],
];

Deno.test("a search that was stopped and killed three times ends as one that was not", async () => {
  const cwd = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(`${cwd}/a.csv`, smallCatalogueCsv());
    // Two threads, with the permissions that help lists; the killed one has one thread.
    const whole = await runCli([...SEARCH, "--out", "whole", "--threads", "2", "--json"], { cwd });
    assertEquals(whole.code, 0, whole.stderr);
    const args = [...SEARCH, "--out", "killed", "--threads", "1"];
    const killed = await tuneWithKills(args, {
      ...{ cwd, journal: `${cwd}/killed.journal`, tearLast: true },
      kills: [
        { atLine: 1, signal: "SIGINT", stderr: /the journal is kept, go on with --resume/ },
        ...[3, 6, 9].map((atLine) => ({ atLine, signal: "SIGKILL" as const })),
      ],
    });
    assertEquals(killed.code, 0, killed.stderr);
    assertMatch(killed.stderr, /last line was cut short, \d+ bytes, and is dropped/);
    assertEquals(await readOutcome(`${cwd}/killed`), await readOutcome(`${cwd}/whole`));
    checkAnswer(JSON.parse(whole.stdout), killed.stdout);
    await checkRefusals(args, cwd);
  } finally {
    await Deno.remove(cwd, { recursive: true });
  }
});

// deno-lint-ignore no-explicit-any
function checkAnswer({ headline, search, leaderBoard, card }: any, text: string): void {
  assertEquals(card.search, search);
  assertEquals([leaderBoard.length, search.trials, search.rungs], [4, 4, [1, 3]]);
  assertMatch(
    headline,
    /^The winner is the baseline: none of 4 trials beat it .* took the baseline/,
  );
  assert(text.replace(/\s+/g, " ").startsWith(headline), text);
  const { nested, next, untouched } = search;
  const isInside = (value: number, { low, high }: { low: number; high: number }) =>
    value >= low && value <= high;
  assertEquals(untouched.holdsNested, isInside(nested.nats, untouched));
  assertEquals(untouched.isAsExpected, isInside(untouched.nats, next));
  // Two years to fit are too few to beat a baseline: the model is left as it starts.
  assertEquals([search.winner.epochs, nested.stretches[0].epochs, card.bestEpoch], [0, 0, 0]);
  for (const { nats, low, high } of [nested, untouched, card.skill]) {
    assertEquals([nats, low, high], [0, 0, 0]);
  }
  assertEquals([next.windows, next.fromStretches], [untouched.windows, 1]);
  assert(Date.parse(nested.stretches.at(-1).to) < Date.parse(card.spans.test.from));
}

async function checkRefusals(args: readonly string[], cwd: string): Promise<void> {
  const unasked = await runCli(args, { cwd });
  assertEquals(unasked.code, 2);
  assertMatch(unasked.stderr, /an earlier search left "killed\.journal"/);
  const other = await runCli([...args, "--seed", "6", "--trials", "7", "--resume"], { cwd });
  assertEquals(other.code, 5);
  assertMatch(other.stderr.replace(/\s+/g, " "), /another search, which differs in seed, trials\./);
}
