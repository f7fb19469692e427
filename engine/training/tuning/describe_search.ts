import type { GainInterval, ModelSearch, NestedScore } from "../../domain/mod.ts";

/** A search in plain words: what the best trial scored, what to expect, and what came of it. */
export function describeSearch(search: Omit<ModelSearch, "sentence">): string {
  return search.winner.epochs === 0 ? describeBaseline(search) : describeNetwork(search);
}

function describeNetwork(
  { trials, winner, nested, next, untouched }: Omit<ModelSearch, "sentence">,
): string {
  const place = untouched.isAsExpected
    ? "inside that range"
    : untouched.nats < next.low
    ? "below that range: expect less"
    : "above that range";
  const only = next.fromStretches === 1 ? ", or wider, as one stretch tells no scatter" : "";
  const range = `${signed(next.low)} to ${signed(next.high)} (95 %${only})`;
  const anew = describeAnew(nested);
  const outcome = isSame(untouched)
    ? "Trained once more, the winner found no epoch that beat its baseline on validation: on the last " +
      "part, which no search has seen, it answers as that baseline."
    : "On the last part, which no search has seen, the winner scored " +
      `${interval(untouched)}, ${place}.`;
  return `The best of ${trials} trials scored ${signed(winner.nats)} nats per window over the ` +
    "best baseline, on the stretches it was chosen on, which flatters it; choosing anew on earlier " +
    `stretches alone ${anew}; on one more stretch of ${next.windows} windows expect anything from ` +
    `${range}. ${outcome}`;
}

function describeBaseline(
  { trials, winner, nested, untouched }: Omit<ModelSearch, "sentence">,
): string {
  const anew = describeAnew(nested);
  const outcome = isSame(untouched) ? "" : `; it scored ${interval(untouched)} there`;
  return `The winner is the baseline: none of ${trials} trials beat it by more than its standard ` +
    `error. The best scored ${interval(winner)} nats per window over it, on the stretches it was ` +
    `chosen on, which flatters it; choosing anew on earlier stretches alone ${anew}. The model ` +
    "answers as its baseline, on the last part, which no search has seen, as anywhere" +
    `${outcome}.`;
}

/** What searches on earlier stretches chose, and what it scored; a baseline scores nothing. */
function describeAnew(nested: NestedScore): string {
  const { trained, stretches } = nested;
  const baselines = stretches.filter(({ epochs }) => epochs === 0).length;
  if (baselines === 0) return `scored ${interval(nested)} on average there`;
  const all = `networks would have scored ${interval(trained)}`;
  if (baselines === stretches.length) return `took the baseline each time, where ${all}`;
  return `took the baseline ${baselines} of ${stretches.length} times and scored ` +
    `${interval(nested)} on average there, where ${all}`;
}

/** Whether every window was answered as the baseline does. */
function isSame({ low, high }: GainInterval): boolean {
  return low === 0 && high === 0;
}

function interval({ nats, low, high }: GainInterval): string {
  return `${signed(nats)} [${signed(low)}, ${signed(high)}]`;
}

function signed(value: number): string {
  return `${value < 0 ? "-" : "+"}${Math.abs(value).toFixed(3)}`;
}
