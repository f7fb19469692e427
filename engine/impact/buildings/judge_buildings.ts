import {
  type Building,
  type BuildingDamage,
  ConfigurationError,
  DAMAGE_STATES,
  type DamageState,
  type FragilityClass,
  nearestWord,
  type PlaceLaws,
} from "../../domain/mod.ts";
import { standardNormalCumulative } from "../../mathematics/mod.ts";
import { HAZUS_FRAGILITY } from "./hazus_fragility.ts";

/**
 * Probability of each state of damage where ln of the acceleration (g) is normal: the error of the shaking
 * and that of the fragility are put together, which is exact for lognormal curves.
 */
export function damageProbabilities(
  { mediansG, beta }: FragilityClass,
  { lnPgaMean, lnPgaError }: { lnPgaMean: number; lnPgaError: number },
): Record<DamageState, number> {
  const error = Math.hypot(beta, lnPgaError);
  const reached = [
    1,
    ...mediansG.map((median) => standardNormalCumulative((lnPgaMean - Math.log(median)) / error)),
    0,
  ];
  return Object.fromEntries(
    DAMAGE_STATES.map((state, i) => [state, reached[i] - reached[i + 1]]),
  ) as Record<DamageState, number>;
}

/**
 * What may have become of buildings, in the order in which to look at them: by the people expected in
 * extensive or complete damage. Classes of the user go before those of HAZUS of the same name.
 *
 * Throws ConfigurationError for a class that is not known.
 */
export function judgeBuildings(
  buildings: readonly Building[],
  { lnPga, classes = [] }: { lnPga: PlaceLaws; classes?: readonly FragilityClass[] },
): BuildingDamage[] {
  const known = knownClasses(classes);
  const judged = buildings.map((building, i) => {
    const fragility = classOf(building, known);
    const law = { lnPgaMean: lnPga.mean[i], lnPgaError: lnPga.error[i] };
    const probabilities = damageProbabilities(fragility, law);
    const people = Number.isFinite(building.occupants) ? building.occupants : 1;
    const priority = people * (probabilities.extensive + probabilities.complete);
    return { building, pgaG: Math.exp(law.lnPgaMean), probabilities, priority };
  });
  judged.sort((a, b) => b.priority - a.priority);
  return judged.map((one, i) => ({ ...one, rank: i + 1 }));
}

/**
 * Sees to it that each building has a class that is known, before anything has happened to them.
 *
 * Throws ConfigurationError for the first that has none.
 */
export function checkBuildingClasses(
  buildings: readonly Building[],
  classes: readonly FragilityClass[] = [],
): void {
  const known = knownClasses(classes);
  for (const building of buildings) classOf(building, known);
}

function knownClasses(classes: readonly FragilityClass[]): ReadonlyMap<string, FragilityClass> {
  const own = classes.map((one): [string, FragilityClass] => [one.name, one]);
  return new Map([...HAZUS_FRAGILITY, ...own]);
}

function classOf(
  { id, fragilityClass }: Building,
  known: ReadonlyMap<string, FragilityClass>,
): FragilityClass {
  const found = known.get(fragilityClass);
  if (found !== undefined) return found;
  throw new ConfigurationError(
    `Cannot judge building "${id.slice(0, 40)}": there is no class "${
      fragilityClass.slice(0, 40)
    }"; those of HAZUS have a type and a design, pre, low, moderate or high, such as "C1M-high".`,
    "class",
    nearestWord(fragilityClass, [...known.keys()]),
  );
}
