/** What the arguments of a bench or a long check ask for. */
export interface BenchArguments {
  /** Names, in the order of the list. */
  names: readonly string[];
  /** Print the usage and do nothing. */
  help: boolean;
  /** One JSON document on the standard output. */
  json: boolean;
  /** Keep the results in bench/results. */
  keep: boolean;
  /** Only see that it works. */
  quick: boolean;
}

/** The arguments, some of `known` names and flags, `more` than the usual; or a sentence that says what is wrong with them. */
export function readArguments(
  args: readonly string[],
  { known, more = [] }: { known: readonly string[]; more?: readonly "--quick"[] },
): BenchArguments | string {
  const rest = args.filter((arg) => arg !== "--"); // "deno task bench -- NAME" passes it on
  const flags = ["--help", "--json", "--keep", ...more];
  const names = rest.filter((arg) => !arg.startsWith("-"));
  for (const arg of rest) {
    if (arg.startsWith("-") && !flags.includes(arg)) {
      return `Cannot run: there is no option ${arg}.`;
    }
  }
  for (const name of names) {
    if (name !== "all" && !known.includes(name)) return `Cannot run "${name}": there is none.`;
  }
  const [help, json, keep] = flags.map((flag) => rest.includes(flag));
  const quick = rest.includes("--quick");
  if (quick && keep) return "Cannot run: the times of --quick mean nothing, and are not kept.";
  if (names.length === 0 && !help) return "Cannot run: no name is given.";
  const chosen = known.filter((name) => names.includes("all") || names.includes(name));
  return { names: chosen, help, json, keep, quick };
}
