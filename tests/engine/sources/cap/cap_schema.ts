import { assert, assertEquals, assertMatch } from "@std/assert";
import { SaxesParser } from "saxes";

/** An element, its text and its children in order. */
export interface CapElement {
  name: string;
  text: string;
  children: CapElement[];
}

/** Order, least and most of each child, and what it may hold. */
type Rule = readonly [name: string, least: number, most: number, type?: RegExp];
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[-+]\d\d:\d\d$/;
const PLAIN = /^[^\s,<&]+$/;
const ANY = /[^]/;
const CIRCLE = /^-?\d+(\.\d+)?,-?\d+(\.\d+)? \d+(\.\d+)?$/;
/** Source: OASIS, CAP-v1.2.xsd; for identifiers, senders, times and references chapter 3.2 of the text. */
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
  eventCode: [["valueName", 1, 1, ANY], ["value", 1, 1, ANY]],
  parameter: [["valueName", 1, 1, ANY], ["value", 1, 1, ANY]],
  resource: [
    ["resourceDesc", 1, 1, ANY],
    ["mimeType", 1, 1, ANY],
    ["size", 0, 1, /^\d+$/],
    ["uri", 0, 1, ANY],
    ["derefUri", 0, 1, ANY],
    ["digest", 0, 1, ANY],
  ],
  geocode: [["valueName", 1, 1, ANY], ["value", 1, 1, ANY]],
  area: [
    ["areaDesc", 1, 1, ANY],
    ["polygon", 0, 99, ANY],
    ["circle", 0, 99, CIRCLE],
    ["geocode", 0, 99],
    ["altitude", 0, 1, ANY],
    ["ceiling", 0, 1, ANY],
  ],
};

/** Reads a document; throws where it is no XML or has another namespace. */
export function parseCap(xml: string): CapElement {
  const parser = new SaxesParser({ xmlns: true });
  const root: CapElement = { name: "", text: "", children: [] };
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

/** Fails where a document breaks a rule of the schema, or one that the standard puts in words. */
export function validateCap(alert: CapElement): void {
  assertEquals(alert.name, "alert");
  validateElement(alert);
  const type = textOf(alert, "msgType");
  if (type !== "Alert") assert(textOf(alert, "references"), `${type} names no earlier message`);
  for (const time of ["sent", "effective", "expires"]) {
    const text = time === "sent" ? textOf(alert, time) : textOf(alert, "info", time);
    assertMatch(text!, /-00:00$/, "UTC is written -00:00");
  }
  const sent = Date.parse(textOf(alert, "sent")!);
  assert(Date.parse(textOf(alert, "info", "expires")!) > sent, "it is over when it is sent");
}

function validateElement(node: CapElement): void {
  const rules = SCHEMA[node.name];
  let at = 0;
  for (const [name, least, most, type] of rules) {
    let count = 0;
    for (; node.children[at]?.name === name; at++, count++) {
      if (type === undefined) validateElement(node.children[at]);
      else assertMatch(node.children[at].text, type);
    }
    assert(count >= least && count <= most, `${count} times ${name} in ${node.name}`);
  }
  assertEquals(at, node.children.length, `${node.children[at]?.name} out of place`);
}

/** Text of the first element on a path. */
export function textOf(node: CapElement, ...path: string[]): string | undefined {
  let found: CapElement | undefined = node;
  for (const name of path) found = found?.children.find((child) => child.name === name);
  return found?.text;
}
