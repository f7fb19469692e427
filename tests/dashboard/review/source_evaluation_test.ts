import { assertEquals } from "@std/assert";
import { unreviewed } from "../../../engine/domain/mod.ts";
import { liveEventOf } from "../../../engine/monitoring/mod.ts";
import { readQuakeml } from "../../../engine/sources/mod.ts";
import { sourceEvaluationOf } from "../../../server/page/dashboard/review/source_evaluation.ts";

/** An event as USGS writes it: a mode, and a status only where there is one. */
function readEvent(words: string) {
  const text =
    `<q:quakeml xmlns:q="http://quakeml.org/xmlns/quakeml/1.2" xmlns="http://quakeml.org/xmlns/bed/1.2">
    <eventParameters publicID="quakeml:us/p"><event publicID="quakeml:us/e">
    <origin publicID="quakeml:us/o"><time><value>2026-06-01T00:30:00Z</value></time>
    <latitude><value>1</value></latitude><longitude><value>2</value></longitude>${words}</origin>
    </event></eventParameters></q:quakeml>`;
  return readQuakeml(new TextEncoder().encode(text), "e.xml").events[0];
}

Deno.test("an event is called what its source calls it until somebody here says something", () => {
  const cases = [
    ["<evaluationMode>manual</evaluationMode>", "reviewed"],
    ["<evaluationMode>automatic</evaluationMode>", undefined],
    ["<evaluationStatus>reviewed</evaluationStatus>", "reviewed"],
    [
      "<evaluationMode>manual</evaluationMode><evaluationStatus>rejected</evaluationStatus>",
      "rejected",
    ],
    ["", undefined],
  ] as const;
  for (const [words, expected] of cases) {
    const item = readEvent(words);
    const answer = { ...unreviewed("event", item.id), item, current: item, reviews: [] };
    assertEquals(sourceEvaluationOf(answer), expected, words);
    const { status } = liveEventOf({ event: item, revision: 1, status: "automatic" });
    assertEquals(status, expected === "reviewed" ? "reviewed" : "automatic", words);
  }
});
