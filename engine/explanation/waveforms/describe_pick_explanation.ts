import type { PickExplanation } from "../../domain/mod.ts";

/** What an explanation of a pick says, and from which probability on a picker says an arrival. */
export type DescribedPick =
  & Pick<
    PickExplanation,
    "components" | "times" | "within2Seconds" | "silenced" | "windowProbability"
  >
  & { phase: string; threshold: number; present: readonly string[] };

const NAMES: Readonly<Record<string, string>> = { Z: "vertical", N: "north", E: "east" };

/**
 * Two sentences for a seismologist: where in component and time what made the pick lies, and what becomes
 * of the pick without each component.
 */
export function describePickExplanation(of: DescribedPick): string[] {
  return [whereItLies(of), withoutComponents(of)];
}

function whereItLies({ phase, components, times, within2Seconds, present, ...of }: DescribedPick) {
  const shareOf = (part: string) => times.find((one) => one.part === part)?.share ?? 0;
  const before = shareOf("more than 2 s before") + shareOf("2 to 0 s before");
  const vertical = components.find(({ part }) => part === "Z")?.share ?? 0;
  const horizontal = 1 - vertical;
  const isP = phase.startsWith("P");
  const where = present.length === 1
    ? `all on the ${NAMES[present[0]]} component, the only one recorded`
    : isP
    ? `${percent(vertical)} on the vertical component`
    : `${percent(horizontal)} on the horizontal components`;
  const expected = present.length === 1
    ? ""
    : isP
    ? vertical >= horizontal ? ", where P is strongest," : ", though P is strongest there,"
    : horizontal >= vertical
    ? ", where S is strongest,"
    : ", though S is strongest there,";
  return `Of what the network weighed for or against this ${phase} (probability ${
    of.windowProbability.toFixed(2)
  }), ${where}${expected} ${
    percent(shareOf("0 to 0.5 s after"))
  } lies in the first 0.5 s after the ` +
    `onset, ${percent(before)} before it, and ${percent(within2Seconds)} within 2 s of it.`;
}

function withoutComponents({ phase, threshold, silenced, present, ...of }: DescribedPick) {
  const after = (part: string) => silenced.find((one) => one.part === part)?.probability ?? NaN;
  const stands = (probability: number) => probability >= threshold;
  const told = (probability: number) => probability.toFixed(2);
  if (present.length < 3 || !present.includes("Z")) {
    const parts = present.map((name) => `without ${NAMES[name]} ${told(after(name))}`);
    return `Silencing one component leaves a probability of ${
      parts.join(", ")
    }; components that are ` +
      "missing were zeros to begin with.";
  }
  const [vertical, horizontals] = [after("Z"), after("all but Z")];
  const verdict = stands(vertical)
    ? stands(horizontals)
      ? `the ${phase} is seen on either alone`
      : `the ${phase} stands on the horizontal components`
    : stands(horizontals)
    ? `the ${phase} stands on the vertical component`
    : `it takes vertical and horizontal components together to make this ${phase}`;
  return `With the vertical component silent the probability goes from ${
    told(of.windowProbability)
  } to ${told(vertical)}, with both horizontals silent to ${told(horizontals)} (a pick needs ${
    told(threshold)
  }): ${verdict}.`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`;
}
