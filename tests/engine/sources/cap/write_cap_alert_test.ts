import { assert, assertEquals, assertThrows } from "@std/assert";
import { InputError } from "../../../../engine/domain/mod.ts";
import { writeCapAlert } from "../../../../engine/sources/mod.ts";
import { exampleAlert } from "../../monitoring/early_warning/example_alert.ts";
import { parseCap, textOf, validateCap } from "./cap_schema.ts";

const SENDER = { sender: "quakecast@example.org" };

Deno.test("an alert, its update and its cancellation are valid and refer to each other", () => {
  const first = exampleAlert();
  const update = exampleAlert({ revision: 2, status: "update", issuedMs: first.issuedMs + 1500 });
  const end = exampleAlert({ revision: 3, status: "cancel", level: "none" });
  const documents = [
    writeCapAlert(first, SENDER),
    writeCapAlert(update, { ...SENDER, earlier: [first] }),
    writeCapAlert(end, { ...SENDER, earlier: [first, update], senderName: "A & B" }),
  ].map(parseCap);
  documents.forEach(validateCap);
  assertEquals(documents.map((it) => textOf(it, "msgType")), ["Alert", "Update", "Cancel"]);
  const [name1, name2] = documents.map((it) => textOf(it, "identifier"));
  assertEquals(name1, "early_warning/2026_1/1");
  assertEquals(textOf(documents[0], "references"), undefined);
  assertEquals(
    textOf(documents[2], "references"),
    `quakecast@example.org,${name1},2026-01-01T00:00:06-00:00 ` +
      `quakecast@example.org,${name2},2026-01-01T00:00:08-00:00`,
  );
  assertEquals(textOf(documents[0], "status"), "Test");
  assertEquals(textOf(documents[0], "info", "severity"), "Severe");
  assertEquals(textOf(documents[2], "info", "responseType"), "AllClear");
});

Deno.test("names of sites come through as they are", () => {
  const document = parseCap(writeCapAlert(exampleAlert(), SENDER));
  const info = document.children.find(({ name }) => name === "info")!;
  const areas = info.children.filter(({ name }) => name === "area");
  assert(textOf(areas[1], "areaDesc")!.startsWith("Town <A> & B: warning"));
  assertEquals(textOf(areas[1], "circle"), "35.3000,-117.0000 0.0");
});

Deno.test("a sender with a comma, a time that is none and an update of nothing are refused", () => {
  assertThrows(() => writeCapAlert(exampleAlert(), { sender: "a, b" }), InputError);
  assertThrows(() => writeCapAlert(exampleAlert({ issuedMs: NaN }), SENDER), InputError);
  assertThrows(() => writeCapAlert(exampleAlert({ status: "update" }), SENDER), InputError);
});

Deno.test("a document that breaks a rule of the standard fails the rules of these tests", () => {
  const xml = writeCapAlert(exampleAlert(), SENDER);
  validateCap(parseCap(xml));
  const broken: [string | RegExp, string][] = [
    ["<category>Geo</category>", ""],
    ["<urgency>Immediate</urgency>", "<urgency>Soon</urgency>"],
    [/<severity>.*<\/severity>\s*<certainty>/, "<certainty>"],
    ["-00:00</sent>", "Z</sent>"],
    [/(<headline>.*<\/headline>)\s*(<description>.*<\/description>)/, "$2$1"],
    ["<msgType>Alert</msgType>", "<msgType>Update</msgType>"],
    ["<circle>35.3000,-117.0000 0.0</circle>", "<circle>35.3 -117 0</circle>"],
    [/cap:1\.2/, "cap:1.1"],
  ];
  for (const [from, to] of broken) {
    const wrong = xml.replace(from, to);
    assert(wrong !== xml, `${from} is not there`);
    assertThrows(() => validateCap(parseCap(wrong)), Error, undefined, `${from}`);
  }
});
