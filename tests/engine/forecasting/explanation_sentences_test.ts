import { assertEquals } from "@std/assert";
import { shortestHalf } from "../../../engine/forecasting/explanations/explanation_sentences.ts";

Deno.test("the shortest stretch with half of a sum is found", () => {
  assertEquals(shortestHalf([0, 1, 5, 1, 0]), { first: 2, last: 2 });
  assertEquals(shortestHalf([1, 1, 1, 1, 1, 1]), { first: 0, last: 2 });
  assertEquals(shortestHalf([3, 0, 0, 2, 2]), { first: 3, last: 4 });
  assertEquals(shortestHalf([7]), { first: 0, last: 0 });
});
