import type { PickExplanation } from "../../domain/mod.ts";

/** What an explanation of a pick says, and from which probability on a picker says an arrival. */
export type DescribedPick =
  & Pick<
    PickExplanation,
    "components" | "times" | "silenced" | "windowProbability" | "completeness"
  >
  & { phase: string; threshold: number; present: readonly string[] };

const NAMES: Readonly<Record<string, string>> = { Z: "vertical", N: "north", E: "east" };

/**
 * Two sentences for a seismologist: what each component and time adds to the log-odds of the pick, and what
 * becomes of the pick without each component. Parts with signs are told, which add up.
 */
export function describePickExplanation(of: DescribedPick): string[] {
  return [whatAdds(of), withoutComponents(of)];
}

function whatAdds({ phase, components, times, present, ...of }: DescribedPick) {
  const { difference } = of.completeness;
  const sumOf = (parts: readonly { part: string; net: number }[], names: readonly string[]) =>
    parts.reduce((sum, { part, net }) => names.includes(part) ? sum + net : sum, 0);
  const told = (names: readonly string[]) => percent(sumOf(times, names) / difference);
  const before = ["more than 2 s before", "2 to 0 s before"];
  return `This ${phase} (probability ${of.windowProbability.toFixed(2)}) is ${
    difference.toFixed(1)
  } log-odds above what noise like that before it alone would give, of which ${
    onComponents({ phase, components, present, difference })
  }; the first 0.5 s after the onset add ${told(["0 to 0.5 s after"])}, the next 1.5 s ${
    told(["0.5 to 2 s after"])
  }, what comes later ${told(["later"])}, and what lies before the onset ${told(before)}.`;
}

/** What is added where the phase is strongest: P on the vertical component, S on the horizontal ones. */
function onComponents(
  { phase, components, present, difference }:
    & Pick<DescribedPick, "phase" | "components" | "present">
    & { difference: number },
): string {
  if (present.length === 1) {
    return `all are of the ${NAMES[present[0]]} component, the only one recorded`;
  }
  const vertical = (components.find(({ part }) => part === "Z")?.net ?? 0) / difference;
  const isP = phase.startsWith("P");
  const [where, share] = isP ? ["vertical", vertical] : ["horizontal", 1 - vertical];
  const others = isP ? "horizontal components" : "vertical component";
  const told = isP ? "the vertical component adds" : "the horizontal components add";
  return share >= 0.5
    ? `${told} ${percent(share)}, as ${phase} is strongest on the ${where}`
    : `${told} but ${percent(share)} and the ${others} ${percent(1 - share)}, though ${phase} is ` +
      `strongest on the ${where}`;
}

function withoutComponents({ phase, threshold, silenced, present, ...of }: DescribedPick) {
  const after = (part: string) => silenced.find((one) => one.part === part)?.probability ?? NaN;
  const stands = (probability: number) => probability >= threshold;
  const told = (probability: number) => probability.toFixed(2);
  if (present.length < 3 || !present.includes("Z")) {
    const parts = present.map((name) =>
      `${told(after(name))} without the ${NAMES[name]} component`
    );
    return `The probability goes to ${parts.join(", ")}; components that are ` +
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
  return `${share < 0 ? "−" : ""}${Math.abs(100 * share).toFixed(0)} %`;
}
