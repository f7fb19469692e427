import type { PointProcessTerms } from "../../domain/mod.ts";

/** The mean of what each says of each event: its score is the mean of theirs. */
export function meanTerms(answers: readonly PointProcessTerms[]): PointProcessTerms {
  const mean = (pick: (terms: PointProcessTerms) => number) =>
    answers.reduce((sum, terms) => sum + pick(terms), 0) / answers.length;
  return {
    ...answers[0],
    logRate: answers[0].logRate.map((_, i) => mean(({ logRate }) => logRate[i])),
    logDensity: answers[0].logDensity.map((_, i) => mean(({ logDensity }) => logDensity[i])),
    expected: answers[0].expected.map((_, i) => mean(({ expected }) => expected[i])),
    expectedAfter: mean(({ expectedAfter }) => expectedAfter),
    publishedFirst: mean(({ publishedFirst, expected }) => publishedFirst ?? expected[0]),
  };
}

/** Standard deviation over seeds; nothing for one. */
export function spreadOf(values: readonly number[]): number | null {
  if (values.length < 2) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(square / (values.length - 1));
}
