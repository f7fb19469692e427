import { assertEquals } from "@std/assert";
import {
  apiPathOf,
  type ItemKey,
  itemOfRoute,
  routeOfItem,
} from "../../../server/page/dashboard/review/review_answers.ts";

Deno.test("an item is found again by its address, whatever its identifier holds", () => {
  const items: ItemKey[] = [
    { kind: "pick", itemId: "XX.S19..HHZ/P/2026-06-01T00:30:07.930Z/sta-lta" },
    { kind: "event", itemId: "quakeml:a/b?c=d#e %25 ä" },
    { kind: "magnitude", itemId: "a/magnitude/local", eventId: "early-warning/1" },
    { kind: "forecast", itemId: "etas.daily.2026-11-27T06Z" },
  ];
  for (const item of items) assertEquals(itemOfRoute(routeOfItem(item)), item);
  assertEquals(
    apiPathOf(items[2]),
    "/v1/reviews/magnitude/a%2Fmagnitude%2Flocal?event=early-warning%2F1",
  );
  for (
    const route of [
      "/review",
      "/review/",
      "/review/pick",
      "/review/station/XX.A",
      "/review/pick/100%",
      "/live",
    ]
  ) {
    assertEquals(itemOfRoute(route), undefined);
  }
});
