import {
  ConfigurationError,
  type ElicitationQuestion,
  formatTime,
  InputError,
  type OptionValues,
  type Polygon,
  type PoolForecast,
} from "../engine/domain/mod.ts";
import type { Database } from "../engine/storage/mod.ts";
import { type ElicitText, poolText, questionText, scoreText, standingText } from "./elicit_text.ts";
import { readTimeFlag } from "./time_flag.ts";
import { type Flag, flagName, integerFlag, numberFlag, textFlag } from "./verb.ts";

/** What may be done. */
export const ELICIT_ACTIONS = ["ask", "answer", "show", "score", "weights"] as const;

/** One of it. */
export type ElicitAction = typeof ELICIT_ACTIONS[number];

const ASK = "With ask:";
const ANSWER = "With answer:";
const WEIGHTS = "With show, score and weights:";

/** Everything `elicit` can be told. */
export const ELICIT_FLAGS = {
  forecast: textFlag("a scheduled forecast of the database", { group: ASK, placeholder: "ID" }),
  forecastFile: textFlag("a forecast of a pool, as forecast --json wrote it", {
    ...{ group: ASK, placeholder: "FILE" },
  }),
  start: textFlag("begin of the window; ISO 8601", { group: ASK, placeholder: "TIME" }),
  end: textFlag("its end", { group: ASK, placeholder: "TIME" }),
  minMagnitude: numberFlag("magnitude from which events count", { group: ASK }),
  box: {
    ...{ kind: "numbers", default: null, group: ASK, placeholder: "W,S,E,N" },
    about: "where they count, less than 180 degrees wide; everywhere unless given",
  } as Flag<number[] | null>,
  author: textFlag("who says so", { group: ANSWER, placeholder: "NAME" }),
  reason: textFlag("why", { group: ANSWER }),
  probability: numberFlag("of one event or more", { group: ANSWER }),
  number: numberFlag("that is expected, within the range", { group: ANSWER }),
  low: integerFlag("least number of the 90 % range", { group: ANSWER }),
  high: integerFlag("largest number of the 90 % range", { group: ANSWER }),
  at: textFlag("as of a time instead of now", {
    group: "With score and weights:",
    placeholder: "TIME",
  }),
  priorOdds: numberFlag("odds of a new expert against the model; 0.05 unless given", {
    group: WEIGHTS,
  }),
  cap: numberFlag("largest weight of all experts together; 0.5 unless given", { group: WEIGHTS }),
  learningRate: numberFlag("part of each score that counts; 1 unless given, Bayes' rule", {
    group: WEIGHTS,
  }),
} as const;

const WEIGHING = ["priorOdds", "cap", "learningRate"];

/** Flags that each action takes. */
const TAKEN: Readonly<Record<ElicitAction, readonly string[]>> = {
  ask: ["forecast", "forecastFile", "start", "end", "minMagnitude", "box"],
  answer: ["author", "reason", "probability", "number", "low", "high"],
  show: WEIGHING,
  score: ["at", ...WEIGHING],
  weights: ["at", ...WEIGHING],
};

type Values = OptionValues<typeof ELICIT_FLAGS>;

interface Work {
  values: Values;
  explicit: Readonly<Record<string, unknown>>;
  question: string | undefined;
}

/** What each action does. The clock is read here, never by the engine. */
export const WORK_ON_ELICITATIONS: Readonly<
  Record<ElicitAction, (database: Database, work: Work) => Promise<ElicitText>>
> = {
  async ask(database, { values, explicit }) {
    refuseOthers("ask", explicit);
    const question = await questionOf(database, values, Date.now());
    const isNew = database.elicitations.ask(question);
    return questionText(database.elicitations.question(question.id)!, isNew);
  },
  async answer(database, { values, explicit, question }) {
    refuseOthers("answer", explicit);
    const { checkSaying, tiltDistribution } = await import("../engine/forecasting/mod.ts");
    const { probability, number, low, high } = values;
    const saying = checkSaying(
      JSON.parse(JSON.stringify({ probability, number, low, high })), // what was not given is not there
    );
    const asked = database.elicitations.question(question!);
    if (asked !== undefined) tiltDistribution(asked.distribution, saying);
    const answer = {
      ...{ question: question!, author: given(values, "author") },
      ...{ reason: given(values, "reason"), answeredMs: Date.now(), ...saying },
    };
    database.elicitations.answer(answer);
    return {
      document: { answer },
      text: `Kept: ${answer.author} on ${question}. It can be replaced by another answer until ` +
        `${formatTime(asked!.startMs)}.`,
    };
  },
  async show(database, { values, explicit, question }) {
    refuseOthers("show", explicit);
    const { poolAnswers } = await import("../engine/forecasting/mod.ts");
    const asked = database.elicitations.question(question!);
    if (asked === undefined) {
      throw new ConfigurationError(`There is no question "${question}".`, "question");
    }
    const given = { nowMs: Date.now(), weighting: weightingOf(values) };
    return await poolText(asked, poolAnswers(database, asked, given));
  },
  async score(database, { values, explicit }) {
    refuseOthers("score", explicit);
    return await scoreText(await scoresOf(database, values));
  },
  async weights(database, { values, explicit }) {
    refuseOthers("weights", explicit);
    return await standingText(await scoresOf(database, values));
  },
};

async function scoresOf(database: Database, values: Values) {
  const { scoreElicitations } = await import("../engine/forecasting/mod.ts");
  const nowMs = values.at === undefined ? Date.now() : readTimeFlag(values.at, "at");
  return scoreElicitations(database, { nowMs, weighting: weightingOf(values) });
}

async function questionOf(
  database: Database,
  values: Values,
  askedMs: number,
): Promise<ElicitationQuestion> {
  const { forecast, forecastFile, start, end, minMagnitude } = values;
  const { questionOfForecast, questionOfPool, questionOfWindow } = await import(
    "../engine/forecasting/mod.ts"
  );
  const own = { start, end, minMagnitude };
  const extra = Object.entries(own).find(([, value]) => value !== undefined)?.[0];
  if (forecast !== undefined || forecastFile !== undefined) {
    const twice = forecast !== undefined && forecastFile !== undefined ? "forecast" : extra;
    if (twice !== undefined) {
      throw new ConfigurationError(
        `Cannot use ${flagName(twice)} too: the forecast tells its window.`,
        twice,
      );
    }
  }
  if (forecast !== undefined) {
    return questionOfForecast(database, { forecastId: forecast, askedMs });
  }
  const region = await regionOf(values.box);
  if (forecastFile !== undefined) {
    return questionOfPool(await readForecast(forecastFile), { region, askedMs });
  }
  const window = {
    ...{ startMs: readTimeFlag(given(values, "start"), "start") },
    ...{ endMs: readTimeFlag(given(values, "end"), "end"), region },
    minimumMagnitude: Number(given(values, "minMagnitude")),
  };
  return questionOfWindow(database, { window, askedMs });
}

/** The forecast of a file. Throws InputError for one that is not JSON. */
async function readForecast(file: string): Promise<PoolForecast> {
  const { readNamedFile } = await import("./named_file.ts");
  const { bytes } = await readNamedFile(file);
  try {
    const document = JSON.parse(new TextDecoder().decode(bytes));
    return document?.forecast ?? document;
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new InputError(`Cannot read forecast "${file}": ${cause.message}`, {
      ...{ source: file, expected: "what forecast --json writes" },
    });
  }
}

async function regionOf(box: readonly number[] | null): Promise<Polygon | undefined> {
  const { boxOf } = await import("../engine/preprocessing/mod.ts");
  const found = boxOf(box);
  if (found === null) return undefined;
  const { west, south, north } = found;
  const east = found.east < west ? found.east + 360 : found.east;
  if (east - west >= 180) {
    throw new ConfigurationError("Cannot use a box of 180 degrees and more.", "box");
  }
  return [[west, south], [east, south], [east, north], [west, north]];
}

function weightingOf({ priorOdds, cap, learningRate }: Values) {
  return { priorOdds, cap, learningRate };
}

function given(
  values: Values,
  key: "author" | "reason" | "start" | "end" | "minMagnitude",
): string {
  const value = values[key];
  if (value !== undefined && String(value).trim() !== "") return String(value).trim();
  throw new ConfigurationError(`Cannot do without ${flagName(key)}.`, key);
}

function refuseOthers(action: ElicitAction, explicit: Readonly<Record<string, unknown>>): void {
  const known = [...TAKEN[action], "json", "quiet"];
  const other = Object.keys(explicit).find((name) => !known.includes(name));
  if (other === undefined) return;
  throw new ConfigurationError(`Cannot use ${flagName(other)} with ${action}.`, other);
}
