import { assert, assertEquals } from "@std/assert";
import { RandomStream } from "../../../engine/mathematics/mod.ts";
import {
  boxOf,
  type LabelSide,
  placeLabels,
  type WantedLabel,
} from "../../../server/page/dashboard/map/place_labels.ts";

const SIDES: readonly LabelSide[] = ["right", "left", "above", "below"];

const FRAME = { width: 600, height: 400 };

function label(key: string, place: [number, number], text = key): WantedLabel {
  return { key, text, place, fontPixels: 11, sides: SIDES };
}

Deno.test("of many names on a small map none covers another or leaves it, and none that fits is left out", () => {
  const stream = new RandomStream(4);
  const wanted = Array.from({ length: 300 }, (_, i) =>
    label(
      `name ${i}`,
      [600 * stream.uniform(), 400 * stream.uniform()],
      "x".repeat(1 + Math.floor(20 * stream.uniform())),
    ));
  const sides = placeLabels(wanted, { ...FRAME, marks: [] });
  const shown = wanted.filter(({ key }) => sides.has(key));
  assert(shown.length > 30 && shown.length < 300, `${shown.length} names`);
  const boxes = shown.map((one) => boxOf(one, sides.get(one.key)!));
  const meet = (a: typeof boxes[0], b: typeof boxes[0]) =>
    Math.min(a.right, b.right) > Math.max(a.left, b.left) &&
    Math.min(a.bottom, b.bottom) > Math.max(a.top, b.top);
  const isInside = (box: typeof boxes[0]) =>
    Math.min(box.left, box.top, 600 - box.right, 400 - box.bottom) >= 0;
  boxes.forEach((box, i) => {
    assert(isInside(box), shown[i].key);
    assert(!boxes.some((other, j) => j > i && meet(box, other)), shown[i].key);
  });
  for (const one of wanted.filter(({ key }) => !sides.has(key))) {
    for (const box of SIDES.map((side) => boxOf(one, side))) {
      assert(!isInside(box) || boxes.some((other) => meet(box, other)), `${one.key} has room`);
    }
  }
});

Deno.test("a name stands on its best side, on another beside an edge or a mark, and the first go first", () => {
  const far = label("far", [300, 200]);
  assertEquals(placeLabels([far], { ...FRAME, marks: [] }).get("far"), "right");
  assertEquals(
    placeLabels([far], { ...FRAME, marks: [[300, 200], [315, 202]] }).get("far"),
    "left",
  );
  assertEquals(
    placeLabels([label("edge", [590, 200])], { ...FRAME, marks: [] }).get("edge"),
    "left",
  );
  const same = [
    label("first", [300, 200], "a long name"),
    label("last", [301, 200], "a long name"),
  ];
  const twice = placeLabels(same.map((one) => ({ ...one, sides: ["right"] })), {
    ...{ ...FRAME, marks: [] },
  });
  assertEquals([...twice], [["first", "right"]]);
});
