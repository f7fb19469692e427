import type { FragilityClass } from "../../domain/mod.ts";

/**
 * Type of building, then by design (before codes, low, moderate and high code) the peak ground acceleration
 * in hundredths of g at which half of them are damaged slightly, moderately, extensively and completely, or
 * worse. W wood, S steel, C concrete, PC precast concrete, RM and URM reinforced and unreinforced masonry, MH
 * mobile homes; L, M and H for 1 to 3, 4 to 7 and more storeys.
 *
 * Source: FEMA, Hazus Earthquake Model Technical Manual, "Equivalent-PGA Structural Fragility", one table for
 * each design level, as printed in appendix E of the ShakeCast operator's manual; in the public domain.
 */
const TABLE = `
W1 | 18 29 51 77 | 20 34 61 95 | 24 43 91 134 | 26 55 128 201
W2 | 12 19 37 60 | 14 23 48 75 | 20 35 64 113 | 26 56 115 208
S1L | 9 13 22 38 | 12 17 30 48 | 15 22 42 80 | 19 31 64 149
S1M | 9 14 23 39 | 12 18 29 49 | 13 21 44 82 | 14 26 62 143
S1H | 8 12 22 38 | 10 15 28 48 | 10 18 39 78 | 10 21 52 131
S2L | 11 14 23 39 | 13 17 30 50 | 20 26 46 84 | 24 41 76 146
S2M | 10 14 28 47 | 12 18 35 58 | 14 22 53 97 | 14 27 73 162
S2H | 9 13 29 50 | 11 17 36 63 | 11 19 49 102 | 11 22 65 160
S3 | 8 10 16 30 | 10 13 20 38 | 13 19 33 60 | 15 26 54 100
S4L | 10 13 20 36 | 13 16 26 46 | 19 26 41 78 | 24 39 71 133
S4M | 9 13 25 43 | 12 17 31 54 | 14 22 51 92 | 16 28 73 156
S4H | 9 14 27 47 | 12 17 33 59 | 12 21 51 97 | 13 25 69 163
S5L | 11 14 22 37 | 13 17 28 45 | - | -
S5M | 9 14 28 43 | 11 18 34 53 | - | -
S5H | 8 14 29 46 | 10 18 35 58 | - | -
C1L | 10 12 21 36 | 12 15 27 45 | 16 23 41 77 | 21 35 70 137
C1M | 9 13 26 43 | 12 17 32 54 | 13 21 49 89 | 15 27 73 161
C1H | 8 12 21 35 | 10 15 27 44 | 11 18 41 74 | 11 22 62 135
C2L | 11 15 24 42 | 14 19 30 52 | 18 30 49 87 | 24 45 90 155
C2M | 10 15 30 50 | 12 19 38 63 | 15 26 55 102 | 17 36 87 195
C2H | 9 15 31 52 | 11 19 38 65 | 12 23 57 107 | 12 29 82 187
C3L | 10 14 21 35 | 12 17 26 44 | - | -
C3M | 9 14 25 41 | 11 17 32 51 | - | -
C3H | 8 13 27 43 | 9 16 33 53 | - | -
PC1 | 11 14 21 35 | 13 17 25 45 | 18 24 44 71 | 20 35 72 125
PC2L | 10 13 19 35 | 13 15 24 44 | 18 25 40 74 | 24 36 69 123
PC2M | 9 13 24 42 | 11 16 31 52 | 15 21 45 86 | 17 29 67 151
PC2H | 9 13 25 43 | 11 16 31 55 | 12 19 46 90 | 12 23 63 149
RM1L | 13 16 24 43 | 16 20 29 54 | 22 30 50 85 | 30 46 93 157
RM1M | 11 15 28 50 | 14 19 35 63 | 18 26 51 103 | 20 37 81 190
RM2L | 12 15 22 41 | 14 18 28 51 | 20 28 47 81 | 26 42 87 149
RM2M | 10 14 26 47 | 12 17 34 60 | 16 23 48 99 | 17 33 75 183
RM2H | 9 13 27 50 | 11 17 35 62 | 12 20 48 101 | 12 24 67 178
URML | 13 17 26 37 | 14 20 32 46 | - | -
URMM | 9 13 21 38 | 10 16 27 46 | - | -
MH | 8 11 18 34 | 11 18 31 60 | 11 18 31 60 | 11 18 31 60
`;

const DESIGNS = ["pre", "low", "moderate", "high"];

/** One for all classes: capacity, demand and state of damage together. Source: as above. */
const BETA = 0.64;

/**
 * Classes of buildings in the United States by name, such as "W1-high" or "URML-pre"; a reference spectrum of
 * magnitude 7 on stiff soil stands behind them, and other countries build otherwise.
 */
export const HAZUS_FRAGILITY: ReadonlyMap<string, FragilityClass> = new Map(
  TABLE.trim().split("\n").flatMap((line) => {
    const [type, ...designs] = line.split(" | ");
    return designs.flatMap((text, i): [string, FragilityClass][] => {
      if (text === "-") return [];
      const [slight, moderate, extensive, complete] = text.split(" ").map((g) => Number(g) / 100);
      const name = `${type}-${DESIGNS[i]}`;
      return [[name, { name, mediansG: [slight, moderate, extensive, complete], beta: BETA }]];
    });
  }),
);
