import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { drawOrders, shapleyValues } from "../../../engine/explanation/mod.ts";
import { RandomStream } from "../../../engine/mathematics/mod.ts";

/** All orders of some parts. */
function ordersOf(parts: readonly number[]): number[][] {
  if (parts.length === 0) return [[]];
  return parts.flatMap((first) =>
    ordersOf(parts.filter((part) => part !== first)).map((others) => [first, ...others])
  );
}

Deno.test("Shapley values of a game of votes are the published ones", () => {
  // Weights 4, 3, 2, 1 and 6 to win: 5/12, 3/12, 3/12, 1/12 (Shapley & Shubik 1954's index).
  const weights = [4, 3, 2, 1];
  const value = (present: Uint8Array) =>
    Number(present.reduce((sum, isThere, i) => sum + isThere * weights[i], 0) >= 6);
  const orders = ordersOf([0, 1, 2, 3]);
  const { amounts, ...of } = shapleyValues({ orders, value });
  [5, 3, 3, 1].forEach((twelfths, i) => assertAlmostEquals(amounts[i], twelfths / 12, 1e-12));
  assertEquals(of, { value: 1, baselineValue: 0, evaluations: 1 + 4 * 24 });
  // However few the orders are, amounts add up; the baseline may be another on each.
  const few = shapleyValues({
    orders: orders.slice(0, 2),
    value: (present, order) => present.every((one) => one === 0) ? 0.2 * order : value(present),
  });
  assertAlmostEquals(few.amounts.reduce((sum, amount) => sum + amount, 0), 0.9, 1e-12);
  assertAlmostEquals(few.baselineValue, 0.1, 1e-12);
});

Deno.test("a pair of orders is enough where parts meet but two by two, and who does nothing gets nothing", () => {
  const value = ([a, b]: Uint8Array) => 1 + 3 * a + 4 * a * b - 2 * b;
  const orders = drawOrders([[0], [1], [2]], { pairs: 1, random: new RandomStream(2) });
  assertEquals([...shapleyValues({ orders, value }).amounts], [5, 0, 0]);
});

Deno.test("parts of a group come together, and it gets what it would as one part", () => {
  const groups = [[0, 1, 2], [3], [4, 5]];
  const random = new RandomStream(3);
  const orders = drawOrders(groups, { pairs: 2000, random });
  for (const order of orders) {
    assertEquals(order.toSorted(), [0, 1, 2, 3, 4, 5]);
    for (const group of groups) {
      const places = group.map((part) => order.indexOf(part));
      assertEquals(Math.max(...places) - Math.min(...places), group.length - 1);
    }
  }
  // Needs all of the first group and any other: as three parts A, B, C of A and (B or C) 2/3, 1/6, 1/6.
  const value = ([a, b, c, d, e, f]: Uint8Array) => a * b * c * Math.max(d, e * f);
  const { amounts } = shapleyValues({ orders, value });
  [2 / 9, 2 / 9, 2 / 9, 1 / 6, 1 / 12, 1 / 12].forEach((expected, i) =>
    assertAlmostEquals(amounts[i], expected, 0.015)
  );
  assert(
    drawOrders(groups, { pairs: 2000, random: new RandomStream(3) })[5].join() === orders[5].join(),
  );
});
