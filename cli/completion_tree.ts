import { VERBS } from "./list_of_verbs.ts";
import { flagName } from "./verb.ts";

/** A flag, as completions know it. */
export interface CompletedFlag {
  /** Such as "--min-magnitude". */
  name: string;
  /** What it means. */
  about: string;
  /** Whether a value follows. */
  takesValue: boolean;
  /** The words the value may be; empty where any is allowed. */
  choices: readonly string[];
}

/** A verb, as completions know it. */
export interface CompletedVerb {
  /** What is typed. */
  name: string;
  /** What it does. */
  about: string;
  /** Its flags. */
  flags: readonly CompletedFlag[];
  /** The words its first argument may be; empty where any is allowed. */
  operands: readonly string[];
}

const EVERY_VERB: readonly CompletedFlag[] = [
  { name: "--json", about: "one JSON document on stdout", takesValue: false, choices: [] },
  { name: "--quiet", about: "no messages on stderr", takesValue: false, choices: [] },
  { name: "--help", about: "print the help", takesValue: false, choices: [] },
];

/** Loads every verb and lists what can be typed. */
export function loadCompletionTree(): Promise<CompletedVerb[]> {
  return Promise.all(VERBS.map(async ({ name, summary, load, kinds = [] }) => {
    const { flags, operands } = await load();
    const completed = Object.entries(flags).flatMap(([flag, { about, kind, choices }]) => {
      const [long, isSwitch] = [flagName(flag), kind === "boolean"];
      const one = { name: long, about, takesValue: !isSwitch, choices: choices ?? [] };
      const isOn = isSwitch && flags[flag].default === true;
      return isOn ? [one, { ...one, name: long.replace("--", "--no-") }] : [one];
    });
    return {
      ...{ name, about: summary },
      flags: [...completed, ...EVERY_VERB],
      operands: operands?.[0]?.choices ?? kinds.map((kind) => kind.name),
    };
  }));
}
