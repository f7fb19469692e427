import { assertEquals } from "@std/assert";
import { EMPTY, withDraft } from "../../../server/page/dashboard/review/drafts.ts";

Deno.test("a draft is kept by its item, replaced by a later one, and gone once nothing is written", () => {
  const written = { ...EMPTY, decision: "rejected", reason: "a train", seen: 0 } as const;
  const one = withDraft({}, "/review/pick/a", written);
  const two = withDraft(one, "/review/pick/b", { ...EMPTY, texts: { phase: "S" } });
  assertEquals(Object.keys(two), ["/review/pick/a", "/review/pick/b"]);
  assertEquals(
    withDraft(two, "/review/pick/a", { ...written, reason: "a truck" })["/review/pick/a"].reason,
    "a truck",
  );
  assertEquals(Object.keys(withDraft(two, "/review/pick/a", EMPTY)), ["/review/pick/b"]);
});

Deno.test("a decision without a word or a correction is no draft", () => {
  assertEquals(
    withDraft({}, "/review/pick/a", { ...EMPTY, decision: "accepted", reason: " " }),
    {},
  );
});
