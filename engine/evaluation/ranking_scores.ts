/**
 * Area under the receiver operating characteristic: the chance that an event had a higher forecast
 * than a non-event, ties counting half; null where only one kind of outcome was observed.
 *
 * Source: Hanley & McNeil 1982; Mann & Whitney 1947.
 */
export function rocAuc(
  probability: ArrayLike<number>,
  observed: ArrayLike<number>,
): number | null {
  let [events, silences, wins] = [0, 0, 0];
  for (const step of stepsDown(probability, observed)) {
    wins += step.silences * (events + step.events / 2);
    events += step.events;
    silences += step.silences;
  }
  return events === 0 || silences === 0 ? null : wins / (events * silences);
}

/**
 * Average precision: precision at each distinct threshold, weighted by the events found there; null
 * without events.
 *
 * Source: scikit-learn's average_precision_score (no interpolation).
 */
export function averagePrecision(
  probability: ArrayLike<number>,
  observed: ArrayLike<number>,
): number | null {
  let [events, silences, sum] = [0, 0, 0];
  for (const step of stepsDown(probability, observed)) {
    events += step.events;
    silences += step.silences;
    sum += step.events * events / (events + silences);
  }
  return events === 0 ? null : sum / events;
}

/** Outcomes at each distinct forecast, from the highest forecast down. */
export function stepsDown(
  probability: ArrayLike<number>,
  observed: ArrayLike<number>,
): { forecast: number; events: number; silences: number }[] {
  const order = Uint32Array.from({ length: probability.length }, (_, row) => row);
  order.sort((one, other) => probability[other] - probability[one]);
  const steps: { forecast: number; events: number; silences: number }[] = [];
  let last = NaN;
  for (const row of order) {
    if (probability[row] !== last) {
      steps.push({ forecast: probability[row], events: 0, silences: 0 });
    }
    last = probability[row];
    if (observed[row] === 1) steps[steps.length - 1].events++;
    else steps[steps.length - 1].silences++;
  }
  return steps;
}
