import { assert, assertEquals, assertMatch, assertThrows } from "@std/assert";
import { SaxesParser } from "saxes";
import { InputError } from "../../../../engine/domain/mod.ts";
import { writeCapAlert } from "../../../../engine/sources/mod.ts";
import { exampleAlert } from "../../monitoring/early_warning/example_alert.ts";

/** An element, its text and its children in order. */
interface Node {
  name: string;
  text: string;
  children: Node[];
}

/** Order, least and most of each child, from the schema of the standard (chapter 3.4). */
type Rule = readonly [name: string, least: number, most: number, type?: RegExp];
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[-+]\d\d:\d\d$/;
const PLAIN = /^[^\s,<&]+$/;
const ANY = /[^]/;
const CIRCLE = /^-?\d+(\.\d+)?,-?\d+(\.\d+)? \d+(\.\d+)?$/;
const SCHEMA: Readonly<Record<string, readonly Rule[]>> = {
  alert: [
    ["identifier", 1, 1, PLAIN],
    ["sender", 1, 1, PLAIN],
    ["sent", 1, 1, TIME],
    ["status", 1, 1, /^(Actual|Exercise|System|Test|Draft)$/],
    ["msgType", 1, 1, /^(Alert|Update|Cancel|Ack|Error)$/],
    ["source", 0, 1, ANY],
    ["scope", 1, 1, /^(Public|Restricted|Private)$/],
    ["restriction", 0, 1, ANY],
    ["addresses", 0, 1, ANY],
    ["code", 0, 99, ANY],
    ["note", 0, 1, ANY],
    ["references", 0, 1, /^[^\s,<&]+,[^\s,<&]+,\S+( [^\s,<&]+,[^\s,<&]+,\S+)*$/],
    ["incidents", 0, 1, ANY],
    ["info", 0, 99],
  ],
  info: [
    ["language", 0, 1, /^[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*$/],
    [
      "category",
      1,
      99,
      /^(Geo|Met|Safety|Security|Rescue|Fire|Health|Env|Transport|Infra|CBRNE|Other)$/,
    ],
    ["event", 1, 1, ANY],
    [
      "responseType",
      0,
      99,
      /^(Shelter|Evacuate|Prepare|Execute|Avoid|Monitor|Assess|AllClear|None)$/,
    ],
    ["urgency", 1, 1, /^(Immediate|Expected|Future|Past|Unknown)$/],
    ["severity", 1, 1, /^(Extreme|Severe|Moderate|Minor|Unknown)$/],
    ["certainty", 1, 1, /^(Observed|Likely|Possible|Unlikely|Unknown)$/],
    ["audience", 0, 1, ANY],
    ["eventCode", 0, 99],
    ["effective", 0, 1, TIME],
    ["onset", 0, 1, TIME],
    ["expires", 0, 1, TIME],
    ["senderName", 0, 1, ANY],
    ["headline", 0, 1, ANY],
    ["description", 0, 1, ANY],
    ["instruction", 0, 1, ANY],
    ["web", 0, 1, ANY],
    ["contact", 0, 1, ANY],
    ["parameter", 0, 99],
    ["resource", 0, 99],
    ["area", 0, 99],
  ],
  parameter: [["valueName", 1, 1, ANY], ["value", 1, 1, ANY]],
  area: [
    ["areaDesc", 1, 1, ANY],
    ["polygon", 0, 99, ANY],
    ["circle", 0, 99, CIRCLE],
    ["geocode", 0, 99],
    ["altitude", 0, 1, ANY],
    ["ceiling", 0, 1, ANY],
  ],
};

function parse(xml: string): Node {
  const parser = new SaxesParser({ xmlns: true });
  const root: Node = { name: "", text: "", children: [] };
  const open = [root];
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ local, uri }) => {
    assertEquals(uri, "urn:oasis:names:tc:emergency:cap:1.2");
    const node = { name: local, text: "", children: [] };
    open.at(-1)!.children.push(node);
    open.push(node);
  });
  parser.on("text", (text) => {
    open.at(-1)!.text += text;
  });
  parser.on("closetag", () => void open.pop());
  parser.write(xml).close();
  return root.children[0];
}

/** Fails where a document breaks a rule of the schema. */
function validate(node: Node): void {
  const rules = SCHEMA[node.name];
  let at = 0;
  for (const [name, least, most, type] of rules) {
    let count = 0;
    for (; node.children[at]?.name === name; at++, count++) {
      if (type === undefined) validate(node.children[at]);
      else assertMatch(node.children[at].text, type);
    }
    assert(count >= least && count <= most, `${count} times ${name} in ${node.name}`);
  }
  assertEquals(at, node.children.length, `${node.children[at]?.name} out of place`);
}

function textOf(node: Node, ...path: string[]): string | undefined {
  let found: Node | undefined = node;
  for (const name of path) found = found?.children.find((child) => child.name === name);
  return found?.text;
}

const SENDER = { sender: "quakecast@example.org" };

Deno.test("an alert, its update and its cancellation are valid and refer to each other", () => {
  const first = exampleAlert();
  const update = exampleAlert({ revision: 2, status: "update", issuedMs: first.issuedMs + 1500 });
  const end = exampleAlert({ revision: 3, status: "cancel", level: "none" });
  const documents = [
    writeCapAlert(first, SENDER),
    writeCapAlert(update, { ...SENDER, earlier: [first] }),
    writeCapAlert(end, { ...SENDER, earlier: [first, update], senderName: "A & B" }),
  ].map(parse);
  documents.forEach(validate);
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
  const document = parse(writeCapAlert(exampleAlert(), SENDER));
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
