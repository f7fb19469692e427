import type { Option, OptionValues } from "../engine/domain/mod.ts";
import type { Terminal } from "./terminal.ts";

/** One flag of a verb: an option of the engine's kind, and how it is shown. */
export interface Flag<Value = unknown> extends Option<Value> {
  /** Stands for the value in the help, such as "FILE". */
  placeholder?: string;
  /** Whether the verb cannot do without it. */
  required?: boolean;
  /** Whether it may be given several times; its kind is then "names". */
  repeatable?: boolean;
  /** Heading in the help. */
  group?: string;
}

/** Flags by their names in camelCase; on the command line they are in kebab-case. */
export type FlagTable = Readonly<Record<string, Flag>>;

/** An argument that is no flag. */
export interface Operand {
  /** As commander writes it: "<file>", "[name]" where it may be left out, "<files...>" for the last. */
  syntax: string;
  /** What it means. */
  about: string;
  /** The words it may be, where only some are allowed. */
  choices?: readonly string[];
}

/** What a verb is called with. */
export interface VerbCall<Flags extends FlagTable> {
  /** Every flag's value, checked, defaults filled in. */
  values: OptionValues<Flags>;
  /** The flags that were given, as text. */
  explicit: Readonly<Record<string, unknown>>;
  /** Arguments that are no flags. */
  operands: readonly string[];
  /** Where the answer and the messages go. */
  terminal: Terminal;
}

/** One verb of the command line. */
export interface Verb<Flags extends FlagTable = FlagTable> {
  /** Sentences for the top of its help. */
  about: string;
  /** Arguments that are no flags. */
  operands?: readonly Operand[];
  /** Its flags, `--json` and `--quiet` aside, which every verb has. */
  flags: Flags;
  /** What to type, and what comes of it. */
  examples: readonly (readonly [command: string, about: string])[];
  /** Permissions that Deno must grant, each a flag of `deno run`. */
  permissions: readonly string[];
  /** Does it; an exit code other than 0 may be returned where the answer itself tells why. */
  run(call: VerbCall<Flags>): Promise<number | void>;
}

/** Keeps the types of a verb's flags for its `run`. */
export function defineVerb<Flags extends FlagTable>(verb: Verb<Flags>): Verb {
  return verb as unknown as Verb;
}

type Extra = Partial<Omit<Flag, "kind" | "default" | "about">>;

/** A flag with a text for value, undefined unless given. */
export function textFlag(about: string, extra: Extra = {}): Flag<string | undefined> {
  return { kind: "text", default: undefined, about, placeholder: "TEXT", ...extra };
}

/** A flag with a text for value that must be given. */
export function requiredTextFlag(about: string, extra: Extra = {}): Flag<string> {
  return { ...textFlag(about, { ...extra, required: true }), default: "" };
}

/** A flag without value, off unless given. */
export function switchFlag(about: string, extra: Extra = {}): Flag<boolean> {
  return { kind: "boolean", default: false, about, ...extra };
}

/** A flag with a number for value, undefined unless given. */
export function numberFlag(about: string, extra: Extra = {}): Flag<number | undefined> {
  return { kind: "number", default: undefined, about, placeholder: "NUMBER", ...extra };
}

/** A flag with a whole number for value, undefined unless given. */
export function integerFlag(about: string, extra: Extra = {}): Flag<number | undefined> {
  return { ...numberFlag(about, { placeholder: "INTEGER", ...extra }), kind: "integer" };
}

/** A flag with one of several words for value. */
export function choiceFlag(
  choices: readonly string[],
  { about, initial }: { about: string; initial: string },
): Flag<string> {
  return { kind: "choice", default: initial, about, choices };
}

/** The name of a flag on the command line: "minMagnitude" is "--min-magnitude". */
export function flagName(name: string): string {
  return "--" + name.replace(/[A-Z]/g, (letter) => "-" + letter.toLowerCase());
}
