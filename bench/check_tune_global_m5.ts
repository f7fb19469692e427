import type { LeaderBoard } from "../engine/domain/mod.ts";
import { leaderBoardText } from "../engine/drawing/mod.ts";
import { readOutcome, type SearchOutcome, tuneWithKills } from "../tests/cli/killed_tuning.ts";
import { permissionsFor, runCli } from "../tests/cli/run_cli.ts";
import { sharedFile } from "../tests/shared_data.ts";
import type { LongCheck } from "./long_check_definition.ts";

const CATALOGUE = sharedFile("data/catalogues/usgs/global_M5_2015-10_2025-10.csv.gz");

/** Minutes that one search may take on two cores. */
const MOST_MINUTES = 20;

/** Lines of the journal at which the search is killed, for each trial. */
const KILLS_PER_TRIAL = [1, 4, 9];

/** The whole check, or one of fewer trials to try it. */
export interface TuneCheckOptions {
  /** Trials. */
  trials: number;
  /** Trials that are chosen at once. */
  generation: number;
  /** Epochs of the last rung. */
  epochs: number;
}

/** The search of the documentation's first example, over small LSTMs. */
function argumentsOf({ trials, generation, epochs }: TuneCheckOptions): string[] {
  return [
    ...["tune", "--catalogue", CATALOGUE, "--model", "lstm", "--task", "rate", "--threads", "2"],
    ...["--min-magnitude", "6", "--horizon", "7d", "--seed", "1", "--epochs", String(epochs)],
    ...["--trials", String(trials), "--generation", String(generation), "--patience", "20"],
    ...["units-1=8:32", "units-2=8:32", "window=7:60"].flatMap((range) => ["--search", range]),
  ];
}

/** Runs the check and throws where a wanted number is missed. */
export async function checkTuning(
  options: TuneCheckOptions,
  report: (message: string) => void,
): Promise<Record<string, unknown>> {
  const cwd = await Deno.makeTempDir();
  const permissions = [...permissionsFor(cwd), `--allow-read=${CATALOGUE}`];
  const args = argumentsOf(options);
  try {
    const startMs = performance.now();
    const whole = await runCli([...args, "--out", "whole"], { cwd, permissions });
    if (whole.code !== 0) throw new Error(whole.stderr);
    const minutes = (performance.now() - startMs) / 60_000;
    report(`${whole.stdout}`);
    const board: LeaderBoard = JSON.parse(
      await Deno.readTextFile(`${cwd}/whole.leader-board.json`),
    );
    report(`all trials:\n${leaderBoardText(board)}`);
    const kills = KILLS_PER_TRIAL.map((lines) => ({
      ...{ atLine: lines * options.trials, signal: "SIGKILL" as const },
    }));
    const killed = await tuneWithKills([...args, "--out", "killed"], {
      ...{ cwd, permissions, journal: `${cwd}/killed.journal`, kills },
    });
    if (killed.code !== 0) throw new Error(killed.stderr);
    const outcomes = await Promise.all(
      ["whole", "killed"].map((name) => readOutcome(`${cwd}/${name}`)),
    );
    return judge({ minutes, outcomes, ...options }, report);
  } finally {
    await Deno.remove(cwd, { recursive: true });
  }
}

function judge(
  found: TuneCheckOptions & { minutes: number; outcomes: SearchOutcome[] },
  report: (message: string) => void,
): Record<string, unknown> {
  const [whole, killed] = found.outcomes;
  const { winner, nested, next, untouched, sentence } = whole.search;
  const isSame = JSON.stringify(whole) === JSON.stringify(killed);
  const faults = [
    ...(found.minutes < MOST_MINUTES ? [] : ["minutes"]),
    ...(isSame ? [] : ["the winner after kills"]),
    ...(untouched.holdsNested ? [] : ["the untouched part"]),
  ];
  report(`minutes: wanted under ${MOST_MINUTES}, found ${found.minutes.toFixed(1)}`);
  report(winner.epochs === 0 ? "the baseline wins" : `trial ${winner.trial} wins`);
  report(`killed three times: wanted the same winner and leader board, found ${isSame}`);
  const interval = ({ low, high }: { low: number; high: number }) =>
    `[${low.toFixed(3)}, ${high.toFixed(3)}]`;
  report(
    `nested score ${nested.nats.toFixed(3)} ${
      interval(nested)
    }: wanted inside the untouched score's ` +
      `own interval ${interval(untouched)}, found ${untouched.holdsNested}`,
  );
  report(
    `untouched score ${untouched.nats.toFixed(3)}: ${
      untouched.isAsExpected ? "" : "not "
    }inside the ` +
      `range ${interval(next)} expected of one more stretch`,
  );
  const facts = {
    ...{ trials: found.trials, minutes: Math.round(found.minutes * 10) / 10, isSame },
    ...{ winner, nested, next, untouched, sentence },
  };
  if (faults.length === 0) return facts;
  throw new Error(`Missed: ${faults.join(", ")}; ${JSON.stringify(facts)}`);
}

/** 40 trials of small LSTMs on ten years of the world's M5, once as they are and once killed three times. */
export const check: LongCheck = {
  about:
    "40 trials of small LSTMs on global_M5_2015-10_2025-10: in under 20 minutes on two cores, the " +
    "same winner after three kills, and the nested score inside the winner's own interval on the " +
    "untouched part",
  run: (report) => checkTuning({ trials: 40, generation: 10, epochs: 90 }, report),
};
