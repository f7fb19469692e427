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
  return `Of what the network weighed for or against this ${phase} (probability ${
    of.windowProbability.toFixed(2)
  }), ${onComponents({ phase, components, present })}; ${
    percent(shareOf("0 to 0.5 s after"))
  } in the first 0.5 s after the onset, ${percent(before)} before it, and ${
    percent(within2Seconds)
  } within 2 s of it.`;
}

/** What lies where the phase is strongest: P on the vertical component, S on the horizontal ones. */
function onComponents(
  { phase, components, present }: Pick<DescribedPick, "phase" | "components" | "present">,
): string {
  if (present.length === 1) {
    return `all lies on the ${NAMES[present[0]]} component, the only one recorded`;
  }
  const vertical = components.find(({ part }) => part === "Z")?.share ?? 0;
  const isVertical = phase.startsWith("P");
  const share = isVertical ? vertical : 1 - vertical;
  const where = isVertical ? "vertical component" : "horizontal components";
  return `${percent(share)} lies on the ${where}, ${
    share >= 0.5 ? "where" : "though"
  } ${phase} is strongest${share >= 0.5 ? "" : " there"}`;
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
