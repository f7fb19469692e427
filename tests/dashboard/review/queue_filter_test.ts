import { assertEquals } from "@std/assert";
import type { Review } from "../../../engine/domain/mod.ts";
import {
  filterOf,
  itemsOfReviews,
  listPathOf,
  queryOf,
} from "../../../server/page/dashboard/review/queue_filter.ts";

Deno.test("what is listed is in the address, and comes back from it", () => {
  const filters = [
    {},
    { kind: "pick", from: "2026-06-01 00:30" },
    { said: "rejected", author: "Ana & Ben", to: "2026-06-02" },
  ] as const;
  for (const filter of filters) {
    assertEquals(filterOf(`#/review/pick/a%3F${queryOf(filter)}`), filter);
  }
  assertEquals(queryOf({}), "");
});

Deno.test("what makes no sense in an address is left out", () => {
  assertEquals(filterOf("#/review?kind=train&said=sung&author=Ana&from=+&colour=red"), {});
  assertEquals(filterOf("#/review"), {});
});

Deno.test("the server is asked for what needs a look, or for what was said", () => {
  assertEquals(listPathOf({}, 50), "/v1/reviews/queue?limit=50");
  assertEquals(
    listPathOf({ kind: "event", from: "2026-06-01 00:30" }, 50),
    "/v1/reviews/queue?limit=50&kind=event&since=2026-06-01T00%3A30",
  );
  assertEquals(
    listPathOf({ said: "revised", author: "Ana" }, 50),
    "/v1/reviews?author=Ana&last=true&limit=1000",
  );
});

Deno.test("of reviews each item is listed once, with what was said last, the newest first", () => {
  const review = (itemId: string, decision: Review["decision"], reviewedMs: number): Review => ({
    ...{ kind: "pick", itemId, decision, reviewedMs, number: reviewedMs },
    ...{ author: "Ana", reason: "looked" },
  });
  const reviews = [
    review("a", "accepted", 1),
    review("b", "rejected", 2),
    review("a", "undone", 3),
  ];
  const idsOf = (said: Review["decision"] | "anything") =>
    itemsOfReviews(reviews, { said }).map(({ itemId }) => itemId);
  assertEquals(idsOf("anything"), ["a", "b"]);
  assertEquals(idsOf("accepted"), [], "it was undone");
  assertEquals(idsOf("undone"), ["a"]);
});
