import { assert, assertAlmostEquals } from "@std/assert";
import {
  erf,
  kolmogorovSmirnovUniform,
  negativeBinomialCumulative,
  negativeBinomialLogProbability,
  standardNormalCumulative,
  standardNormalQuantile,
  studentTCumulative,
  upperIncompleteGamma,
  wilcoxonSignedRank,
} from "../../engine/mathematics/mod.ts";
import { numberConsistencyGridded } from "../../engine/evaluation/mod.ts";
import { sharedFile, testWithSharedData } from "../shared_data.ts";

type Row = Record<string, number>;

interface Golden {
  upper_incomplete_gamma: Row[];
  poisson: Row[];
  negative_binomial: Row[];
  normal: Row[];
  student_t: Row[];
  ks_uniform: { sample: number[]; statistic: number; p: number };
  wilcoxon: { a: number[]; b: number[]; statistic: number; p_two_sided: number };
}

async function readGolden(): Promise<Golden> {
  return JSON.parse(await Deno.readTextFile(sharedFile("golden/statistics.json")));
}

function assertClose(actual: number, expected: number, what: string): void {
  assertAlmostEquals(actual, expected, 1e-10 * Math.abs(expected) + 1e-300, what);
}

testWithSharedData(
  "the upper incomplete gamma function equals mpmath's, a <= 0 included",
  async () => {
    const rows = (await readGolden()).upper_incomplete_gamma;
    assert(rows.length === 54 && rows.some(({ a }) => a < 0));
    for (const { a, x, upper_incomplete_gamma } of rows) {
      assertClose(upperIncompleteGamma(a, x), upper_incomplete_gamma, `a ${a} x ${x}`);
    }
  },
);

testWithSharedData("Poisson probabilities equal SciPy's", async () => {
  for (const { k, mean, cdf, pmf } of (await readGolden()).poisson) {
    const law = { mean, dispersion: 0 };
    const what = `k ${k} mean ${mean}`;
    assertClose(negativeBinomialCumulative(k, law), cdf, what);
    assertClose(Math.exp(negativeBinomialLogProbability(k, law)), pmf, what);
  }
});

testWithSharedData("negative binomial probabilities equal SciPy's", async () => {
  for (const { k, size, prob, cdf } of (await readGolden()).negative_binomial) {
    const law = { mean: size * (1 - prob) / prob, dispersion: 1 / size };
    assertClose(negativeBinomialCumulative(k, law), cdf, `k ${k} size ${size} prob ${prob}`);
  }
});

testWithSharedData("Student's t equals SciPy's", async () => {
  for (const { t, df, cdf } of (await readGolden()).student_t) {
    assertClose(studentTCumulative(t, df), cdf, `t ${t} df ${df}`);
  }
});

testWithSharedData("the normal law equals SciPy's", async () => {
  const rows = (await readGolden()).normal;
  assert(rows.some((row) => "x" in row) && rows.some((row) => "p" in row));
  for (const row of rows) {
    if ("p" in row) assertClose(standardNormalQuantile(row.p), row.normal_quantile, `p ${row.p}`);
    else {
      assertClose(erf(row.x), row.erf, `erf ${row.x}`);
      assertClose(standardNormalCumulative(row.x), row.normal_cdf, `normal ${row.x}`);
    }
  }
});

testWithSharedData("the Kolmogorov-Smirnov test equals SciPy's", async () => {
  const { sample, statistic, p } = (await readGolden()).ks_uniform;
  const test = kolmogorovSmirnovUniform(sample);
  assert(test !== null);
  // The file rounds the sample to nine decimals, the result was computed before.
  assertAlmostEquals(test.distance, statistic, 1e-9);
  assertAlmostEquals(test.probability, p, 1e-8);
});

testWithSharedData("Wilcoxon's signed-rank test equals SciPy's", async () => {
  const { a, b, statistic, p_two_sided } = (await readGolden()).wilcoxon;
  const test = wilcoxonSignedRank(a.map((value, i) => value - b[i]), { exact: false });
  assert(test !== null && test.statistic === statistic);
  assertClose(test.probability, p_two_sided, "Wilcoxon");
});

testWithSharedData("both number tests of a gridded forecast equal SciPy's laws", async () => {
  const { poisson, negative_binomial } = await readGolden();
  for (const { k, mean, cdf, pmf } of poisson) {
    const { atMost, atLeast, equal } = numberConsistencyGridded(k, { mean });
    assertClose(atMost!, cdf, `at most ${k} of ${mean}`);
    assertAlmostEquals(atLeast!, 1 - cdf + pmf, 1e-12);
    assertAlmostEquals(equal!, pmf, 1e-12);
  }
  for (const { k, size, prob, cdf } of negative_binomial) {
    const mean = size * (1 - prob) / prob;
    const { atMost } = numberConsistencyGridded(k, { mean, variance: mean / prob });
    assertClose(atMost!, cdf, `at most ${k}, size ${size}`);
  }
});
